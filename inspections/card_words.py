"""What the share image of each page says: a record's values in, a `Card` out.

Pure. A grade stands with the month that it is from, and each image says as at when.
"""

from inspections.cards import Card, DatedGrade
from inspections.comparison import Comparison, JudgementChange
from inspections.threads import History, Standing
from inspections.tracking import Tracked
from inspections.visits import Visit
from inspections.vocabulary import Area

LONGEST = 240  # letters of a text that no image has room for more of


def card_of_authority(history: History, *, name: str, region: str, site: str) -> Card:
    """Return what the image of an authority says: its standing grade, what is open."""
    standing = history.standing_overall
    count = len(history.visits)
    lines = [
        f"{count} visit{_s(count)} since {history.visits[0].ended:%Y}"
        if history.visits
        else "No inspection is published here yet",
        _asked(history.tracked),
    ]
    return Card(
        over=f"Children’s services, {region}",
        title=name,
        lines=_lines(lines),
        site=site,
        as_at=history.today,
        grade=_standing_grade(standing) if standing else None,
        is_confirmed=standing.visit.is_confirmed if standing else True,
    )


def card_of_visit(history: History, visit: Visit, *, region: str, site: str) -> Card:
    """Return what the image of one visit says: its overall grade, what it asked."""
    grade = visit.headline_grade
    when = f"{visit.ended:%B %Y}"
    return Card(
        over=f"{visit.authority}, {region}",
        title=f"{visit.kind_label}, {when}",
        lines=_lines(
            [
                "" if grade else _ungraded(visit),
                visit.outcome,
                _asked(history.raised_at(visit.ref)),
            ]
        ),
        site=site,
        as_at=history.today,
        grade=DatedGrade(grade, f"overall, {when}") if grade else None,
        is_confirmed=visit.is_confirmed,
    )


def card_of_recommendation(history: History, tracked: Tracked, *, site: str) -> Card:
    """Return what the image of a recommendation says: its words, how it stands."""
    raised, visit = tracked.raised, tracked.visit
    spoken = tracked.last_spoken
    said = (
        f"Inspectors, {spoken[0].ended:%B %Y}: {spoken[1].verdict.label.lower()}"
        if spoken
        else tracked.silence
    )
    return Card(
        over=f"{visit.authority}, {visit.ended:%B %Y}: {raised.kind.label.lower()} "
        f"{raised.number}",
        title=_short(raised.passage.text),
        lines=_lines([said, f"This site infers: {tracked.headline.label.lower()}"]),
        site=site,
        as_at=history.today,
        is_confirmed=raised.is_confirmed and visit.is_confirmed,
    )


def card_of_comparison(history: History, comparison: Comparison, *, site: str) -> Card:
    """Return what the image of two visits says: how grades went, what was new."""
    earlier, later = comparison.earlier, comparison.later
    overall = next((j for j in comparison.judgements if j.area is Area.OVERALL), None)
    restated = len(comparison.restated)
    asked = len(comparison.progress)
    again = (
        f"{restated} of {asked} recommendation{_s(asked)} asked for again"
        if comparison.is_linked
        else ""
    )
    return Card(
        over=earlier.authority
        if not comparison.is_across_bodies
        else f"{earlier.authority} and {later.authority}",
        title=f"From {earlier.ended:%B %Y} to {later.ended:%B %Y}: what changed",
        lines=_lines(
            [
                _overall(overall, comparison) if overall else "",
                _directions(comparison),
                again,
            ]
        ),
        site=site,
        as_at=history.today,
        is_confirmed=earlier.is_confirmed and later.is_confirmed,
    )


def _standing_grade(standing: Standing) -> DatedGrade | None:
    grade = standing.judgement.grade
    if grade is None:
        return None
    return DatedGrade(grade, f"overall, {standing.visit.ended:%B %Y}")


def _ungraded(visit: Visit) -> str:
    if visit.is_graded:
        return "No overall grade at this visit"
    return "No grades at this visit"


def _asked(tracked: tuple[Tracked, ...]) -> str:
    """Say how many recommendations are recorded and open."""
    if not tracked:
        return ""
    opened = sum(t.is_open for t in tracked)
    late = sum(bool(t.overdue) and t.is_open for t in tracked)
    words = f"{len(tracked)} recommendation{_s(len(tracked))} recorded: {opened} open"
    return f"{words}, {late} past the council’s date" if late else words


def _overall(change: JudgementChange, comparison: Comparison) -> str:
    """Say both overall grades, each with its month; or why they cannot be compared."""
    if not (change.earlier and change.later):
        return ""
    before, after = change.earlier.words.lower(), change.later.words.lower()
    return (
        f"Overall: {before} in {comparison.earlier.ended:%B %Y}; "
        f"{after} in {comparison.later.ended:%B %Y}"
        + ("" if change.change is not None else " (not comparable)")
    )


def _directions(comparison: Comparison) -> str:
    rose, held, fell = comparison.rose, comparison.held, comparison.fell
    if not (rose or held or fell):
        return "No grades of the two visits can be compared"
    return f"Grades: {len(rose)} higher, {len(held)} the same, {len(fell)} lower"


def _lines(lines: list[str]) -> tuple[str, ...]:
    return tuple(line for line in lines if line)


def _short(words: str) -> str:
    """Cut a text at a word, with an ellipsis."""
    if len(words) <= LONGEST:
        return words
    return words[:LONGEST].rsplit(" ", 1)[0] + " …"


def _s(count: int) -> str:
    return "" if count == 1 else "s"
