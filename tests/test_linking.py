"""Suggestions of links, on short texts in the form of real reports."""

from collections.abc import Sequence

import pytest

from inspections.importing.parsed import FindingRead
from inspections.linking import (
    Background,
    EarlierRecommendation,
    LaterRecommendation,
    LaterReport,
    Paragraph,
    Suggestion,
    TermCount,
    suggest_links,
)
from inspections.linking.looking_back import looks_back
from inspections.linking.parts import CARE, HELP, LEADERS, LEAVERS, PARTS
from inspections.linking.ranking import SHOWN
from inspections.linking.scope import ranked_and_summary
from inspections.linking.tone import hear
from inspections.linking.verdicts import suggest_verdict
from inspections.linking.weights import Weights, parts_of
from inspections.linking.words import sentences, sequence, stem
from inspections.vocabulary import Verdict

IN_HELP = "The experiences and progress of children who need help and protection"
IN_CARE = "The experiences and progress of children in care"
OF_LEAVERS = "The experiences and progress of care leavers"
OF_BOTH = "The experiences and progress of children in care and care leavers"
OF_LEADERS = "The impact of leaders on social work practice with children and families"

# Of 1,000 paragraphs, 250 in each part; how many hold a term, and where most do.
COUNTS = {
    "child": (900, ""),
    "plan": (300, ""),
    "supervis": (60, LEADERS),
    "=plan": (300, ""),
    "=audit": (40, LEADERS),
    "=life story": (30, CARE),
    "=care leaver": (200, LEAVERS),
    "=strategy meeting": (40, HELP),
}


def background() -> Background:
    """A small collection's counts."""
    terms = {}
    for term, (paragraphs, part) in COUNTS.items():
        most = dict.fromkeys(PARTS, paragraphs // 20 if part else paragraphs // 4)
        if part:
            most[part] = paragraphs * 17 // 20
        terms[term] = TermCount(paragraphs, most)
    return Background(1000, dict.fromkeys(PARTS, 250), terms)


def suggest(
    text: str,
    *paragraphs: tuple[str, str],
    themes: tuple[str, ...] = (),
    later: Sequence[str] = (),
    year: int | None = None,
    summary: Sequence[str] = (),
) -> Suggestion:
    """Suggest links between one recommendation and (section, text) paragraphs."""
    report = LaterReport(
        paragraphs=tuple(
            Paragraph(text=words, section=section, number=number)
            for number, (section, words) in enumerate(paragraphs, 1)
        ),
        recommendations=tuple(
            LaterRecommendation(position, words)
            for position, words in enumerate(later, 1)
        ),
        summary=tuple(Paragraph(text=words, section="Summary") for words in summary),
    )
    recommendation = EarlierRecommendation(text, themes, year)
    (found,) = suggest_links([recommendation], later=report, background=background())
    return found


def numbers(found: Suggestion) -> list[int | None]:
    """The numbers of the paragraphs suggested, the best first."""
    return [ranked.paragraph.number for ranked in found.paragraphs]


class TestStem:
    @pytest.mark.parametrize(
        "alike",
        [
            ("assess", "assesses", "assessed", "assessment", "assessments"),
            ("plan", "plans", "planned", "planning"),
            ("participate", "participation", "participating"),
            ("supervise", "supervised", "supervising"),
            ("manager", "managers", "manager's"),
            ("child", "children", "children's"),
            ("time", "timely", "timeliness"),
        ],
    )
    def test_it_brings_endings_together(self, alike: tuple[str, ...]) -> None:
        assert len({stem(word) for word in alike}) == 1

    @pytest.mark.parametrize(
        "apart",
        [("care", "carer"), ("adopt", "adapt"), ("police", "policy")],
    )
    def test_it_keeps_other_words_apart(self, apart: tuple[str, ...]) -> None:
        assert len({stem(word) for word in apart}) == len(apart)

    def test_it_leaves_short_words_and_years(self) -> None:
        assert [stem(word) for word in ("ice", "2019", "s47")] == ["ice", "2019", "s47"]


class TestSequence:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Children looked after", "children in care"),
            ("personal education plans", "PEPs"),
            ("independent reviewing officers", "the IRO"),
            ("life-story books", "life story work"),
            ("strategy discussions", "a strategy meeting"),
            ("the Public Law Outline", "pre-proceedings"),
            ("personal advisers", "PAs"),
            ("not in education, employment or training", "NEET"),
        ],
    )
    def test_it_gives_one_idea_for_each_way_of_naming_it(
        self, one: str, other: str
    ) -> None:
        assert sequence(one) == sequence(other)
        assert sequence(one)[0].startswith("=")

    def test_it_takes_the_longest_phrase(self) -> None:
        assert sequence("Child protection conferences") == ["=protection conference"]

    def test_it_drops_words_by_which_everything_is_asked(self) -> None:
        assert sequence("Ensure that the local authority should improve all") == []

    def test_it_does_not_mind_curly_apostrophes(self) -> None:
        assert sequence("each child’s view") == sequence("each child's view")

    def test_it_keeps_the_order_of_the_text(self) -> None:
        assert sequence("audits of supervision") == ["=audit", "supervis"]


class TestSentences:
    def test_it_splits_at_ends_and_not_at_numbers(self) -> None:
        text = "Plans are clear. Most (94.5%) are timely. ‘Good’ work is seen."
        assert len(sentences(text)) == 3

    def test_it_finds_none_in_nothing(self) -> None:
        assert sentences("  ") == []


class TestPartsOf:
    @pytest.mark.parametrize(
        ("heading", "parts"),
        [
            (IN_HELP, (HELP,)),
            (IN_CARE, (CARE,)),
            (OF_LEAVERS, (LEAVERS,)),
            (OF_BOTH, (CARE, LEAVERS)),
            (OF_LEADERS, (LEADERS,)),
            ("Leadership, management and governance", (LEADERS,)),
            ("Headline findings", ()),
        ],
    )
    def test_it_reads_headings_of_both_frameworks(
        self, heading: str, parts: tuple[str, ...]
    ) -> None:
        assert parts_of(heading) == parts


class TestWeights:
    def test_a_common_word_tells_less_than_a_rare_one(self) -> None:
        weights = Weights(background())
        assert weights.of("child") < weights.of("supervis") < weights.of("unheard")

    def test_words_that_open_a_recommendation_count_most(self) -> None:
        weights = Weights(background())
        weighed = weights.by_term(["supervis", *["child"] * 20, "rare"])
        assert weighed["supervis"] == weights.of("supervis")
        assert weighed["rare"] < weights.of("rare")

    def test_it_knows_in_which_part_a_subject_is_treated(self) -> None:
        likely = Weights(background()).parts_for(["supervis", "=audit"])
        assert max(likely, key=lambda part: likely[part]) == LEADERS
        assert sum(likely.values()) == pytest.approx(1)


class TestSuggestedParagraphs:
    def test_the_paragraph_on_the_subject_comes_first(self) -> None:
        found = suggest(
            "Ensure that supervision is regular and reflective.",
            (IN_HELP, "Referrals are answered on the same day."),
            (OF_LEADERS, "Supervision is regular but not yet reflective."),
            (IN_CARE, "Children live in homes that suit them."),
        )
        assert numbers(found)[0] == 2
        assert {"supervis", "reflectiv"} <= set(found.paragraphs[0].matched)
        assert 0 < found.paragraphs[0].covered <= 1

    def test_other_words_for_the_same_thing_are_found(self) -> None:
        found = suggest(
            "Improve personal education plans for children looked after.",
            (IN_HELP, "Plans for children are mostly clear."),
            (IN_CARE, "The quality of PEPs for children in care varies."),
        )
        assert numbers(found)[0] == 2

    def test_of_two_like_paragraphs_the_one_in_the_right_section_wins(self) -> None:
        said = "Supervision takes place and is written down."
        found = suggest(
            "Audits and supervision should be regular.",
            (IN_HELP, said),
            (OF_LEADERS, said),
        )
        assert numbers(found) == [2, 1]

    def test_of_two_like_paragraphs_the_one_on_the_theme_wins(self) -> None:
        report = LaterReport(
            tuple(
                Paragraph("Workers visit often.", IN_CARE, number, themes)
                for number, themes in ((1, ()), (2, ("visits",)), (3, ()))
            )
        )
        asked = EarlierRecommendation("Workers should visit.", ("visits",))
        (found,) = suggest_links([asked], later=report, background=background())
        assert numbers(found)[0] == 2
        assert found.paragraphs[0].themes == ("visits",)

    def test_at_most_ten_are_given(self) -> None:
        many = [(OF_LEADERS, f"Supervision happens in team {n}.") for n in range(30)]
        assert len(numbers(suggest("Improve supervision.", *many))) == SHOWN

    def test_nothing_is_given_where_nothing_matches(self) -> None:
        found = suggest("Improve supervision.", (IN_HELP, "Referrals are prompt."))
        assert found.paragraphs == ()
        assert found.verdict.verdict == Verdict.NOT_REVISITED

    def test_an_empty_report_gives_empty_suggestions(self) -> None:
        found = suggest("Improve supervision.")
        assert (found.paragraphs, found.restated_by) == ((), ())
        assert found.verdict.rests_on == ()
        assert not found.refers_back

    def test_suggestions_come_in_the_order_asked(self) -> None:
        asked = [EarlierRecommendation(text) for text in ("Audits.", "Supervision.")]
        found = suggest_links(asked, later=LaterReport(()), background=background())
        assert [suggestion.recommendation for suggestion in found] == asked


class TestRestatedBy:
    def test_the_same_request_in_other_words_is_proposed(self) -> None:
        found = suggest(
            "Ensure that life-story work is done for children looked after.",
            (IN_CARE, "Life-story work is late for too many children."),
            (IN_HELP, "Strategy meetings are well attended."),
            later=(
                "Attendance at strategy discussions.",
                "The quality of life story work for children in care.",
            ),
        )
        assert [again.recommendation.position for again in found.restated_by] == [2]
        assert "=life story" in found.restated_by[0].matched

    def test_one_clause_of_a_long_request_may_be_asked_again(self) -> None:
        found = suggest(
            "Homes should suit children; foster carers should be trained; audits should"
            " look at the quality of supervision for every worker.",
            (OF_LEADERS, "Audits say little on supervision."),
            later=("Audits of the quality of supervision.",),
        )
        assert len(found.restated_by) == 1

    def test_nothing_is_proposed_without_a_word_in_common(self) -> None:
        found = suggest(
            "Improve supervision.",
            (OF_LEADERS, "Supervision is weak and audits are few."),
            later=("The use of audits.",),
        )
        assert found.restated_by == ()


class TestLooksBack:
    @pytest.mark.parametrize(
        ("sentence", "words"),
        [
            ("This has improved since the last inspection.", "the last inspection"),
            ("It was raised at the previous visit.", "the previous visit"),
            ("Caseloads have halved since 2018.", "since 2018"),
            (
                "A focused visit in March 2021 found delay.",
                "focused visit in March 2021",
            ),
            ("Workers visit children often.", ""),
        ],
    )
    def test_it_finds_the_words_that_name_an_inspection(
        self, sentence: str, words: str
    ) -> None:
        assert looks_back(sentence) == words

    def test_another_inspection_than_the_one_meant_is_passed_over(self) -> None:
        sentence = "Little has changed since the inspection in 2018."
        assert looks_back(sentence, to=2014) == ""
        assert looks_back(sentence, to=2018) == "inspection in 2018"


class TestRefersBack:
    def test_a_sentence_in_the_best_passage_counts(self) -> None:
        found = suggest(
            "Improve supervision.",
            (
                OF_LEADERS,
                "Supervision is regular. It was not at the last inspection.",
            ),
        )
        assert found.refers_back
        assert found.back_references[0].words == "the last inspection"

    def test_the_summary_is_read_too(self) -> None:
        found = suggest(
            "Improve supervision.",
            (OF_LEADERS, "Supervision is regular."),
            summary=["Supervision has improved since the last inspection."],
        )
        assert found.refers_back

    def test_a_sentence_on_another_subject_does_not(self) -> None:
        found = suggest(
            "Improve supervision.",
            (OF_LEADERS, "Supervision is regular."),
            summary=["Adoption has improved since the last inspection."],
        )
        assert not found.refers_back

    def test_a_reference_to_another_year_does_not(self) -> None:
        said = (OF_LEADERS, "Supervision is better than at the inspection in 2018.")
        assert suggest("Improve supervision.", said, year=2018).refers_back
        assert not suggest("Improve supervision.", said, year=2014).refers_back


class TestHear:
    def test_praise_is_a_strength(self) -> None:
        tone = hear("Plans are detailed and well written.")
        assert tone.strengths == ("detailed", "well")
        assert tone.concerns == ()

    def test_praise_denied_is_a_concern(self) -> None:
        tone = hear("Meetings are not always well attended.")
        assert tone.strengths == ()
        assert tone.concerns == ("not always well",)

    def test_well_being_is_no_praise(self) -> None:
        assert hear("Workers ask about well-being.").strengths == ()

    @pytest.mark.parametrize(
        ("sentence", "kind"),
        [
            ("Support has deteriorated since then.", "worse"),
            ("The response has improved since then.", "better"),
            ("This remains an issue.", "still"),
            ("It is too soon to see an effect.", "still"),
            ("Visits are too infrequent and inconsistent.", "concerns"),
        ],
    )
    def test_words_of_change_are_told_apart(self, sentence: str, kind: str) -> None:
        assert getattr(hear(sentence), kind)

    def test_children_who_decline_are_no_decline(self) -> None:
        assert hear("Children may decline to take part.").worse == ()


class TestSuggestedVerdict:
    ASKED = "Ensure that supervision is regular and reflective."

    @pytest.mark.parametrize(
        ("said", "verdict"),
        [
            ("Supervision is regular, reflective and of good quality.", "addressed"),
            (
                "Supervision is regular and good. Reflective supervision is still"
                " inconsistent.",
                "improved",
            ),
            (
                "Supervision is not regular and lacks reflective discussion.",
                "unchanged",
            ),
            ("Supervision has deteriorated and is not regular.", "declined"),
        ],
    )
    def test_it_follows_what_is_said(self, said: str, verdict: str) -> None:
        found = suggest(self.ASKED, (OF_LEADERS, said)).verdict
        assert found.verdict == verdict
        assert 0 < found.confidence <= 1

    def test_it_rests_on_sentences_of_the_report(self) -> None:
        said = "Adoption is strong. Supervision is not regular enough."
        found = suggest(self.ASKED, (OF_LEADERS, said)).verdict
        assert found.rests_on[0].sentence == "Supervision is not regular enough."
        assert found.rests_on[0].words == ("not regular",)
        assert found.rests_on[0].paragraph.number == 1

    def test_work_that_goes_on_is_not_addressed(self) -> None:
        found = suggest(
            self.ASKED,
            (OF_LEADERS, "Regular reflective supervision is good. It is too soon to"
             " see what supervision changes."),
        )  # fmt: skip
        assert found.verdict.verdict == Verdict.IMPROVED

    def test_what_is_asked_for_again_is_not_addressed(self) -> None:
        found = suggest(
            self.ASKED,
            (OF_LEADERS, "Regular reflective supervision is good."),
            later=("The quality of regular reflective supervision.",),
        )
        assert found.restated_by
        assert found.verdict.verdict == Verdict.IMPROVED

    def test_nothing_found_is_not_revisited(self) -> None:
        found = suggest_verdict({"supervis": 4.0}, ranked=(), restated=False)
        assert found.verdict == Verdict.NOT_REVISITED
        assert found.rests_on == ()

    def test_a_word_in_passing_is_nothing_found(self) -> None:
        found = suggest(
            "Appoint an adviser on delegated authority for foster carers' decisions,"
            " with regular appraisal of the panel and written guidance.",
            (OF_LEADERS, "Children like their carers."),
        )
        assert found.paragraphs
        assert found.verdict.verdict == Verdict.NOT_REVISITED


class TestRankedAndSummary:
    def texts(self, *read: FindingRead) -> tuple[list[str], list[str]]:
        ranked, summary = ranked_and_summary(read)
        return [row.text for row in ranked], [row.text for row in summary]

    def test_what_bears_no_number_among_numbers_is_summary(self) -> None:
        assert self.texts(
            FindingRead("Summary", "All is well.", 1),
            FindingRead(IN_HELP, "Help comes early.", 2, paragraph=1),
        ) == (["Help comes early."], ["All is well."])

    def test_where_nothing_is_numbered_all_is_ranked(self) -> None:
        assert self.texts(FindingRead("Summary", "All is well.", 1)) == (
            ["All is well."],
            [],
        )

    def test_the_board_is_in_neither(self) -> None:
        board = "Inspection findings – the Local Safeguarding Children Board"
        assert self.texts(FindingRead(board, "Members come.", 9)) == ([], [])
