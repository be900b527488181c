"""Search over everything public: which records hold the words, the best ones first.

The index only says where to look. What is found is asked of the records themselves by
`published()`, in the same query: a draft or what was withdrawn never shows, however old
the index may be.
"""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import F

from inspections.models import (
    CouncilAction,
    CouncilResponse,
    Finding,
    Inspection,
    PublicModel,
    Recommendation,
    RecommendationPosition,
    SearchEntry,
    SearchIndex,
)
from inspections.searching.engines import engine
from inspections.searching.passages import Run, passage_of
from inspections.searching.spelling import MOST_WORDS, near_words, places, with_word
from inspections.searching.words import Sought, Term, sought

__all__ = [
    "GROUPS",
    "Run",
    "Sought",
    "alike",
    "matching",
    "passages",
    "published_entries",
    "ranked",
    "respelt",
    "sought",
]

Kind = SearchEntry.Kind
MODELS: dict[str, type[PublicModel]] = {
    Kind.INSPECTION: Inspection,
    Kind.RECOMMENDATION: Recommendation,
    Kind.FINDING: Finding,
    Kind.RESPONSE: CouncilResponse,
    Kind.POSITION: RecommendationPosition,
    Kind.ACTION: CouncilAction,
}
GROUPS: dict[str, tuple[str, ...]] = {
    "authorities": (Kind.AUTHORITY,),
    "inspections": (Kind.INSPECTION,),
    "recommendations": (Kind.RECOMMENDATION,),
    "findings": (Kind.FINDING,),
    "responses": (Kind.RESPONSE, Kind.POSITION, Kind.ACTION),
}
"""What a reader may ask for, and the kinds of entry in it."""


def published_entries() -> QuerySet[SearchIndex]:
    """Return every entry whose record anybody may see at this moment."""
    shown = Q(entry__kind=Kind.AUTHORITY)
    for kind, model in MODELS.items():
        records = model.objects.published().filter(pk=OuterRef("entry__record_id"))
        shown |= Q(entry__kind=kind) & Q(Exists(records))
    return SearchIndex.objects.filter(shown)


def matching(
    asked: Sought, *, entries: QuerySet[SearchIndex] | None = None
) -> QuerySet[SearchIndex]:
    """Return the public entries that hold what is sought; none where nothing is."""
    entries = published_entries() if entries is None else entries
    return entries.filter(engine().matches(asked)) if asked else entries.none()


def ranked(entries: QuerySet[SearchIndex], asked: Sought) -> QuerySet[SearchIndex]:
    """Put entries that match in order: the best first, then the newest."""
    return entries.annotate(rank=engine().rank(asked)).order_by(
        "rank", F("entry__inspection__ended").desc(nulls_first=True), "entry_id"
    )


def passages(keys: Iterable[int], asked: Sought) -> dict[int, tuple[Run, ...]]:
    """Return the passage around the hits of these entries, by the entry's key.

    One query, for the rows of one page.
    """
    rows = (
        SearchIndex.objects.filter(pk__in=list(keys))
        .filter(engine().matches(asked))
        .annotate(marked=engine().marked(asked))
        .values_list("entry__pk", "marked")
    )
    return {key: passage_of(marked) for key, marked in rows}


def respelt(asked: Sought) -> Sought | None:
    """Return the search as it was probably meant, where something public has that.

    For what finds nothing. Each word that nothing public has gives way to the nearest
    one that is, the more frequent where several are as near; none where that fails.
    """
    meant = asked
    for place, alone, word in places(asked)[:MOST_WORDS]:
        if matching(Sought((alone,))).exists():
            continue
        better = _best(near_words(word))
        if better is None:
            return None
        meant = with_word(meant, place=place, word=better)
    return meant if meant != asked and matching(meant).exists() else None


def _best(words: list[str]) -> str | None:
    counts = {word: matching(Sought((Term((word,)),))).count() for word in words}
    found = [word for word in words if counts[word]]
    return max(found, key=lambda word: (counts[word], word), default=None)


def alike(recommendation: Recommendation, *, limit: int = 5) -> list[Recommendation]:
    """Return recommendations of the same themes to other authorities; three queries.

    Those that share most themes come first, then the newest, one of each authority.
    """
    themes = list(recommendation.themes.values_list("pk", flat=True))
    if not themes:
        return []
    others = (
        Recommendation.objects.published()
        .filter(themes__in=themes)
        .exclude(inspection__authority=recommendation.inspection.authority_id)
        .select_related("inspection__authority")
        .order_by("-inspection__ended", "inspection__ref", "position")
        .distinct()
        .prefetch_related("themes")[: limit * 20]
    )
    own = set(themes)
    nearest = sorted(
        others, key=lambda r: -len(own & {theme.pk for theme in r.themes.all()})
    )
    one_each: dict[int, Recommendation] = {}
    for other in nearest:
        one_each.setdefault(other.inspection.authority_id, other)
    return list(one_each.values())[:limit]
