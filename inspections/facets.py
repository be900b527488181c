"""How many results each choice of a filter would give, the other filters kept.

Filters of the visit (authority, region, kind, framework, grade, years) and the kind of
result are counted together, from one count per visit; theme, verdict and status each
ask once. So a page costs the same number of queries however many choices there are.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, QuerySet

from inspections.filtering import (
    EntryNarrowing,
    InspectionNarrowing,
    Narrowing,
)
from inspections.filtering.fields import NO_GRADE
from inspections.frameworks import framework_for
from inspections.headline_queries import with_headline, with_verdict
from inspections.models import (
    Authority,
    Finding,
    Inspection,
    Judgement,
    Recommendation,
    SearchEntry,
)
from inspections.searching import GROUPS
from inspections.vocabulary import Area, Subject

Counts = dict[str, Counter[str]]
GROUP_OF = {kind: group for group, kinds in GROUPS.items() for kind in kinds}


@dataclass(frozen=True)
class _Place:
    """What a counted row is of: a visit, or an authority alone."""

    authority: str
    region: str
    kind: str = ""
    framework: str = ""
    grade: str = ""
    year: int | None = None


Tests = dict[str, Callable[[_Place, str], bool]]


def counted(narrowing: Narrowing) -> Counts:
    """Return for each filter how many rows each of its choices gives; eight queries."""
    if not narrowing.form.is_valid():
        return {}
    counts = _by_visit(narrowing)
    counts |= {
        "theme": Counter(dict(_by_theme(narrowing))),
        "verdict": Counter(dict(_by_verdict(narrowing))),
        "headline": Counter(dict(_by_headline(narrowing))),
    }
    return counts


VISIT_FILTERS = (
    *("authority", "region", "kind", "framework", "grade"),
    *("since", "until", "what"),
)


def _by_visit(narrowing: Narrowing) -> Counts:
    """Count by the filters of a visit: where only one fails, its own choice counts."""
    places = _places()
    tests = _tests(narrowing)
    counts: Counts = defaultdict(Counter)
    for authority, inspection, group, number in _rows_by_visit(narrowing):
        place = places.get((authority, inspection))
        if place is None:
            continue
        failed = [name for name, test in tests.items() if not test(place, group)]
        for name in VISIT_FILTERS[:5]:
            value = getattr(place, name)
            if value and failed in ([], [name]):
                counts[name][value] += number
        if failed in ([], ["what"]):
            counts["what"][group] += number
    return counts


def _tests(narrowing: Narrowing) -> Tests:
    """Return what each filter that is set asks of a visit."""
    wanted = narrowing.wanted
    tests: Tests = {}
    for name in ("region", "kind", "grade"):
        if name in wanted:
            tests[name] = lambda p, _, n=name: getattr(p, n) in wanted[n]  # type: ignore[misc]
    for name in ("authority", "framework"):
        if name in wanted:
            tests[name] = lambda p, _, n=name: getattr(p, n) == wanted[n]  # type: ignore[misc]
    if "since" in wanted:
        tests["since"] = lambda p, _: bool(p.year and p.year >= wanted["since"])
    if "until" in wanted:
        tests["until"] = lambda p, _: bool(p.year and p.year <= wanted["until"])
    if "what" in wanted:
        tests["what"] = lambda _, group: group in wanted["what"]
    return tests


Row = tuple[Hashable, Hashable, str, int]


def _rows_by_visit(narrowing: Narrowing) -> Iterator[Row]:
    """Give the rows of each visit as (authority, inspection, group, how many)."""
    rows = narrowing.narrowed(but=VISIT_FILTERS).order_by()
    if isinstance(narrowing, EntryNarrowing):
        of_entry = ("entry__authority", "entry__inspection", "entry__kind")
        found = rows.values_list(*of_entry).annotate(number=Count("pk"))
        for authority, inspection, kind, number in found:
            yield authority, inspection, GROUP_OF[kind], number
        return
    path = narrowing.to_inspection.removesuffix("__") or "pk"
    found = rows.values_list(narrowing.to_authority, path).annotate(number=Count("pk"))
    for authority, inspection, number in found:
        yield authority, inspection, "", number


def _places() -> dict[tuple[Hashable, Hashable], _Place]:
    """Return every visit, and every authority by itself, by their keys; 3 queries."""
    grades = dict(
        Judgement.objects.published()
        .filter(area=Area.OVERALL, subject=Subject.COUNCIL)
        .exclude(grade="")
        .values_list("inspection", "grade")
    )
    authorities = {
        key: _Place(slug, region)
        for key, slug, region in Authority.objects.order_by().values_list(
            "pk", "slug", "region"
        )
    }
    places: dict[tuple[Hashable, Hashable], _Place] = {
        (key, None): place for key, place in authorities.items()
    }
    visits = (
        Inspection.objects.published()
        .order_by()
        .values_list("pk", "authority", "kind", "started", "ended")
    )
    for key, authority, kind, started, ended in visits:
        own = authorities[authority]
        places[authority, key] = _Place(
            authority=own.authority,
            region=own.region,
            kind=kind,
            framework=framework_for(kind, started).code,
            grade=grades.get(key, NO_GRADE),
            year=ended.year,
        )
    return places


def _asked(narrowing: Narrowing, *, but: str) -> QuerySet[Recommendation]:
    """Return the recommendations that rows are or hold, one filter left aside."""
    rows = narrowing.narrowed(but=[but]).order_by()
    asked = Recommendation.objects.published()
    if isinstance(narrowing, InspectionNarrowing):
        return asked.filter(inspection__in=rows.values("pk"))
    if isinstance(narrowing, EntryNarrowing):
        kept = rows.filter(entry__kind=SearchEntry.Kind.RECOMMENDATION)
        return asked.filter(pk__in=kept.values("entry__record_id"))
    return asked.filter(pk__in=rows.values("pk"))


def _unit(narrowing: Narrowing) -> Count:
    """Return what is counted: visits, or recommendations."""
    is_visits = isinstance(narrowing, InspectionNarrowing)
    return Count("inspection" if is_visits else "pk", distinct=True)


def _by_theme(narrowing: Narrowing) -> Counter[str]:
    asked = _asked(narrowing, but="theme").order_by()
    counts: Counter[str] = Counter(
        dict(
            asked.filter(themes__isnull=False)
            .values_list("themes__slug")
            .annotate(number=_unit(narrowing))
        )
    )
    if isinstance(narrowing, EntryNarrowing):
        rows = narrowing.narrowed(but=["theme"]).order_by()
        kept = rows.filter(entry__kind=SearchEntry.Kind.FINDING)
        findings = Finding.objects.published().order_by()
        found = findings.filter(
            pk__in=kept.values("entry__record_id"), themes__isnull=False
        )
        counts.update(dict(found.values_list("themes__slug").annotate(Count("pk"))))
    return counts


def _by_verdict(narrowing: Narrowing) -> Counter[str]:
    asked = with_verdict(_asked(narrowing, but="verdict")).order_by()
    return _grouped(asked, "last_verdict", narrowing=narrowing)


def _by_headline(narrowing: Narrowing) -> Counter[str]:
    asked = with_headline(
        _asked(narrowing, but="headline"), today=narrowing.today
    ).order_by()
    return _grouped(asked, "headline", narrowing=narrowing)


def _grouped(rows: QuerySet[Any], name: str, *, narrowing: Narrowing) -> Counter[str]:
    found = rows.values(value=F(name)).annotate(number=_unit(narrowing))
    return Counter({row["value"]: row["number"] for row in found})
