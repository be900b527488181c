"""What the panel on a record's page says: what to mend, to answer and to do next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from inspections.admin.steps import Step
from inspections.identified import PlacedHit, answers_of, unanswered
from inspections.models import (
    AnsweredHit,
    PublicationEvent,
    PublicationStatus,
    PublishedRecord,
    Release,
)
from inspections.publishing import working_copy_of
from inspections.publishing_checks import Blocker, blockers

Status = PublicationStatus


@dataclass(frozen=True)
class Mend:
    """A sentence on what to mend, and the id of the field on this page, if it has one.

    A warning of personal data brings the hit, which an approver may answer instead.
    """

    sentence: str
    anchor: str
    hit: PlacedHit | None = None


@dataclass(frozen=True)
class Panel:
    """What the change page says of a record's way to the public."""

    record: PublishedRecord
    sentence: str
    steps: Sequence[tuple[Step, str]] = ()
    mends: Sequence[Mend] = ()
    warnings: Sequence[Mend] = ()
    answers: Iterable[AnsweredHit] = ()
    can_correct: bool = False
    can_preview: bool = False
    working_copy: PublishedRecord | None = None
    events: Iterable[PublicationEvent] = ()
    releases: Iterable[Release] = ()


@dataclass(frozen=True)
class Fields:
    """The form and the rows of a change page, to find a field's id in."""

    form: Any
    formsets: Sequence[Any] = field(default_factory=tuple)

    @classmethod
    def of_page(cls, context: dict[str, Any]) -> "Fields":
        """Return those of the change page that a context is for."""
        inlines = context.get("inline_admin_formsets", ())
        return cls(context["adminform"].form, [inline.formset for inline in inlines])

    def anchor(self, place: Blocker | PlacedHit) -> str:
        """Return the id of the field meant, or of what is nearest to it on the page."""
        if place.rows is None:
            return self._id_in(self.form, place.field)
        for formset in self.formsets:
            if formset.model is place.rows:
                return self._anchor_in(formset, place)
        return ""

    def _anchor_in(self, formset: Any, place: Blocker | PlacedHit) -> str:
        if place.key is None:
            forms = formset.forms[:1]
        else:
            forms = [form for form in formset if form.instance.pk == place.key]
        for form in forms:
            return self._id_in(form, place.field) or form.prefix
        return f"{formset.prefix}-group"

    @staticmethod
    def _id_in(form: Any, name: str) -> str:
        return str(form[name].id_for_label) if name in form.fields else ""


def mends_of(record: PublishedRecord, fields: Fields) -> list[Mend]:
    """Return what stands in the way of submitting a draft; queries."""
    if record.status != Status.DRAFT:
        return []
    return [Mend(found.sentence, fields.anchor(found)) for found in blockers(record)]


def warnings_of(record: PublishedRecord, fields: Fields) -> list[Mend]:
    """Return the passages that an approver has still to answer; queries."""
    if record.status not in (Status.DRAFT, Status.SUBMITTED):
        return []
    return [
        Mend(f"{hit.place}: {hit.kind}", fields.anchor(hit), hit)
        for hit in unanswered(record)
    ]


def history_of_record(record: PublishedRecord) -> dict[str, Any]:
    """Return what the panel tells of a record's past, by the panel's names; queries."""
    return {
        "working_copy": working_copy_of(record),
        "answers": answers_of(record),
        "events": PublicationEvent.objects.about(record).select_related("by"),
        "releases": Release.objects.about(record).select_related("by").defer("content"),
    }
