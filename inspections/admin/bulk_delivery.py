"""Recording for many drafts of actions at once how far the council says it is."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from inspections.admin.bulk_steps import Asked, BulkStep, Kept
from inspections.admin.updates import UpdateForm
from inspections.models import ActionUpdate, CouncilAction, PublicationStatus
from inspections.publishing import CannotPublish


class DeliveryForm(UpdateForm):
    """One update for all: the same word, day and source."""

    evidence_label = None  # type: ignore[assignment]
    evidence_url = None  # type: ignore[assignment]
    evidence_dated = None  # type: ignore[assignment]

    class Meta(UpdateForm.Meta):
        fields = (  # type: ignore[assignment]
            "delivery",
            "dated",
            "date_precision",
            "reason",
            "source_url",
            "source_note",
        )


def _refusals(action: CouncilAction, asked: Asked) -> list[str]:
    if action.status == PublicationStatus.DRAFT:
        return []
    if action.status == PublicationStatus.PUBLISHED:
        return [
            "It is published: open it and record an update, which goes onto a copy."
        ]
    return [f"It is {action.get_status_display().lower()}."]


@transaction.atomic
def _record(action: CouncilAction, asked: Asked) -> Kept:
    """Keep the update on a draft, as its own page does."""
    action = CouncilAction.objects.select_for_update().get(pk=action.pk)
    refused = _refusals(action, asked)
    if refused:
        raise CannotPublish(refused)
    given: dict[str, Any] = dict(asked.given)
    try:
        action.record(ActionUpdate(recorded_by_id=asked.by.pk, **given))
    except ValidationError as error:
        raise CannotPublish(error.messages) from None
    return {}


DELIVERY_STEP = BulkStep(
    name="delivery",
    button="Record how far they are…",
    does="would have this update",
    done="Recorded how far it is",
    permissions=("change",),
    refusals=_refusals,
    take=_record,
    form=DeliveryForm,
    why_final="An update stands as it was recorded; a later one says what holds now.",
)
