"""From published records to the values that pages, comparisons and files read.

The only bridge between the two: whatever the number of visits, an authority's history
is a fixed number of queries, each of which starts at `published()`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery

from inspections.answers import answers_of, looks_of
from inspections.models import (
    Authority,
    DatePrecision,
    Finding,
    Inspection,
    Judgement,
    ProgressVerdict,
    Recommendation,
    Restatement,
    Theme,
    Wording,
)
from inspections.threads import History
from inspections.visits import (
    FindingCount,
    JudgementMade,
    Passage,
    Raised,
    ThemeName,
    VerdictGiven,
    Visit,
)
from inspections.vocabulary import (
    Area,
    Grade,
    Kind,
    Polarity,
    Reason,
    RecommendationKind,
    Subject,
    Verdict,
)

_JUDGEMENTS = Prefetch("all_judgements", queryset=Judgement.objects.published())


def history_of(authority: Authority, *, today: date) -> History:
    """Return everything public of one authority; `today` decides what is overdue."""
    return histories_of([authority], today=today)[authority.pk]


def histories_of(
    authorities: Sequence[Authority], *, today: date
) -> dict[int, History]:
    """Return everything public of some authorities, by their keys.

    The number of queries is the same for one authority as for many.
    """
    inspections = (
        Inspection.objects.published()
        .filter(authority__in=authorities)
        .select_related("authority")
        .prefetch_related(
            _JUDGEMENTS,
            Prefetch(
                "all_recommendations",
                queryset=Recommendation.objects.published().prefetch_related("themes"),
            ),
            Prefetch(
                "all_verdicts",
                queryset=ProgressVerdict.objects.published().select_related(
                    "finding", "recommendation__inspection"
                ),
            ),
            Prefetch(
                "all_restatements",
                queryset=Restatement.objects.published().select_related(
                    "earlier__inspection", "later__inspection"
                ),
            ),
        )
        .order_by("ended", "ref")
    )
    found = _finding_counts(authorities)
    looks = looks_of(authorities)
    answers = answers_of(authorities, looks=looks)
    visits: dict[int, list[Visit]] = {authority.pk: [] for authority in authorities}
    for inspection in inspections:
        counts = tuple(found.get(inspection.pk, ()))
        visit = replace(visit_of(inspection), findings=counts)
        visits[inspection.authority_id].append(visit)
    return {
        key: History(
            visits=tuple(own),
            answers=answers.get(key, ()),
            looks=looks.get(key, {}),
            today=today,
        )
        for key, own in visits.items()
    }


def _finding_counts(authorities: Sequence[Authority]) -> dict[int, list[FindingCount]]:
    """Count the findings of each inspection by theme and polarity, in one query.

    A case study tells of one family, so it is no finding about services.
    """
    counts: dict[int, list[FindingCount]] = {}
    rows = (
        Finding.objects.published()
        .filter(inspection__authority__in=authorities, is_case_study=False)
        .order_by()
        .values_list("inspection", "themes__name", "themes__slug", "polarity")
        .annotate(count=Count("pk"))
    )
    for inspection, name, slug, polarity, count in rows:
        theme = ThemeName(name, slug) if slug else None
        counted = FindingCount(theme, Polarity(polarity), count)
        counts.setdefault(inspection, []).append(counted)
    return counts


def with_grades(inspections: QuerySet[Inspection]) -> QuerySet[Inspection]:
    """Fetch with inspections what `visit_of` needs for their judgements."""
    return inspections.select_related("authority").prefetch_related(_JUDGEMENTS)


def latest_graded_visits() -> dict[int, Visit]:
    """Return the last graded inspection of each authority, by the authority's key."""
    graded = (
        Judgement.objects.published()
        .filter(inspection__authority=OuterRef("pk"), subject=Subject.COUNCIL)
        .exclude(grade="")
        .order_by("-inspection__ended", "-inspection__ref")
    )
    latest = Authority.objects.annotate(
        latest=Subquery(graded.values("inspection")[:1])
    ).values_list("latest", flat=True)
    inspections = with_grades(Inspection.objects.published().filter(pk__in=latest))
    return {i.authority_id: visit_of(i, only_judgements=True) for i in inspections}


def latest_visits_of_kinds(kinds: Iterable[str]) -> dict[int, Visit]:
    """Return the last inspection of these kinds of each authority, by its key."""
    own = Inspection.objects.published().filter(
        authority=OuterRef("pk"), kind__in=list(kinds)
    )
    latest = Authority.objects.annotate(
        latest=Subquery(own.order_by("-ended", "-ref").values("pk")[:1])
    ).values_list("latest", flat=True)
    inspections = with_grades(Inspection.objects.published().filter(pk__in=latest))
    return {i.authority_id: visit_of(i, only_judgements=True) for i in inspections}


def visit_of(inspection: Inspection, *, only_judgements: bool = False) -> Visit:
    """Return a record as a value; queries whatever has not been fetched with it."""
    judgements = inspection.all_judgements.all()
    if only_judgements:
        return visit_from(inspection, judgements=judgements)
    return visit_from(
        inspection,
        judgements=judgements,
        raised=(
            raised_of(recommendation, inspection_ref=inspection.ref)
            for recommendation in inspection.all_recommendations.all()
        ),
        verdicts=inspection.all_verdicts.all(),
        restatements=inspection.all_restatements.all(),
    )


def visit_from(
    inspection: Inspection,
    *,
    judgements: Iterable[Judgement],
    raised: Iterable[Raised] = (),
    verdicts: Iterable[ProgressVerdict] = (),
    restatements: Iterable[Restatement] = (),
) -> Visit:
    """Return a record and its rows, as they stand or stood, as one value."""
    return Visit(
        ref=inspection.ref,
        authority=inspection.authority.name,
        kind=Kind(inspection.kind),
        framework=inspection.framework,
        started=inspection.started,
        ended=inspection.ended,
        is_month_only=inspection.date_precision == DatePrecision.MONTH,
        published_on=inspection.published_on,
        statement_due=inspection.statement_due,
        focus=inspection.focus,
        outcome=inspection.get_outcome_display(),
        is_confirmed=inspection.is_confirmed,
        has_report=inspection.report_file_id is not None,
        judgements=tuple(judgement_made(judgement) for judgement in judgements),
        recommendations=tuple(raised),
        verdicts=tuple(verdict_given(verdict) for verdict in verdicts),
        restates=tuple((str(row.earlier), str(row.later)) for row in restatements),
    )


def judgement_made(judgement: Judgement) -> JudgementMade:
    """Return a judgement as a value."""
    return JudgementMade(
        area=Area(judgement.area),
        heading=judgement.heading,
        grade=Grade(judgement.grade) if judgement.grade else None,
        reason=Reason(judgement.missing_reason) if judgement.missing_reason else None,
        subject=Subject(judgement.subject),
        page=judgement.page,
    )


def raised_of(
    recommendation: Recommendation,
    *,
    inspection_ref: str,
    themes: Iterable[Theme] | None = None,
) -> Raised:
    """Return a recommendation as a value; queries its themes unless they are known."""
    own = recommendation.themes.all() if themes is None else themes
    return Raised(
        inspection_ref=inspection_ref,
        number=recommendation.position,
        kind=RecommendationKind(recommendation.kind),
        passage=Passage(
            text=recommendation.text,
            page=recommendation.page,
            paragraph=recommendation.paragraph,
            is_summary=recommendation.wording == Wording.SUMMARY,
        ),
        responsible_body=recommendation.responsible_body,
        themes=tuple(_theme_name(theme) for theme in own),
        is_confirmed=recommendation.is_confirmed,
        repeats=recommendation.repeats,
    )


def _theme_name(theme: Theme) -> ThemeName:
    return ThemeName(theme.name, theme.slug)


def passage_of(finding: Finding) -> Passage:
    """Return a finding's words as a passage."""
    return Passage(
        text=finding.text,
        page=finding.page,
        paragraph=finding.paragraph,
        section=finding.section,
        is_summary=finding.wording == Wording.SUMMARY,
    )


def verdict_given(verdict: ProgressVerdict) -> VerdictGiven:
    """Return a verdict as a value; queries its finding unless fetched with it."""
    passage = None
    if verdict.quote:
        passage = Passage(text=verdict.quote, page=verdict.page)
    elif verdict.finding and verdict.finding.retired_at is None:
        passage = passage_of(verdict.finding)
    return VerdictGiven(
        recommendation_ref=str(verdict.recommendation),
        verdict=Verdict(verdict.verdict),
        passage=passage,
        is_explicit=verdict.is_explicit,
        note=verdict.note,
        is_confirmed=verdict.is_confirmed,
        recorded_at=verdict.recorded_at,
    )
