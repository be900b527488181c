"""Search: the same answers on SQLite and on PostgreSQL, of what is public alone."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from inspections import search_upkeep
from inspections.models import (
    Authority,
    Inspection,
    PublicationStatus,
    Recommendation,
    SearchEntry,
)
from inspections.searching import (
    alike,
    matching,
    passages,
    ranked,
    respelt,
    sought,
)
from inspections.searching.direct import MOST_PLACES, place_of, places_of
from inspections.searching.passages import cut, runs_of
from inspections.searching.results import WORDS, results_of
from inspections.searching.words import Term, words_of
from inspections.vocabulary import Kind
from tests import factories as make

TODAY = date(2026, 11, 22)


def found(words: str) -> set[str]:
    """Name what a search finds: kind and record, without authorities."""
    rows = matching(sought(words)).select_related("entry")
    entries = [row.entry for row in rows]
    return {f"{e.kind}: {e.body}" for e in entries if e.body.strip()}


def first(words: str) -> SearchEntry:
    asked = sought(words)
    return ranked(matching(asked), asked).select_related("entry")[0].entry


class TestSought:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("Neglect plans", "neglect plans"),
            ('"looked after" children', '"looked after" children'),
            ("neglect -court", "neglect -court"),
            ('-"family court" plans', '-"family court" plans'),
            ("children’s plans", "children plans"),
            ("the plan of care", "plan care"),
            ("to be or not", "not"),
            ("to the", "to the"),
            ("re-inspection", '"re inspection"'),
            ('"unfinished phrase', '"unfinished phrase"'),
            ("Café crème", "cafe creme"),
            ("a AND b* NEAR(c)", "b near c"),
            ("", ""),
            ('"" - -- *', ""),
            ("plan plan plan", "plan"),
        ],
    )
    def test_it_reads_words_phrases_and_what_is_left_out(
        self, text: str, expected: str
    ) -> None:
        assert str(sought(text)).replace('"near c"', "near c") == expected

    def test_what_only_leaves_out_seeks_nothing(self) -> None:
        assert not sought("-neglect")
        assert sought("-neglect").left_out == (Term(("neglect",), True),)

    def test_very_long_words_are_cut(self) -> None:
        assert sum(len(t.words[0]) for t in sought("a1" * 5000).terms) <= 200

    def test_words_have_no_accents(self) -> None:
        assert words_of("Élan, vital!") == ["elan", "vital"]


class TestRuns:
    def test_it_parts_hits_from_the_rest(self) -> None:
        runs = runs_of("too \ue000late\ue001 and <b>slow</b>")
        assert [(run.text, run.is_hit) for run in runs] == [
            ("too ", False),
            ("late", True),
            (" and <b>slow</b>", False),
        ]

    def test_a_stray_mark_is_no_hit(self) -> None:
        assert not any(run.is_hit for run in runs_of("a\ue000b"))

    def test_hits_side_by_side_are_one(self) -> None:
        assert [run.text for run in runs_of("\ue000a\ue001 \ue000b\ue001, c")] == [
            "a b",
            ", c",
        ]

    def test_a_long_text_is_cut_around_the_hit(self) -> None:
        words = [f"w{n} " for n in range(100)]
        runs = runs_of("".join([*words[:50], "\ue000hit\ue001 ", *words[50:]]))
        kept = cut(runs)
        assert kept[0].text.startswith("…w38 w39")
        assert kept[-1].text.endswith("…")
        assert sum(len(run.text.split()) for run in kept) == 40
        assert [run.text for run in kept if run.is_hit] == ["hit"]
        assert cut(runs_of("a \ue000b\ue001 c.")) == runs_of("a \ue000b\ue001 c.")


@pytest.fixture
def ambleford() -> Inspection:
    """Ambleford's visit of 2017, with a record of every kind that can be found."""
    authority = make.make_authority(other_names=["Ambleford Borough Council"])
    inspection = make.make_inspection(
        authority,
        ended=date(2017, 10, 12),
        kind=Kind.SIF,
        ofsted_file_id="50001111",
        summary="Children waited for help.",
    )
    asked = make.make_recommendation(
        inspection, text="Reduce drift where children live with neglect."
    )
    make.make_recommendation(
        inspection, text="Give care leavers their health histories."
    )
    make.make_finding(inspection, text="Social workers’ plans were late.")
    make.make_finding(
        inspection,
        text="Children who are looked after see a dentist.",
        section="Health of children in care",
    )
    make.make_finding(inspection, text="Neglected children were seen by a café worker.")
    response = make.make_response(inspection, title="Our plan", summary="We accept it.")
    make.make_position(response, asked, words="The council agrees about neglect.")
    make.make_action(response, asked, text="Train all managers in neglect.")
    return inspection


ANSWERS: list[tuple[str, set[str]]] = [
    (
        "neglect",
        {
            "recommendation: Reduce drift where children live with neglect.",
            "finding: Neglected children were seen by a café worker.",
            "position: The council agrees about neglect.",
            "action: Train all managers in neglect.",
        },
    ),
    ("NEGLECTING managers", {"action: Train all managers in neglect."}),
    ("neglect -children", {
        "position: The council agrees about neglect.",
        "action: Train all managers in neglect.",
    }),
    ('"looked after"', {"finding: Children who are looked after see a dentist."}),
    ('"after looked"', set()),
    ("dentists in care", {"finding: Children who are looked after see a dentist."}),
    ("cafe", {"finding: Neglected children were seen by a café worker."}),
    ("Ambleford dentist 2017", {
        "finding: Children who are looked after see a dentist."
    }),
    ("dentist 2018", set()),
    ("workers plan", {"finding: Social workers’ plans were late."}),
    ("leaver's history", {
        "recommendation: Give care leavers their health histories."
    }),
    ("we accept", {"response: We accept it."}),
    ("ambleford-2017-10-sif", {"inspection:  Children waited for help."}),
    ("50001111", {"inspection:  Children waited for help."}),
    ("zebra", set()),
    ("-neglect", set()),
    ("", set()),
]  # fmt: skip


@pytest.mark.django_db
class TestMatching:
    def test_it_finds_the_same_on_every_database(self, ambleford: Inspection) -> None:
        assert {words: found(words) for words, _ in ANSWERS} == dict(ANSWERS)

    def test_it_finds_authorities_by_any_name(self, ambleford: Inspection) -> None:
        assert first("Ambleford").kind == SearchEntry.Kind.AUTHORITY
        assert first("ambleford borough").kind == SearchEntry.Kind.AUTHORITY

    def test_the_record_with_more_of_it_comes_first(self, db: None) -> None:
        inspection = make.make_inspection()
        make.make_finding(inspection, text=f"Thresholds. {'Other words here. ' * 30}")
        make.make_finding(inspection, text="Thresholds and thresholds.")
        assert first("thresholds").body == "Thresholds and thresholds."

    @pytest.mark.parametrize(
        "status",
        [
            PublicationStatus.DRAFT,
            PublicationStatus.SUBMITTED,
            PublicationStatus.WITHDRAWN,
        ],
    )
    def test_it_hides_what_is_not_published(self, db: None, status: str) -> None:
        inspection = make.make_inspection(
            status=status, recommendations=("Mend the zorbl.",), summary="A zorbl."
        )
        make.make_finding(inspection, text="The zorbl.")
        make.make_action(make.make_response(inspection), text="Zorbl.")
        assert not matching(sought("zorbl")).exists()

    def test_it_hides_a_draft_of_a_response(self, ambleford: Inspection) -> None:
        response = make.make_response(ambleford, status="draft", summary="The zorbl.")
        make.make_action(response, text="A zorbl.")
        make.make_action(
            make.make_response(ambleford), status="draft", text="Another zorbl."
        )
        assert not matching(sought("zorbl")).exists()

    def test_a_stale_index_shows_nothing(self, ambleford: Inspection) -> None:
        """However the entry came to be there, the record itself decides."""
        draft = make.make_inspection(ambleford.authority, status="draft")
        row = make.make_recommendation(draft, text="A draft.")
        SearchEntry.objects.create(
            kind=SearchEntry.Kind.RECOMMENDATION,
            record_id=row.pk,
            authority=ambleford.authority,
            inspection=draft,
            body="Mend the zorbl.",
        )
        assert SearchEntry.objects.filter(body__contains="zorbl").exists()
        assert not matching(sought("zorbl")).exists()
        assert respelt(sought("zorbll")) is None


HOSTILE = [
    '"', "'", "*", "^", "(", ")", "NEAR(a b", "a AND", "OR", "NOT", "title:", "{a}:b",
    "\0", "a\0b", "\\", "%", "_", ";--", "' OR 1=1 --", "a & b | !c", "<->", ":*",
    "𝔘𝔫𝔦", "中文", "\ud7ff",
    "e\u0301", "-", '-"', '""', "a" * 5000, '"' * 300, "1e999", "0x1",
    "\ue000", "3.14", "a.b@c.example", "http://a.example/?b=c", "٣", "½", "ß",
]  # fmt: skip


@pytest.mark.django_db
def test_no_sign_means_anything_to_the_database(ambleford: Inspection) -> None:
    for words in HOSTILE:
        asked = sought(words)
        assert len(ranked(matching(asked), asked)) == matching(asked).count()
        assert respelt(asked) is None or matching(asked).count() == 0
        places_of(words)


class TestAnyText(TestCase):
    @given(st.text(max_size=60))
    def test_any_text_may_be_sought(self, words: str) -> None:
        asked = sought(words)
        list(ranked(matching(asked), asked)[:3])
        assert not respelt(asked)
        assert place_of(words) is None

    @given(st.text(alphabet="ab\" -*('):^&|!<>\0é", max_size=30))
    def test_any_mix_of_signs_may_be_sought(self, words: str) -> None:
        asked = sought(words)
        assert passages([1], asked) == {} if asked else True


@pytest.mark.django_db
class TestRespelt:
    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("neglct", "neglect"),
            ("negelct", "neglect"),
            ("dentsit", "dentist"),
            ("Amblefrod neglect", "ambleford neglect"),
            ('"helth histories"', '"health histories"'),
            ("neglct -court", "neglect -court"),
        ],
    )
    def test_it_mends_a_word_that_is_nowhere(
        self, ambleford: Inspection, typed: str, meant: str
    ) -> None:
        assert str(respelt(sought(typed))) == meant

    @pytest.mark.parametrize("typed", ["xylophone", "zq", "20177", "neglect zebra"])
    def test_it_does_not_guess(self, ambleford: Inspection, typed: str) -> None:
        assert respelt(sought(typed)) is None

    def test_it_never_offers_the_words_of_a_draft(self, db: None) -> None:
        inspection = make.make_inspection(recommendations=("Mend the zorblets.",))
        Inspection.objects.filter(pk=inspection.pk).update(status="withdrawn")
        assert respelt(sought("zorblet")) is None


@pytest.mark.django_db
class TestResults:
    def results(self, words: str) -> dict[str, str]:
        asked = sought(words)
        rows = list(ranked(matching(asked), asked).select_related("entry"))
        return {
            result.kind: "".join(
                f"[{run.text}]" if run.is_hit else run.text for run in result.runs
            )
            for result in results_of(rows, asked, today=TODAY)
        }

    def test_it_marks_the_hits(self, ambleford: Inspection) -> None:
        assert self.results("neglect managers") == {
            "action": "Train all [managers] in [neglect]."
        }
        assert self.results("neglecting live")["recommendation"] == (
            "Reduce drift where children [live] with [neglect]."
        )

    def test_it_shows_the_record_not_an_old_index(self, ambleford: Inspection) -> None:
        SearchEntry.objects.filter(kind="action").update(
            body="Train all managers in neglect, says a draft."
        )
        assert self.results("neglect managers") == {
            "action": "Train all managers in neglect."
        }

    def test_it_says_what_each_is_and_where(self, ambleford: Inspection) -> None:
        asked = sought("drift")
        rows = list(matching(asked).select_related("entry"))
        [result] = results_of(rows, asked, today=TODAY)
        assert result.title == "Recommendation 1 to Ambleford"
        assert result.voice == "Inspectors asked"
        assert result.page == 2
        assert result.headline == "open"

    def test_the_index_holds_the_words_that_are_compared(
        self, ambleford: Inspection
    ) -> None:
        for entry in SearchEntry.objects.exclude(kind="authority"):
            asked = sought(entry.context)
            rows = matching(asked).filter(entry=entry).select_related("entry")
            assert results_of(list(rows), asked, today=TODAY)
        assert set(WORDS) == set(SearchEntry.Kind.values)


def entries() -> list[tuple[object, ...]]:
    columns = ("kind", "record_id", "authority", "inspection", "title", "context")
    return sorted(
        SearchEntry.objects.values_list(*columns, "body"), key=lambda row: row[:2]
    )


@pytest.mark.django_db
class TestUpkeep:
    def test_triggers_keep_what_a_rebuild_would_make(
        self, ambleford: Inspection
    ) -> None:
        """Through bulk changes, deletions, publishing and renaming."""
        later = make.make_inspection(
            ambleford.authority, recommendations=("One.", "Two."), status="draft"
        )
        Inspection.objects.filter(pk=later.pk).update(status="published")
        Recommendation.objects.filter(text="One.").update(text="Three.")
        Recommendation.objects.filter(text="Two.").delete()
        Authority.objects.filter(pk=ambleford.authority_id).update(name="Ambleforth")
        Inspection.objects.filter(pk=ambleford.pk).update(focus="Front door")
        kept = entries()
        assert "Ambleforth 2022" in {str(row[5]).strip() for row in kept}
        search_upkeep.rebuild(using="default")
        assert entries() == kept
        assert found("three") == {"recommendation: Three."}
        assert found("two") == set()

    def test_a_withdrawn_visit_leaves_the_index(self, ambleford: Inspection) -> None:
        Inspection.objects.filter(pk=ambleford.pk).update(status="withdrawn")
        assert not SearchEntry.objects.filter(inspection=ambleford).exists()

    def test_deleting_a_visit_leaves_nothing(self, ambleford: Inspection) -> None:
        ambleford.all_responses.all().delete()
        ambleford.delete()
        assert not SearchEntry.objects.exclude(kind="authority").exists()

    def test_triggers_are_made_anew_with_each_migration(
        self, ambleford: Inspection
    ) -> None:
        standing = search_upkeep._standing(connection)
        assert len(standing) >= 21
        kept = entries()
        search_upkeep.uninstall(using="default")
        assert search_upkeep._standing(connection) == []
        Recommendation.objects.filter(inspection=ambleford).update(text="Unseen.")
        assert entries() == kept
        search_upkeep.install(using="default")
        assert sorted(search_upkeep._standing(connection)) == sorted(standing)
        assert found("unseen") == {"recommendation: Unseen."}

    def test_the_index_can_be_made_anew_by_command(
        self, ambleford: Inspection, capsys: pytest.CaptureFixture[str]
    ) -> None:
        search_upkeep.uninstall(using="default")
        SearchEntry.objects.all().delete()
        search_upkeep.install(using="default")
        call_command("rebuild_search")
        assert "10 entries" in capsys.readouterr().out


@pytest.mark.django_db
class TestPlace:
    @pytest.mark.parametrize(
        ("words", "url"),
        [
            ("ambleford-2017-10-sif", "/inspections/ambleford-2017-10-sif/"),
            (
                " Ambleford-2017-10-SIF  r2 ",
                "/inspections/ambleford-2017-10-sif/recommendations/2/",
            ),
            ("ambleford-2017-10-sif F3", "/inspections/ambleford-2017-10-sif/"),
            ("50001111", "/inspections/ambleford-2017-10-sif/"),
            ("AMBLEFORD", "/authorities/ambleford/"),
            ("ambleford borough council", "/authorities/ambleford/"),
        ],
    )
    def test_it_leads_to_what_is_named(
        self, ambleford: Inspection, words: str, url: str
    ) -> None:
        place = place_of(words)
        assert place
        assert place.url == url

    def test_it_leads_by_urn(self, ambleford: Inspection) -> None:
        place = place_of(str(ambleford.authority.urn))
        assert place
        assert place.url == "/authorities/ambleford/"
        assert place.is_certain

    @pytest.mark.parametrize("words", ["", "neglect", "ambleford-1999-01-sif", "5000"])
    def test_it_leads_nowhere_else(self, ambleford: Inspection, words: str) -> None:
        assert place_of(words) is None

    def test_it_hides_a_draft(self, ambleford: Inspection) -> None:
        Inspection.objects.filter(pk=ambleford.pk).update(status="draft")
        assert place_of("ambleford-2017-10-sif R1") is None
        assert place_of("50001111") is None


@pytest.mark.django_db
class TestPlaces:
    @pytest.mark.parametrize(
        ("words", "names"),
        [
            ("amble", ["Ambleford"]),
            ("BLACK", ["Blackwater", "Upper Blackmoor"]),
            ("upper bla", ["Upper Blackmoor"]),
            ("bla upper", []),
            ("lackwater", []),
            ("blackwater", ["Blackwater"]),
            ("west mid", ["the region West Midlands"]),
            ("neg", ["the theme Neglect"]),
            ("ne", []),
            ("- * ½", []),
        ],
    )
    def test_the_beginning_of_a_name_leads_to_its_page(
        self, words: str, names: list[str]
    ) -> None:
        make.make_authority("Ambleford")
        make.make_authority("Upper Blackmoor")
        make.make_authority("Blackwater")
        make.make_theme("Neglect")
        assert [place.name for place in places_of(words)] == names

    def test_what_is_certain_leads_there_alone(self, ambleford: Inspection) -> None:
        [place] = places_of("ambleford-2017-10-sif R1")
        assert place.is_certain

    def test_only_a_few_are_offered(self) -> None:
        for name in "ABCDEFGH":
            make.make_authority(f"Blackwater {name}")
        assert len(places_of("black")) == MOST_PLACES


@pytest.mark.django_db
class TestAlike:
    def test_it_gives_the_same_theme_elsewhere(self, ambleford: Inspection) -> None:
        theme, other_theme = make.make_theme(), make.make_theme("Court")
        own, own_too = ambleford.all_recommendations.all()
        elsewhere = make.make_inspection(
            make.make_authority("Brackwater"), recommendations=("A.", "B.", "C.")
        )
        a, b, c = elsewhere.all_recommendations.all()
        hidden = make.make_inspection(
            make.make_authority("Calder"), recommendations=("Z.",), status="draft"
        )
        for row in (own, own_too, a, b, hidden.all_recommendations.get()):
            row.themes.add(theme)
        own.themes.add(other_theme)
        b.themes.add(other_theme)
        assert alike(own) == [b]
        assert alike(c) == []
