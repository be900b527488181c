"""Which inspections a framework governs, asked of the database."""

from django.db.models import Q

from inspections.frameworks import FRAMEWORKS, OLDER, Framework
from inspections.vocabulary import Kind


def governed_by(code: str, *, path: str = "") -> Q:
    """Return which inspections a framework governs: `frameworks.framework_for` in SQL.

    The newest version of a kind that had begun governs; the first one also whatever
    came before it. `path` leads from the row to its inspection.
    """
    kinds_with_one = {kind for framework in FRAMEWORKS for kind in framework.kinds}
    if code == OLDER.code:
        others = [kind for kind in Kind if kind not in kinds_with_one]
        return Q(**{f"{path}kind__in": others})
    framework = next(f for f in FRAMEWORKS if f.code == code)
    condition = Q()
    for kind in framework.kinds:
        versions = [f for f in FRAMEWORKS if kind in f.kinds]
        condition |= Q(**{f"{path}kind": kind}) & _span(framework, versions, path=path)
    return condition


def _span(framework: Framework, versions: list[Framework], *, path: str) -> Q:
    place = versions.index(framework)
    span = Q()
    if place:
        span &= Q(**{f"{path}started__gte": framework.starts})
    for later in versions[place + 1 :]:
        span &= Q(**{f"{path}started__lt": later.starts})
    return span
