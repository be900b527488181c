"""Rows of judgements: only the areas and grades of the framework of the visit."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from inspections.admin.entry_rows import Row, Rows
from inspections.frameworks import Framework, framework_for
from inspections.vocabulary import Area, Grade, Kind, Reason, Subject


def framework_of(kind: str, started: date | None) -> Framework | None:
    """Return the framework that limits judgements; none where all may be given.

    Nothing is known of the areas of an older or other kind, so nothing is refused.
    """
    if kind not in Kind.values or started is None or kind == Kind.OTHER:
        return None
    return framework_for(kind, started)


class JudgementForm(Row):
    """A grade for one area: only areas and grades of the framework of that day."""

    framework: Framework | None = None

    def __init__(self, *args: Any, framework: Framework | None, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.framework = framework
        if "missing_reason" in self.fields:
            self.fields["missing_reason"].label = "If none, why"
        if framework is not None and "area" in self.fields:
            self._limit("area", framework.areas)
            self._limit("grade", framework.grades)

    def _limit(self, name: str, allowed: Iterable[Area | Grade]) -> None:
        """Offer what exists, and what the row holds, so that it can be seen."""
        field: Any = self.fields[name]
        held = str(self[name].value() or "")
        keep = {str(one) for one in allowed} | {held, ""}
        field.choices = [pair for pair in field.choices if str(pair[0]) in keep]

    def clean(self) -> dict[str, Any]:
        """Take a grade as the answer, and refuse what did not exist then."""
        given = super().clean() or {}
        grade, reason = given.get("grade"), given.get("missing_reason")
        if grade and reason == Reason.NOT_ENTERED:
            given["missing_reason"] = ""
        elif not grade and not reason:
            given["missing_reason"] = Reason.NOT_ENTERED
        framework, area = self.framework, given.get("area")
        if framework is None or not (area or grade):
            return given
        if not grade and given["missing_reason"] == Reason.NOT_ENTERED:
            return given  # an empty row of another framework goes when this is saved
        if not framework.is_graded:
            raise ValidationError(
                f"{framework.name} are not graded. Delete this judgement, or mend the "
                "kind or the first day."
            )
        if area and area not in framework.areas:
            self.add_error("area", _not_then(framework, Area(area)))
        if grade and grade not in framework.grades:
            names = ", ".join(one.label for one in framework.grades)
            self.add_error(
                "grade",
                f"“{Grade(grade).label}” is not a grade of {framework.name}. "
                f"The grades are: {names}.",
            )
        return given


def _not_then(framework: Framework, area: Area) -> str:
    names = ", ".join(one.label for one in framework.areas)
    return f"“{area.label}” is not a judgement of {framework.name}. It judged: {names}."


class JudgementRows(Rows):
    """The areas that the framework of the visit judges."""

    framework: Framework | None = None

    def get_unique_error_message(self, unique_check: Any) -> str:
        """Say it in words of the page."""
        return "Each area is judged once: delete the second row for it."

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        """Tell each row the framework."""
        return {**super().get_form_kwargs(index), "framework": self.framework}

    def clean(self) -> None:
        """Put new rows in the framework's order, each about its own body."""
        super().clean()
        for form in self.extra_forms:
            area = form.cleaned_data.get("area")
            if not area:
                continue
            order = list(self.framework.areas) if self.framework else []
            row = form.instance
            row.position = order.index(area) + 1 if area in order else 1
            row.subject = Subject.LSCB if area == Area.LSCB else Subject.COUNCIL
