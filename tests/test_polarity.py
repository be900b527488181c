"""Whether a finding praises or worries: said only where it is plain."""

import pytest

from inspections.polarity import suggest_polarity
from inspections.vocabulary import Polarity

PRAISE = (
    "Plans are comprehensive and well written. Reviews are timely, and children are "
    "seen regularly by workers who know them well."
)
WORRY = (
    "Too many plans are out of date. Supervision is inconsistent, and managers do not "
    "challenge the delays that result."
)
NEITHER = "The council has 412 children in its care, of whom 60 live in another area."


class TestSuggestPolarity:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            (PRAISE, Polarity.STRENGTH),
            (WORRY, Polarity.CONCERN),
            (NEITHER, Polarity.NOT_CLASSIFIED),
            (f"{PRAISE} {WORRY}", Polarity.NOT_CLASSIFIED),
            (f"{PRAISE} However, some reviews are missed.", Polarity.NOT_CLASSIFIED),
            ("Plans are good.", Polarity.NOT_CLASSIFIED),
            ("", Polarity.NOT_CLASSIFIED),
        ],
    )
    def test_only_what_points_one_way_is_classified(
        self, text: str, found: Polarity
    ) -> None:
        assert suggest_polarity(text) is found

    def test_the_description_of_a_grade_is_no_finding(self) -> None:
        text = f"In a local authority that is good, this is usual. {PRAISE}"
        assert suggest_polarity(text) is Polarity.NOT_CLASSIFIED

    def test_a_concern_that_is_denied_is_none(self) -> None:
        text = (
            "Decisions are made without undue delay for every child. Placements do not "
            "end when they are no longer required by the court."
        )
        assert suggest_polarity(text) is not Polarity.CONCERN

    def test_a_heading_helps_and_never_overrules(self) -> None:
        one = (
            "Managers do not always see that visits are recorded in good time for all."
        )
        assert suggest_polarity(one) is Polarity.NOT_CLASSIFIED
        assert (
            suggest_polarity(one, section="What needs to improve") is Polarity.CONCERN
        )
        assert suggest_polarity(WORRY, section="Key strengths") is (
            Polarity.NOT_CLASSIFIED
        )
        assert suggest_polarity(PRAISE, section="Areas for improvement") is (
            Polarity.NOT_CLASSIFIED
        )
