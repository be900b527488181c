"""The fields of a report under review, as a person may mend them."""

from typing import Any

from django import forms

from inspections.admin.lines import LinesField
from inspections.importing import ParsedReport
from inspections.importing.drafts import kind_of
from inspections.importing.parsed import RecommendationRead
from inspections.models import Authority, Inspection, Theme
from inspections.vocabulary import (
    Area,
    Grade,
    Kind,
    Outcome,
    Reason,
    RecommendationKind,
    Subject,
)

LICENCES = {
    "ogl": Inspection.Licence.OGL,
    "non_commercial": Inspection.Licence.NON_COMMERCIAL,
    "none": Inspection.Licence.NOT_STATED,
}
BLANK = [("", "–")]
THEME_NAMES = "theme-names"
"""The list of theme names that the page holds once, for every box to offer."""


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def day_field(label: str, *, required: bool = False) -> forms.DateField:
    return forms.DateField(label=label, required=required, widget=DateInput)


class FactsForm(forms.Form):
    """What the front pages say."""

    authority = forms.ModelChoiceField(Authority.objects.order_by("name"))
    kind = forms.ChoiceField(
        choices=Kind.choices,
        help_text="ILACS never prints short or standard: it goes by the days on site.",
    )
    started = day_field("First day on site", required=True)
    ended = day_field("Last day on site", required=True)
    second_started = day_field("Second window: first day")
    second_ended = day_field("Second window: last day")
    published_on = day_field("Published by Ofsted")
    published_on.help_text = (
        "Ofsted’s list of reports has the day where none is printed."
    )
    lead_inspectors = LinesField(required=False, rows=2)
    partners = LinesField(label="Other inspectorates", required=False, rows=2)
    focus = forms.CharField(label="Topic or theme", max_length=200, required=False)
    outcome = forms.ChoiceField(
        label="Outcome (area SEND alone)",
        choices=BLANK + Outcome.choices,
        required=False,
    )
    next_inspection = forms.CharField(
        label="Next inspection, as printed", required=False
    )
    statement_due = day_field("Written statement due")
    previous_as_printed = forms.CharField(
        label="Previous inspection, as printed",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    licence = forms.ChoiceField(choices=Inspection.Licence.choices)

    def clean(self) -> dict[str, Any]:
        """Refuse days that cannot follow one another, each beside its field."""
        given = super().clean() or {}
        for earlier, later, sentence in (
            ("started", "ended", "The last day on site is before the first."),
            ("ended", "published_on", "The report came out before the last day."),
            (
                "second_started",
                "second_ended",
                "The second window ends before it begins.",
            ),
        ):
            first, last = given.get(earlier), given.get(later)
            if first and last and last < first:
                self.add_error(later, sentence)
        first_ended, second = given.get("ended"), given.get("second_started")
        if first_ended and second and second <= first_ended:
            self.add_error("second_started", "The second window follows the first.")
        if given.get("outcome") and given.get("kind") != Kind.AREA_SEND:
            self.add_error("outcome", "Only an area SEND inspection has an outcome.")
        if bool(given.get("second_started")) != bool(given.get("second_ended")):
            self.add_error("second_ended", "Give both days of the second window.")
        return given


class JudgementForm(forms.Form):
    area = forms.ChoiceField(choices=BLANK + Area.choices)
    grade = forms.ChoiceField(choices=BLANK + Grade.choices, required=False)
    missing_reason = forms.ChoiceField(
        label="If none, why", choices=BLANK + Reason.choices, required=False
    )
    heading = forms.CharField(label="Heading as printed", required=False)
    subject = forms.ChoiceField(
        label="Body judged", choices=Subject.choices, initial=Subject.COUNCIL
    )
    page = forms.IntegerField(min_value=1, max_value=300, required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for a grade or the reason why there is none."""
        given = super().clean() or {}
        has_grade, has_reason = given.get("grade"), given.get("missing_reason")
        area = given.get("area")
        of_what = f" for “{Area(area).label}”" if area else ""
        if has_grade and has_reason:
            self.add_error(
                "grade",
                f"There is a grade{of_what} and a reason why there is none: keep one.",
            )
        elif not (has_grade or has_reason) and not self._is_left_out():
            self.add_error(
                "grade",
                f"Choose the grade printed{of_what}, or the reason why there is none: "
                f"“{Reason.NOT_ENTERED.label}” will do for now.",
            )
        return given

    def _is_left_out(self) -> bool:
        return bool(self.data.get(self.add_prefix("DELETE")))


class ItemForm(forms.Form):
    """One thing that the report asks for."""

    text = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}))
    kind = forms.ChoiceField(
        choices=RecommendationKind.choices, initial=RecommendationKind.RECOMMENDATION
    )
    paragraph = forms.IntegerField(
        label="Printed number", min_value=1, max_value=9999, required=False
    )
    page = forms.IntegerField(min_value=1, max_value=300, required=False)
    body = forms.CharField(label="Responsible body", max_length=300, required=False)
    themes = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, themes: list[tuple[str, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        field = self.fields["themes"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = themes


class FindingForm(forms.Form):
    """One paragraph: the themes suggested for it to tick, any other to add by name."""

    section = forms.CharField(max_length=300, required=False)
    text = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}))
    paragraph = forms.IntegerField(
        label="Printed number", min_value=1, max_value=9999, required=False
    )
    page = forms.IntegerField(min_value=1, max_value=300, required=False)
    themes = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple
    )
    more_themes = forms.CharField(
        label="Add a theme (or several, with ; between them)",
        required=False,
        widget=forms.TextInput(attrs={"list": THEME_NAMES, "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, themes: list[tuple[str, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.names = dict(themes)
        field = self.fields["themes"]
        assert isinstance(field, forms.MultipleChoiceField)
        # All themes beside every paragraph would be thousands of boxes on a page.
        shown = dict.fromkeys([*self.initial.get("themes", ()), *self._ticked()])
        field.choices = [(s, self.names[s]) for s in shown if s in self.names]

    def clean(self) -> dict[str, Any]:
        """Add the themes that are given by name."""
        given = super().clean() or {}
        slugs = {name.casefold(): slug for slug, name in self.names.items()}
        for name in filter(
            None, map(str.strip, given.get("more_themes", "").split(";"))
        ):
            slug = slugs.get(name.casefold())
            if slug is None:
                self.add_error(
                    "more_themes",
                    f"There is no theme “{name}”: choose one from the list.",
                )
            elif slug not in given.get("themes", []):
                given["themes"] = [*given.get("themes", []), slug]
        return given

    def _ticked(self) -> list[str]:
        """Return the boxes that were sent ticked."""
        widget = self.fields["themes"].widget
        sent = widget.value_from_datadict(
            self.data, self.files, self.add_prefix("themes")
        )
        return list(sent or ())


class Rows(forms.BaseFormSet):  # type: ignore[type-arg]
    """What was read, each row with a box to leave it out, and an empty row."""

    def add_fields(self, form: Any, index: int | None) -> None:
        """Say what the box does here: nothing stands yet that could be deleted."""
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = "Leave out"

    def rows(self) -> list[dict[str, Any]]:
        """Return the cleaned rows in the order shown, empty ones as they are."""
        return [form.cleaned_data for form in self.forms]


class JudgementRows(Rows):
    def clean(self) -> None:
        """Refuse two rows on the same area, of which only one could be kept."""
        areas = [
            row["area"]
            for row in (getattr(form, "cleaned_data", {}) for form in self.forms)
            if row.get("area") and not row.get("DELETE")
        ]
        for area in dict.fromkeys(areas):
            if areas.count(area) > 1:
                raise forms.ValidationError(
                    f"“{Area(area).label}” stands here twice: leave one out."
                )


def rows_of(
    form: type[forms.BaseForm], *, most: int, formset: type[Rows] = Rows
) -> Any:
    return forms.formset_factory(
        form,
        formset=formset,
        extra=1,
        max_num=most,
        can_delete=True,
        can_delete_extra=False,
    )


Judgements = rows_of(JudgementForm, most=30, formset=JudgementRows)
Items = rows_of(ItemForm, most=120)
Findings = rows_of(FindingForm, most=900)


def facts_of(parsed: ParsedReport) -> dict[str, Any]:
    """Return what the facts form starts from."""
    windows = [window.value for window in parsed.windows]
    second = windows[1] if len(windows) > 1 else None
    licence = parsed.licence.value if parsed.licence else ""
    return {
        "authority": Authority.objects.filter(slug=parsed.authority_slug).first()
        if parsed.authority_slug
        else None,
        "kind": kind_of(parsed),
        "started": windows[0].start if windows else None,
        "ended": windows[0].end if windows else None,
        "second_started": second.start if second else None,
        "second_ended": second.end if second else None,
        "published_on": parsed.published.value if parsed.published else None,
        "lead_inspectors": [lead.value for lead in parsed.lead_inspectors],
        "partners": [partner.value for partner in parsed.partners],
        "focus": parsed.theme.value[:200] if parsed.theme else "",
        "outcome": parsed.outcome.value if parsed.outcome else "",
        "next_inspection": parsed.next_inspection.value
        if parsed.next_inspection
        else "",
        "statement_due": parsed.statement_deadline.value
        if parsed.statement_deadline
        else None,
        "previous_as_printed": "\n".join(p.words for p in parsed.previous_inspections),
        "licence": LICENCES.get(licence, Inspection.Licence.UNKNOWN),
    }


def items_of(parsed: ParsedReport) -> tuple[RecommendationRead, ...]:
    """Return everything that the report asks for: the most urgent first, LSCB last."""
    return (
        *parsed.priority_actions,
        *parsed.recommendations,
        *parsed.lscb_recommendations,
    )


def theme_choices() -> list[tuple[str, str]]:
    """Return the themes to tick, as slug and name; queries."""
    return list(Theme.objects.values_list("slug", "name"))
