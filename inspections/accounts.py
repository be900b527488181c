"""The council's voice as frozen values: its answers, positions and reported actions.

Nothing here was checked by anybody but the council; every page that shows it says so.
"""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from inspections.vocabulary import Delivery, Position


@dataclass(frozen=True)
class UpdateReported:
    dated: date
    delivery: Delivery
    target: date | None
    reason: str
    source_url: str
    source_note: str
    is_month_only: bool = False


@dataclass(frozen=True)
class EvidenceGiven:
    """What the council points to as evidence: this site has not checked it."""

    label: str
    url: str
    dated: date | None = None


@dataclass(frozen=True)
class ActionReported:
    """One action as the council reports it; `moves` counts its changed target dates."""

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
    def moves(self) -> int:
        targets = [update.target for update in self.updates if update.target]
        return sum(
            before != after for before, after in pairwise([self.first_target, *targets])
        )


@dataclass(frozen=True)
class PositionTaken:
    recommendation_ref: str
    position: Position
    words: str
    page: int | None


@dataclass(frozen=True)
class Answer:
    """What the council published in answer to one visit, or that none was found."""

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
