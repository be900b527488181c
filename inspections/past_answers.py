"""What a council published, made of the versions of its records in force on a day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from inspections.accounts import ActionReported, Answer
from inspections.answers import action_from, answer_from
from inspections.models import (
    ActionUpdate,
    CouncilAction,
    CouncilResponse,
    EvidenceLink,
    RecommendationPosition,
)
from inspections.past_visits import PastVisits
from inspections.released import Version, frozen_row, versions_on


class PastAnswers:
    """Makes answers of the versions of what a council published."""

    def __init__(
        self,
        visits: PastVisits,
        *,
        responses: Sequence[CouncilResponse],
        actions: Sequence[CouncilAction],
        day: date,
    ) -> None:
        self.visits = visits
        self.responses = _with_versions(responses, day=day)
        self.actions = _with_versions(actions, day=day)

    def response_versions(self) -> dict[tuple[str, int], Version]:
        """Return the versions of responses by visit and number."""
        return {
            (self._ref(row), row.number): version
            for row, version in self.responses
            if self._ref(row)
        }

    def action_versions(self) -> dict[tuple[str, int], Version]:
        """Return the versions of actions by visit and number."""
        return {
            (self._ref(row), row.number): version
            for row, version in self.actions
            if self._ref(row)
        }

    def all(self, *, looks: Mapping[str, date]) -> tuple[Answer, ...]:
        """Return the answers in the order in which a history has them."""
        actions: dict[int, list[ActionReported]] = defaultdict(list)
        for row, version in sorted(self.actions, key=lambda pair: pair[0].number):
            if (ref := self._ref(row)) and not version.is_hidden:
                actions[row.response_id].append(self._action(row, version, ref=ref))
        found = [
            (row, self._answer(row, version, ref=ref, actions=actions, looks=looks))
            for row, version in self.responses
            if (ref := self._ref(row)) and not version.is_hidden
        ]
        found.sort(key=lambda pair: (pair[1].published_on or date.max, pair[0].pk))
        return tuple(answer for _, answer in found)

    def _ref(self, row: CouncilResponse | CouncilAction) -> str:
        """Return the reference of the visit that a record answers, if it was public."""
        if row.inspection_id not in self.visits.versions:
            return ""
        return self.visits.kept[row.inspection_id].inspection.ref

    def _answer(
        self,
        row: CouncilResponse,
        version: Version,
        *,
        ref: str,
        actions: Mapping[int, Iterable[ActionReported]],
        looks: Mapping[str, date],
    ) -> Answer:
        # A number is never changed; a version from before there were any has none.
        values = version.values | {"number": row.number}
        asked = self.visits.recommendations
        return answer_from(
            frozen_row(CouncilResponse, values),
            ref=ref,
            positions=(
                frozen_row(
                    RecommendationPosition,
                    own,
                    recommendation=asked[own["recommendation_id"]],
                )
                for own in version.values["positions"]
                if own["recommendation_id"] in asked
            ),
            actions=actions.get(row.pk, ()),
            looked_on=looks.get(ref),
        )

    def _action(
        self, row: CouncilAction, version: Version, *, ref: str
    ) -> ActionReported:
        values = version.values
        asked = self.visits.recommendations
        return action_from(
            frozen_row(CouncilAction, values | {"number": row.number}),
            ref=ref,
            recommendations=[
                asked[key] for key in values["recommendations"] if key in asked
            ],
            updates=[frozen_row(ActionUpdate, own) for own in values["updates"]],
            evidence=[frozen_row(EvidenceLink, own) for own in values["evidence"]],
        )


def _with_versions(rows: Sequence[Any], *, day: date) -> list[tuple[Any, Version]]:
    versions = versions_on(rows, day=day)
    return [(row, versions[row.pk]) for row in rows if row.pk in versions]
