"""The council's voice as frozen values: its answers, positions and reported actions.

Nothing here was checked by anybody but the council; every page that shows it says so.
"""

from dataclasses import dataclass
from datetime import date, datetime

from inspections.slips import Slip, TargetDate, slip_of
from inspections.vocabulary import Delivery, Position


@dataclass(frozen=True)
class UpdateReported:
    """A dated word of the council on an action, with a new target if it gave one."""

    dated: date
    delivery: Delivery
    target: date | None
    reason: str
    source_url: str
    source_note: str
    is_month_only: bool = False
    target_is_month_only: bool = False
    recorded_at: datetime | None = None

    @property
    def new_target(self) -> TargetDate | None:
        """The new target date as precisely as the council gave it."""
        return _target(self.target, self.target_is_month_only)


@dataclass(frozen=True)
class EvidenceGiven:
    """What the council points to as evidence: this site has not checked it."""

    label: str
    url: str
    dated: date | None = None


@dataclass(frozen=True)
class ActionReported:
    """One action as the council reports it, with every target date that it gave."""

    number: int
    text: str
    owner_role: str
    delivery: Delivery
    as_of: date | None
    first_target: date | None
    current_target: date | None
    source_note: str
    is_confirmed: bool
    inspection_ref: str
    recommendation_refs: tuple[str, ...] = ()
    updates: tuple[UpdateReported, ...] = ()
    evidence: tuple[EvidenceGiven, ...] = ()
    first_is_month_only: bool = False
    current_is_month_only: bool = False

    @property
    def ref(self) -> str:
        return f"{self.inspection_ref} A{self.number}"

    @property
    def is_finished(self) -> bool:
        return self.delivery in (
            Delivery.REPORTED_COMPLETE,
            Delivery.NO_LONGER_APPLICABLE,
        )

    @property
    def first(self) -> TargetDate | None:
        """The first target date as precisely as the council gave it."""
        return _target(self.first_target, self.first_is_month_only)

    @property
    def current(self) -> TargetDate | None:
        """The target date that stands, as precisely as the council gave it."""
        return _target(self.current_target, self.current_is_month_only)

    @property
    def slip(self) -> Slip | None:
        """How its target date moved, or none where it never did."""
        given = [self.first, *(update.new_target for update in self.updates)]
        return slip_of([target for target in given if target])

    @property
    def moves(self) -> int:
        """How often its target date moved."""
        return self.slip.moves if self.slip else 0


@dataclass(frozen=True)
class PositionTaken:
    recommendation_ref: str
    position: Position
    words: str
    page: int | None


@dataclass(frozen=True)
class Answer:
    """What the council published in answer to one visit, or that none was found.

    `key` tells apart what one database keeps; it is no public reference, as `number`
    is.
    """

    inspection_ref: str
    kind: str
    kind_label: str
    is_found: bool
    title: str
    summary: str
    url: str
    received_on: date | None
    published_on: date | None
    last_looked_on: date | None
    source_note: str
    is_confirmed: bool
    positions: tuple[PositionTaken, ...] = ()
    actions: tuple[ActionReported, ...] = ()
    key: int | None = None
    number: int = 1

    @property
    def ref(self) -> str:
        return f"{self.inspection_ref} C{self.number}"


def _target(day: date | None, is_month_only: bool) -> TargetDate | None:
    return TargetDate(day, is_month_only) if day else None
