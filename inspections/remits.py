"""Which records an account's remit covers: one table, from model to authority.

A record belongs to an authority. An account sees and changes the records of the
authorities in its remit, and of those that they took over from, which nobody else
looks after now. A national editor's remit, and a superuser's, covers everything.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, Group, User
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from inspections.models import (
    ActionUpdate,
    AlertSubscription,
    AnsweredHit,
    Authority,
    BulkChange,
    CorrectionRequest,
    CouncilAction,
    CouncilResponse,
    Digest,
    DigestChoice,
    EvidenceLink,
    Finding,
    FormerSlug,
    Inspection,
    Judgement,
    Look,
    PressArticle,
    ProgressVerdict,
    PublicationEvent,
    PublishedRecord,
    Recommendation,
    RecommendationPosition,
    Release,
    Remit,
    ReportFile,
    ReportImport,
    ResponseFile,
    Restatement,
    SearchEntry,
    SearchIndex,
    Session,
    StatisticalNeighbour,
    Theme,
)

Row = TypeVar("Row", bound=Model)
Who = AbstractBaseUser | AnonymousUser


@dataclass(frozen=True)
class Reach:
    """What one account's remit comes to: everything, or these authorities' records."""

    everywhere: bool = False
    authorities: frozenset[int] = frozenset()
    user: int | None = None


@dataclass(frozen=True)
class Along:
    """A row belongs to the authority at the end of a path of its foreign keys."""

    path: str

    def __call__(self, reach: Reach) -> Q:
        return Q(**{f"{self.path}__in": reach.authorities})

    def covers(self, reach: Reach, row: Model) -> bool:
        """Walk the path on the row itself; may query its parents."""
        *steps, last = self.path.split("__")
        try:
            for name in steps:
                row = getattr(row, name)
        except ObjectDoesNotExist:
            return False
        key = getattr(row, last if last == "id" else f"{last}_id")
        return key in reach.authorities


@dataclass(frozen=True)
class Shared:
    """All read these rows; who may change them changes them for every authority."""

    def __call__(self, reach: Reach) -> Q:
        return Q()


Rule = Callable[[Reach], Q]


def _import(reach: Reach) -> Q:
    """A reading belongs to its draft's authority; until then to the one it names.

    Whoever brought it in keeps sight of it, for the name may be misread.
    """
    names = Authority.objects.filter(pk__in=reach.authorities).values_list("slug")
    slugs = [slug for (slug,) in names]
    undecided = Q(created_by=reach.user) | Q(parsed__authority_slug__in=slugs)
    return Q(inspection__authority__in=reach.authorities) | (
        Q(inspection__isnull=True) & undecided
    )


def _file(reach: Reach) -> Q:
    """A report belongs to who sees an inspection or a reading of it."""
    inspections = Inspection.objects.filter(
        authority__in=reach.authorities, report_file__isnull=False
    )
    imports = ReportImport.objects.filter(_import(reach))
    unread = ReportFile.objects.filter(
        uploaded_by=reach.user, all_inspections__isnull=True, imports__isnull=True
    )
    return (
        Q(id__in=inspections.values("report_file"))
        | Q(id__in=imports.values("report_file"))
        | Q(id__in=unread.values("id"))
    )


def _response_file(reach: Reach) -> Q:
    """A council's document belongs where its response does, or to who brought it in."""
    responses = CouncilResponse.objects.filter(
        inspection__authority__in=reach.authorities, response_file__isnull=False
    )
    unused = ResponseFile.objects.filter(
        uploaded_by=reach.user, all_responses__isnull=True
    )
    return Q(id__in=responses.values("response_file")) | Q(id__in=unused.values("id"))


def _of_record(reach: Reach) -> Q:
    """What happened to a record belongs where the record does."""
    found = Q(pk__in=[])
    for model, rule in RULES.items():
        if issubclass(model, PublishedRecord):
            rows = model._base_manager.filter(rule(reach)).values("pk")
            record_type = ContentType.objects.get_for_model(model)
            found |= Q(record_type=record_type, record_id__in=rows)
    return found


def _account(reach: Reach) -> Q:
    """An account is kept by those whose own remit holds all of its remit."""
    outside = Remit.authorities.through._default_manager.filter(
        remit__user=OuterRef("pk")
    ).exclude(authority__in=reach.authorities)
    within_mine = (
        Q(is_superuser=False) & ~Q(remit__everywhere=True) & ~Q(Exists(outside))
    )
    return within_mine | Q(id=reach.user)


def _own(reach: Reach) -> Q:
    return Q(user=reach.user)


def _remit(reach: Reach) -> Q:
    return Q(user__in=User.objects.filter(_account(reach)))


RULES: dict[type[Model], Rule] = {
    Authority: Along("id"),
    FormerSlug: Along("authority"),
    StatisticalNeighbour: Along("authority"),
    Inspection: Along("authority"),
    SearchEntry: Along("authority"),
    SearchIndex: Along("entry__authority"),
    Judgement: Along("inspection__authority"),
    Finding: Along("inspection__authority"),
    Recommendation: Along("inspection__authority"),
    ProgressVerdict: Along("inspection__authority"),
    Restatement: Along("inspection__authority"),
    CouncilResponse: Along("inspection__authority"),
    RecommendationPosition: Along("response__inspection__authority"),
    CouncilAction: Along("response__inspection__authority"),
    ActionUpdate: Along("action__response__inspection__authority"),
    EvidenceLink: Along("action__response__inspection__authority"),
    Look: Along("inspection__authority"),
    PressArticle: Along("authority"),
    ReportImport: _import,
    ReportFile: _file,
    ResponseFile: _response_file,
    CorrectionRequest: Along("authority"),
    AnsweredHit: _of_record,
    PublicationEvent: _of_record,
    Release: _of_record,
    Theme: Shared(),
    AlertSubscription: Shared(),
    Remit: _remit,
    User: _account,
    Group: Shared(),
    LogEntry: _own,
    Session: _own,
    DigestChoice: _own,
    Digest: _own,
    BulkChange: _own,
}
"""Every model of the records, and those of Django's that the admin shows."""

ONLY_NAMED = {(StatisticalNeighbour, "neighbour"), (Authority, "predecessors")}
"""Fields in which any authority may be named, for naming it shows nothing of it."""

KEPT_NATIONALLY: set[type[Model]] = {Authority}
"""What only a national editor adds or deletes: a new row is in nobody's remit."""


def rule_for(model: type[Model]) -> Rule:
    """Return the rule of a model; a row of a history follows what it is a history of.

    A model that stands in no row of the table raises LookupError, so that nothing is
    shown that nobody thought about.
    """
    model = model._meta.concrete_model or model
    original = getattr(model, "instance_type", model)
    rule = RULES.get(original)
    if rule is not None:
        keeps_columns = original is model or isinstance(rule, Along | Shared)
        return rule if keeps_columns else _version_of(original)
    for field in model._meta.fields:
        version: Any = field.related_model
        if field.name == "history" and hasattr(version, "instance_type"):
            return _link_of(version)
    raise LookupError(f"{model.__name__} stands in no row of remits.RULES.")


def _version_of(original: type[Model]) -> Rule:
    """Return the rule of a history that lacks columns: as the row it is of stands."""
    rule = rule_for(original)
    return lambda reach: Q(
        id__in=original._base_manager.filter(rule(reach)).values("pk")
    )


def _link_of(history: type[Model]) -> Rule:
    """Return the rule of a history's many-to-many rows: as the version they are of."""
    rule = rule_for(history)
    return lambda reach: Q(
        history__in=history._base_manager.filter(rule(reach)).values("pk")
    )


def is_shared(model: type[Model]) -> bool:
    """Say whether a model's rows belong to no authority."""
    return isinstance(rule_for(model), Shared)


def within(queryset: QuerySet[Row], *, user: Who) -> QuerySet[Row]:
    """Keep the rows that the account's remit covers; queries the remit once."""
    rule, reach = rule_for(queryset.model), reach_of(user)
    return queryset if reach.everywhere else queryset.filter(rule(reach))


def covers(*, user: Who, row: Model) -> bool:
    """Say whether the account's remit covers a row, saved or not yet; may query."""
    rule, reach = rule_for(type(row)), reach_of(user)
    if reach.everywhere or isinstance(rule, Shared):
        return True
    if isinstance(rule, Along):
        return rule.covers(reach, row)
    return type(row)._base_manager.filter(rule(reach), pk=row.pk).exists()


def authorities_of(user: Who) -> QuerySet[Authority]:
    """Return the authorities whose records the account looks after."""
    return within(Authority.objects.all(), user=user)


def reach_of(user: Who) -> Reach:
    """Return what the account's remit comes to, found once for each user object."""
    known = user.__dict__.get("_reach")
    if not isinstance(known, Reach):
        known = user.__dict__["_reach"] = _find_reach(user)
    return known


def _find_reach(user: Any) -> Reach:
    if not (user.is_authenticated and user.is_active):
        return Reach()
    if user.is_superuser:
        return Reach(everywhere=True, user=user.pk)
    remit = Remit.objects.filter(user=user.pk).first()
    if remit is None or remit.everywhere:
        return Reach(everywhere=remit is not None, user=user.pk)
    return Reach(authorities=_with_predecessors(remit), user=user.pk)


def _with_predecessors(remit: Remit) -> frozenset[int]:
    """Return a remit's authorities and all that they took over from."""
    seen: set[int] = set()
    waiting = set(remit.authorities.values_list("pk", flat=True))
    while waiting:
        seen |= waiting
        before = Authority.objects.filter(successors__in=waiting)
        waiting = set(before.values_list("pk", flat=True)) - seen
    return frozenset(seen)
