"""Themes suggested from phrases: the rule, and how far the shipped list reaches."""

import csv
import json
import os
from pathlib import Path

import pytest

from inspections.theming import BadPhrase, Phrase, Suggestion, read_phrase, suggest

ROOT = Path(__file__).parent.parent
COLLECTION = Path(os.environ.get("REPORTS_DIR", ROOT.parent / "shared"))


def shipped(scope: str) -> dict[str, list[str]]:
    path = ROOT / "inspections" / "data" / "themes.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {
            row["slug"]: row["phrases"].split("|")
            for row in csv.DictReader(file)
            if row["scope"] == scope
        }


def themes_of(text: str, **phrases: list[str]) -> list[str]:
    return [suggestion.theme for suggestion in suggest(text, phrases)]


class TestReadPhrase:
    def test_it_reads_exclusions(self) -> None:
        written = "Strategy (not strategy meeting; strategy discussion)"
        assert read_phrase(written) == Phrase(
            "strategy", ("strategy meeting", "strategy discussion")
        )

    @pytest.mark.parametrize(
        "written",
        [
            "",
            "   ",
            "neglect (",
            "(not neglect)",
            "plans (not care)",
            "plan (not plan)",
        ],
    )
    def test_it_refuses_what_could_never_match(self, written: str) -> None:
        with pytest.raises(BadPhrase, match="“"):
            read_phrase(written)


class TestSuggest:
    def test_a_phrase_is_open_ended_but_starts_a_word(self) -> None:
        assert themes_of("More apprenticeships.", work=["apprentice"]) == ["work"]
        assert themes_of("A kickstart course.", work=["start"]) == []

    def test_a_phrase_counts_outside_its_exclusion_only(self) -> None:
        phrases = {"assessing": ["assessments (not health assessments)"]}
        assert suggest("Health assessments are late.", phrases) == []
        assert suggest("Assessments are late.", phrases) != []
        both = "Health assessments and risk assessments are late."
        assert suggest(both, phrases) == [Suggestion("assessing", ("assessments",))]

    def test_an_exclusion_may_be_a_longer_word(self) -> None:
        assert (
            themes_of("The partnership", agencies=["partners (not partnership)"]) == []
        )

    def test_apostrophes_hyphens_and_line_breaks_do_not_matter(self) -> None:
        text = "Improve children\u2019s\nplans and life\u2010story work"
        found = themes_of(text, plans=["children's plans"], life=["life-story"])
        assert found == ["plans", "life"]

    def test_only_the_first_450_characters_are_read(self) -> None:
        assert themes_of("x " * 224 + "neglect", care=["neglect"]) == []
        assert themes_of("x " * 220 + "neglect", care=["neglect"]) == ["care"]

    def test_themes_come_in_the_order_of_the_text_each_once(self) -> None:
        text = "Supervision, then neglect, then chronic neglect and supervision."
        assert suggest(
            text, {"neglect": ["chronic", "neglect"], "managers": ["supervision"]}
        ) == [
            Suggestion("managers", ("supervision",)),
            Suggestion("neglect", ("neglect", "chronic")),
        ]

    def test_empty_text_or_no_phrases_suggest_nothing(self) -> None:
        assert suggest("", {"neglect": ["neglect"]}) == []
        assert suggest("Neglect", {}) == []


class TestShippedThemes:
    def test_there_are_thirty_and_six_with_readable_phrases(self) -> None:
        services, send = shipped("childrens_services"), shipped("area_send")
        assert (len(services), len(send)) == (30, 6)
        for phrases in (services | send).values():
            assert all(read_phrase(phrase).wanted for phrase in phrases)
            assert len(phrases) == len(set(phrases))

    @pytest.mark.parametrize(
        ("text", "theme"),
        [
            ("Chronic neglect is noticed too late.", "neglect"),
            (
                "Bed and breakfast is used for those of 16.",
                "homeless-16-and-17-year-olds",
            ),
            ("Social workers’ caseloads are too high.", "workforce-and-caseloads"),
            ("Children’s records lack chronologies.", "performance-data-and-recording"),
        ],
    )
    def test_a_plain_wording_finds_its_theme(self, text: str, theme: str) -> None:
        themes = shipped("childrens_services")
        assert theme in [suggestion.theme for suggestion in suggest(text, themes)]

    def test_strategy_discussions_are_not_leadership(self) -> None:
        found = suggest("Hold strategy discussions.", shipped("childrens_services"))
        assert [s.theme for s in found] == ["strategy-discussions-and-child-protection"]

    def test_nearly_every_recommendation_of_the_collection_gets_a_theme(self) -> None:
        labels = COLLECTION / "labels" / "reports.json"
        if not labels.exists():
            pytest.skip(f"No labelled reports at {COLLECTION}.")
        reached, missed = 0, 0
        for report in json.loads(labels.read_text(encoding="utf-8")):
            send = report["kind"] == "area_send"
            themes = shipped("area_send" if send else "childrens_services")
            for key in ("recommendations", "priority_actions", "lscb_recommendations"):
                for text in report[key]:
                    hit = bool(suggest(text, themes))
                    reached, missed = reached + hit, missed + (not hit)
        assert reached / (reached + missed) >= 0.93
