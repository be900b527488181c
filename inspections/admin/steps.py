"""The steps on the way to the public: a button each, and who may press it."""

from collections.abc import Callable
from dataclasses import dataclass

from inspections import publishing
from inspections.models import PublicationStatus, PublishedRecord

Status = PublicationStatus


@dataclass(frozen=True)
class Step:
    """A button: where it stands, who may press it, what it does and asks."""

    name: str
    button: str
    status: PublicationStatus
    permissions: tuple[str, ...]
    take: Callable[..., PublishedRecord]
    done: str
    note: str
    is_grave: bool = False


STEPS: tuple[Step, ...] = (
    Step(
        "submit",
        "Submit for approval",
        Status.DRAFT,
        ("change",),
        publishing.submit,
        "Submitted. Somebody else can now approve it.",
        "A word to the approver",
    ),
    Step(
        "approve",
        "Approve and publish",
        Status.SUBMITTED,
        ("approve",),
        publishing.approve,
        "Approved: it is public now.",
        "A note for the record",
    ),
    Step(
        "return",
        "Return to draft",
        Status.SUBMITTED,
        ("change", "approve"),
        publishing.return_to_draft,
        "Returned to draft: it can be edited again.",
        "What should be changed",
    ),
    Step(
        "withdraw",
        "Withdraw",
        Status.PUBLISHED,
        ("approve",),
        publishing.withdraw,
        "Withdrawn: its page now says so, with your reason.",
        "Why it is withdrawn (the public page shows this)",
        is_grave=True,
    ),
)
STEP_BY_NAME = {step.name: step for step in STEPS}
CORRECTION_NOTE = "What was corrected and why (the public page shows this)"
