"""Which framework governs a visit, and what may honestly be compared."""

from datetime import date
from itertools import product

import pytest

from inspections.frameworks import (
    AREA_ORDER,
    FOUR_POINT,
    FRAMEWORKS,
    OLDER,
    Framework,
    absence,
    comparability,
    direction,
    framework_for,
    ref_kind,
)
from inspections.vocabulary import Area, Grade, Kind, Reason

BY_CODE = {framework.code: framework for framework in (*FRAMEWORKS, OLDER)}
EVERY_PAIR = list(product(BY_CODE.values(), repeat=2))
PRINTED = {
    "slac-2009": {Area.SAFEGUARDING, Area.LOOKED_AFTER_SERVICES},
    "looked-after-2013": {
        Area.OVERALL,
        Area.CAPACITY,
        Area.LEADERS,
        Area.IN_CARE,
    },
    "sif-2013": {
        Area.OVERALL,
        Area.HELP_AND_PROTECTION,
        Area.IN_CARE,
        Area.ADOPTION,
        Area.CARE_LEAVERS,
        Area.LEADERS,
        Area.LSCB,
    },
    "ilacs-2018": {
        Area.OVERALL,
        Area.LEADERS,
        Area.HELP_AND_PROTECTION,
        Area.IN_CARE_AND_CARE_LEAVERS,
    },
    "ilacs-2023": {
        Area.OVERALL,
        Area.LEADERS,
        Area.HELP_AND_PROTECTION,
        Area.IN_CARE,
        Area.CARE_LEAVERS,
    },
    "ilacs-2026": {
        Area.LEADERS,
        Area.HELP_AND_PROTECTION,
        Area.IN_CARE,
        Area.CARE_LEAVERS,
    },
}


class TestFrameworkFor:
    @pytest.mark.parametrize(
        ("kind", "started", "code"),
        [
            (Kind.SLAC, date(2012, 2, 6), "slac-2009"),
            (Kind.LOOKED_AFTER, date(2013, 6, 24), "looked-after-2013"),
            (Kind.SIF, date(2013, 11, 19), "sif-2013"),
            (Kind.SIF, date(2017, 9, 18), "sif-2013"),
            (Kind.SIF_REINSPECTION, date(2018, 6, 11), "sif-reinspection-2016"),
            (Kind.LSCB_REVIEW, date(2015, 6, 1), "lscb-review-2013"),
            # The last day before care leavers were graded apart, and the first after.
            (Kind.ILACS_STANDARD, date(2023, 1, 15), "ilacs-2018"),
            (Kind.ILACS_STANDARD, date(2023, 1, 16), "ilacs-2023"),
            (Kind.ILACS_SHORT, date(2023, 1, 15), "ilacs-2018"),
            (Kind.ILACS_SHORT, date(2023, 1, 16), "ilacs-2023"),
            # The last day with an overall grade, and the first without.
            (Kind.ILACS_STANDARD, date(2026, 3, 31), "ilacs-2023"),
            (Kind.ILACS_STANDARD, date(2026, 4, 1), "ilacs-2026"),
            # Brent and Somerset, published in June 2026 without an overall grade.
            (Kind.ILACS_STANDARD, date(2026, 4, 27), "ilacs-2026"),
            # Bradford, on site in January 2026 and published in May, has one.
            (Kind.ILACS_STANDARD, date(2026, 1, 19), "ilacs-2023"),
            (Kind.FOCUSED_VISIT, date(2018, 10, 31), "focused-visit-2018"),
            (Kind.MONITORING_VISIT, date(2022, 6, 7), "monitoring-visit-2016"),
            (Kind.JTAI, date(2018, 7, 9), "jtai-2016"),
            (Kind.JTAI, date(2021, 11, 22), "jtai-2022"),
            (Kind.AREA_SEND, date(2019, 6, 3), "area-send-2016"),
            (Kind.AREA_SEND, date(2023, 1, 1), "area-send-2023"),
            (Kind.OTHER, date(2007, 3, 1), "other"),
            ("something else", date(2020, 1, 1), "other"),
        ],
    )
    def test_it_goes_by_the_first_day_on_site(
        self, kind: str, started: date, code: str
    ) -> None:
        assert framework_for(kind, started).code == code

    def test_a_visit_before_its_framework_began_has_the_first(self) -> None:
        assert framework_for(Kind.AREA_SEND, date(2015, 1, 1)).code == "area-send-2016"

    def test_a_visit_after_its_framework_ended_has_the_last(self) -> None:
        assert framework_for(Kind.SIF, date(2019, 5, 1)).code == "sif-2013"

    def test_without_a_day_the_newest_governs(self) -> None:
        assert framework_for(Kind.ILACS_STANDARD, None).code == "ilacs-2026"

    @pytest.mark.parametrize("kind", Kind)
    def test_every_kind_has_one(self, kind: Kind) -> None:
        framework = framework_for(kind, date(2020, 1, 1))
        assert kind in framework.kinds


class TestFrameworks:
    @pytest.mark.parametrize(("code", "areas"), PRINTED.items())
    def test_the_areas_are_those_that_reports_print(
        self, code: str, areas: set[Area]
    ) -> None:
        assert set(BY_CODE[code].areas) == areas

    def test_codes_are_given_once(self) -> None:
        assert len(BY_CODE) == len(FRAMEWORKS) + 1

    def test_versions_of_a_kind_follow_each_other_without_overlap(self) -> None:
        for kind in Kind:
            versions = [f for f in FRAMEWORKS if kind in f.kinds]
            for earlier, later in zip(versions, versions[1:], strict=False):
                assert earlier.ends is not None
                assert (later.starts - earlier.ends).days == 1

    def test_graded_ones_have_a_scale_and_only_they(self) -> None:
        for framework in BY_CODE.values():
            assert framework.is_graded == bool(framework.grades)

    def test_every_area_has_its_place_in_the_order(self) -> None:
        assert sorted(AREA_ORDER) == sorted(Area)


class TestRefKind:
    def test_it_is_short_and_readable(self) -> None:
        assert ref_kind(Kind.ILACS_SHORT) == ref_kind(Kind.ILACS_STANDARD) == "ilacs"
        assert ref_kind(Kind.AREA_SEND) == "area-send"
        assert ref_kind(Kind.SIF_REINSPECTION) == "sif-reinspection"
        assert ref_kind(Kind.SIF) == "sif"


class TestDirection:
    ORDER = tuple(reversed(FOUR_POINT))

    @pytest.mark.parametrize(("earlier", "later"), list(product(ORDER, repeat=2)))
    def test_a_better_grade_is_a_rise(self, earlier: Grade, later: Grade) -> None:
        before, after = self.ORDER.index(earlier), self.ORDER.index(later)
        expected = 0 if before == after else 1 if after > before else -1
        assert direction(earlier, later) == expected

    def test_adequate_is_on_the_scale_of_its_time(self) -> None:
        assert direction(Grade.ADEQUATE, Grade.GOOD) == 1
        assert direction(Grade.ADEQUATE, Grade.INADEQUATE) == -1
        assert direction(Grade.ADEQUATE, Grade.ADEQUATE) == 0

    def test_adequate_and_requires_improvement_are_not_one_grade(self) -> None:
        assert direction(Grade.ADEQUATE, Grade.REQUIRES_IMPROVEMENT) is None
        assert direction(Grade.REQUIRES_IMPROVEMENT, Grade.ADEQUATE) is None

    @pytest.mark.parametrize("grade", Grade)
    def test_not_judged_is_on_no_scale(self, grade: Grade) -> None:
        assert direction(Grade.NOT_JUDGED, grade) is None
        assert direction(grade, Grade.NOT_JUDGED) is None


class TestAbsence:
    @pytest.mark.parametrize("framework", list(BY_CODE.values()), ids=list(BY_CODE))
    @pytest.mark.parametrize("area", Area)
    def test_every_blank_has_a_reason_and_a_sentence(
        self, framework: Framework, area: Area
    ) -> None:
        reason, sentence = absence(framework, area)
        assert (reason is Reason.NOT_ENTERED) == (area in framework.areas)
        assert sentence.endswith(".")
        assert sentence[0].isupper() or sentence[0] == "‘"

    @pytest.mark.parametrize(
        ("code", "area", "reason", "words"),
        [
            (
                "ilacs-2026",
                Area.OVERALL,
                Reason.NOT_GRADED_IN_FRAMEWORK,
                "not graded under ILACS from April 2026",
            ),
            (
                "ilacs-2018",
                Area.CARE_LEAVERS,
                Reason.JUDGEMENT_NOT_IN_FRAMEWORK,
                "together until January 2023",
            ),
            (
                "ilacs-2023",
                Area.IN_CARE_AND_CARE_LEAVERS,
                Reason.JUDGEMENT_NOT_IN_FRAMEWORK,
                "graded separately",
            ),
            (
                "focused-visit-2018",
                Area.OVERALL,
                Reason.NOT_GRADED_IN_FRAMEWORK,
                "ILACS focused visits are not graded",
            ),
            (
                "ilacs-2023",
                Area.ADOPTION,
                Reason.JUDGEMENT_NOT_IN_FRAMEWORK,
                "‘Adoption performance’ is not a judgement of ILACS",
            ),
            (
                "other",
                Area.OVERALL,
                Reason.NOT_GRADED_IN_FRAMEWORK,
                "gave no grades",
            ),
            ("sif-2013", Area.LSCB, Reason.NOT_ENTERED, "not entered"),
        ],
    )
    def test_it_says_what_was_so(
        self, code: str, area: Area, reason: Reason, words: str
    ) -> None:
        given, sentence = absence(BY_CODE[code], area)
        assert given is reason
        assert words in sentence


# Areas that may be set side by side, for each unordered pair of frameworks that has
# any, with what to bear in mind; every other pair and area is refused.
CAUTION = "The framework changed in January 2018"
COMPARABLE: dict[tuple[str, str], tuple[set[Area], str]] = {
    ("sif-2013", "sif-reinspection-2016"): (PRINTED["sif-2013"] - {Area.LSCB}, ""),
    ("sif-2013", "lscb-review-2013"): ({Area.LSCB}, ""),
    ("ilacs-2018", "ilacs-2023"): (
        {Area.OVERALL, Area.LEADERS, Area.HELP_AND_PROTECTION},
        "",
    ),
    ("ilacs-2018", "ilacs-2026"): ({Area.LEADERS, Area.HELP_AND_PROTECTION}, ""),
    ("ilacs-2023", "ilacs-2026"): (PRINTED["ilacs-2026"], ""),
    **{
        (sif, ilacs): (areas, CAUTION)
        for sif in ("sif-2013", "sif-reinspection-2016")
        for ilacs, areas in (
            ("ilacs-2018", {Area.OVERALL, Area.LEADERS, Area.HELP_AND_PROTECTION}),
            ("ilacs-2023", PRINTED["ilacs-2023"]),
            ("ilacs-2026", PRINTED["ilacs-2026"]),
        )
    },
}


def expected(area: Area, one: Framework, other: Framework) -> tuple[bool, str]:
    if one is other:
        return area in one.areas, ""
    areas, caution = COMPARABLE.get(
        (one.code, other.code), COMPARABLE.get((other.code, one.code), (set(), ""))
    )
    return area in areas, caution


class TestComparability:
    @pytest.mark.parametrize(
        ("earlier", "later"),
        EVERY_PAIR,
        ids=[f"{a.code} then {b.code}" for a, b in EVERY_PAIR],
    )
    def test_only_the_same_thing_on_the_same_scale_compares(
        self, earlier: Framework, later: Framework
    ) -> None:
        for area in Area:
            allowed, caution = expected(area, earlier, later)
            found = comparability(area, earlier, later)
            assert found.allowed == allowed, area
            if allowed:
                assert found.reason.startswith(caution)
                assert bool(found.reason) == bool(caution)
            else:
                assert found.reason.endswith("."), area

    @pytest.mark.parametrize(("one", "other"), EVERY_PAIR)
    def test_the_order_of_the_two_does_not_decide(
        self, one: Framework, other: Framework
    ) -> None:
        for area in Area:
            there, back = (
                comparability(area, one, other),
                comparability(area, other, one),
            )
            assert there.allowed == back.allowed

    @pytest.mark.parametrize(
        ("area", "earlier", "later", "words"),
        [
            (
                Area.OVERALL,
                "ilacs-2023",
                "ilacs-2026",
                "Overall effectiveness is not graded under ILACS from April 2026.",
            ),
            (
                Area.CARE_LEAVERS,
                "ilacs-2018",
                "ilacs-2023",
                "together until January 2023",
            ),
            (
                Area.IN_CARE_AND_CARE_LEAVERS,
                "ilacs-2018",
                "ilacs-2023",
                "graded separately",
            ),
            (Area.IN_CARE, "sif-2013", "ilacs-2018", "together until January 2023"),
            (Area.OVERALL, "looked-after-2013", "sif-2013", "another scale"),
            (Area.SAFEGUARDING, "slac-2009", "ilacs-2023", "another scale"),
            (
                Area.OVERALL,
                "ilacs-2018",
                "focused-visit-2018",
                "ILACS focused visits are not graded.",
            ),
            (
                Area.SAFEGUARDING,
                "slac-2009",
                "focused-visit-2018",
                "ILACS focused visits are not graded.",
            ),
            (
                Area.SAFEGUARDING,
                "slac-2009",
                "looked-after-2013",
                "‘Safeguarding services’ is not a judgement of",
            ),
            (Area.ADOPTION, "sif-2013", "ilacs-2018", "is not a judgement of ILACS"),
        ],
    )
    def test_a_refusal_says_why(
        self, area: Area, earlier: str, later: str, words: str
    ) -> None:
        found = comparability(area, BY_CODE[earlier], BY_CODE[later])
        assert not found.allowed
        assert words in found.reason
