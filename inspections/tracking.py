"""One recommendation with what each of the three voices says of it.

A frozen value: no database, clock or request.
"""

from dataclasses import dataclass

from inspections.accounts import ActionReported, Answer, PositionTaken
from inspections.headlines import REASONS
from inspections.visits import Raised, VerdictGiven, Visit
from inspections.vocabulary import Headline, Verdict


@dataclass(frozen=True)
class Tracked:
    """One recommendation with what each voice says of it."""

    raised: Raised
    visit: Visit
    headline: Headline
    verdicts: tuple[tuple[Visit, VerdictGiven], ...]
    restated_by: tuple[Raised, ...]
    restates: tuple[Raised, ...]
    positions: tuple[tuple[Answer, PositionTaken], ...]
    actions: tuple[ActionReported, ...]
    overdue: tuple[ActionReported, ...]
    has_later_visit: bool

    @property
    def is_unanswered(self) -> bool:
        """Nothing that the council or a later visit says of it is recorded."""
        return not (self.positions or self.actions or self.verdicts or self.restated_by)

    @property
    def silence(self) -> str:
        """Why inspectors are not quoted on it: they said nothing, or nobody has read.

        Only somebody who read the later report may say that it is silent.
        """
        if self.verdicts:
            return "Later visits do not speak of it. Silence is not success."
        if self.has_later_visit:
            return "What later visits say of it is not recorded here yet."
        return "No later visit is published here yet."

    @property
    def is_open(self) -> bool:
        return self.headline in (
            Headline.OPEN,
            Headline.OPEN_OVERDUE,
            Headline.UNVERIFIED,
        )

    @property
    def reason(self) -> str:
        """Why it has its headline, in a sentence."""
        return REASONS[self.headline]

    @property
    def last_spoken(self) -> tuple[Visit, VerdictGiven] | None:
        """The last visit that spoke to it, and what it said."""
        spoken = [
            pair for pair in self.verdicts if pair[1].verdict != Verdict.NOT_REVISITED
        ]
        return spoken[-1] if spoken else None
