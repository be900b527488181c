"""How many results each choice of a filter would give, the other filters kept.

All filters but the words are counted in one pass over narrow rows, in Python: a row
that fails one filter alone counts among that filter's choices. What the rows are of
(visits, themes, verdicts, headlines) is read once and known until any record changes,
so that a page costs one query however many choices there are.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from django.db.models import QuerySet

from inspections import freshness
from inspections.filtering import (
    EntryNarrowing,
    InspectionNarrowing,
    Narrowing,
)
from inspections.filtering.fields import NO_GRADE
from inspections.frameworks import framework_for
from inspections.headline_queries import with_headline
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
Values = Collection[str]
Themes = dict[int, tuple[str, ...]]
Place = tuple[Hashable, Hashable]
GROUP_OF = {kind: group for group, kinds in GROUPS.items() for kind in kinds}
OF_A_VISIT = ("authority", "region", "kind", "framework", "grade")
OF_WHAT_IS_ASKED = ("theme", "verdict", "headline")
COUNTED = (*OF_A_VISIT, "what", *OF_WHAT_IS_ASKED)
IN_PYTHON = (*COUNTED, "since", "until")


@dataclass(frozen=True)
class _Visit:
    """What a counted row is of: a visit, or an authority alone."""

    values: dict[str, str]
    year: int | None = None


@dataclass
class _Facts:
    """What is public of visits, recommendations and findings, by their keys."""

    visits: dict[Place, _Visit]
    standing: dict[int, tuple[str, str]]
    asked_at: dict[int, list[int]]
    themes: Themes
    themes_found: Themes


@dataclass
class _Row:
    """One result, by what the filters ask of it."""

    visit: _Visit
    what: str = ""
    theme: Values = ()
    verdict: Values = ()
    headline: Values = ()


@dataclass
class _Known:
    """The facts of one state of the records, kept by the process."""

    now: tuple[Hashable, _Facts] | None = None


_known = _Known()


def counted(narrowing: Narrowing) -> Counts:
    """Return for each filter how many rows each of its choices gives.

    Two queries, and six more after a record has changed.
    """
    if not narrowing.form.is_valid():
        return {}
    tests = _tests(narrowing.wanted)
    counts: Counts = defaultdict(Counter)
    for row in _rows(narrowing, _facts(narrowing.today)):
        failed = [name for name, test in tests.items() if not test(row)]
        if len(failed) > 1:
            continue
        for name in failed or COUNTED:
            counts[name].update(_values(row, name))
    return counts


def forget() -> None:
    """Let go of what is known, as where the records went back to an earlier state."""
    _known.now = None


def _values(row: _Row, name: str) -> Values:
    if name in OF_A_VISIT:
        value = row.visit.values.get(name)
        return (value,) if value else ()
    if name == "what":
        return (row.what,)
    values: Values = getattr(row, name, ())
    return values


def _tests(wanted: dict[str, Any]) -> dict[str, Callable[[_Row], bool]]:
    """Return what each filter that is set asks of a row."""
    tests: dict[str, Callable[[_Row], bool]] = {}
    for name in COUNTED:
        if name in wanted:
            choices = wanted[name]
            chosen = {choices} if isinstance(choices, str) else set(choices)
            tests[name] = lambda row, n=name, c=chosen: (  # type: ignore[misc]
                not c.isdisjoint(_values(row, n))
            )
    if since := wanted.get("since"):
        tests["since"] = lambda row: bool(row.visit.year and row.visit.year >= since)
    if until := wanted.get("until"):
        tests["until"] = lambda row: bool(row.visit.year and row.visit.year <= until)
    return tests


def _rows(narrowing: Narrowing, facts: _Facts) -> Iterator[_Row]:
    """Give each row that holds the words, whatever else is asked of it; one query."""
    rows = narrowing.narrowed(but=IN_PYTHON).order_by()
    if isinstance(narrowing, EntryNarrowing):
        of_entry = ("entry__authority", "entry__inspection", "entry__kind")
        for *place, kind, key in rows.values_list(*of_entry, "entry__record_id"):
            if visit := facts.visits.get((place[0], place[1])):
                yield _entry(visit, kind, key, facts)
        return
    is_visits = isinstance(narrowing, InspectionNarrowing)
    path = narrowing.to_inspection.removesuffix("__") or "pk"
    for authority, inspection, key in rows.values_list(
        narrowing.to_authority, path, "pk"
    ):
        if visit := facts.visits.get((authority, inspection)):
            keys = facts.asked_at.get(key, []) if is_visits else [key]
            yield _asked(visit, keys, facts)


def _entry(visit: _Visit, kind: str, key: int, facts: _Facts) -> _Row:
    if kind == SearchEntry.Kind.RECOMMENDATION:
        row = _asked(visit, [key], facts)
    elif kind == SearchEntry.Kind.FINDING:
        row = _Row(visit, theme=facts.themes_found.get(key, ()))
    else:
        row = _Row(visit)
    row.what = GROUP_OF[kind]
    return row


def _asked(visit: _Visit, keys: list[int], facts: _Facts) -> _Row:
    """Return a row that is, or holds, these recommendations."""
    standing = [facts.standing[key] for key in keys if key in facts.standing]
    return _Row(
        visit,
        theme=set(chain.from_iterable(facts.themes.get(key, ()) for key in keys)),
        verdict={verdict for verdict, _ in standing},
        headline={headline for _, headline in standing},
    )


def _facts(today: date) -> _Facts:
    """Return what is public now, read anew where any record or the day changed."""
    key = (freshness.stamp().key, today)
    known = _known.now
    if known is None or known[0] != key:
        known = _known.now = (key, _read(today))
    return known[1]


def _read(today: date) -> _Facts:
    """Read what is public now; six queries."""
    asked: QuerySet[Any] = with_headline(
        Recommendation.objects.published(), today=today
    ).order_by()
    standing, asked_at = {}, defaultdict[int, list[int]](list)
    for key, inspection, verdict, headline in asked.values_list(
        "pk", "inspection", "last_verdict", "headline"
    ):
        standing[key] = (verdict, headline)
        asked_at[inspection].append(key)
    return _Facts(
        visits=_visits(),
        standing=standing,
        asked_at=asked_at,
        themes=_themes(Recommendation),
        themes_found=_themes(Finding),
    )


def _themes(model: type[Recommendation | Finding]) -> Themes:
    rows = model.objects.published().filter(themes__isnull=False).order_by()
    found: Themes = {}
    for key, slug in rows.values_list("pk", "themes__slug"):
        found[key] = (*found.get(key, ()), slug)
    return found


def _visits() -> dict[Place, _Visit]:
    """Return every visit, and every authority by itself, by their keys; 3 queries."""
    grades = dict(
        Judgement.objects.published()
        .filter(area=Area.OVERALL, subject=Subject.COUNCIL)
        .exclude(grade="")
        .values_list("inspection", "grade")
    )
    places = Authority.objects.order_by().values_list("pk", "slug", "region")
    found: dict[Place, _Visit] = {
        (key, None): _Visit({"authority": slug, "region": region})
        for key, slug, region in places
    }
    visits = (
        Inspection.objects.published()
        .order_by()
        .values_list("pk", "authority", "kind", "started", "ended")
    )
    for key, authority, kind, started, ended in visits:
        of_visit = {
            "kind": kind,
            "framework": framework_for(kind, started).code,
            "grade": grades.get(key, NO_GRADE),
        }
        values = found[authority, None].values | of_visit
        found[authority, key] = _Visit(values, ended.year)
    return found
