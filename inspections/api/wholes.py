"""Addresses of the interface: authorities, their threads, comparisons, and themes."""

from datetime import date

from django.db.models import QuerySet
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from inspections.api.bases import (
    PROBLEMS,
    SLUG,
    ListView,
    RecordView,
    in_path,
    paged,
)
from inspections.api.parameters import PAGE, PER_PAGE, checked
from inspections.api.shapes.wholes import (
    AuthorityShape,
    AuthoritySummary,
    ComparisonShape,
    ThemeShape,
    ThreadShape,
)
from inspections.api.values import AuthorityItem, ComparisonItem, ThreadItem
from inspections.histories import history_of
from inspections.models import Authority, Theme
from inspections.threads import History

WHOLE = (PAGE, PER_PAGE)


class Authorities(ListView):
    """Every council with children's services, those abolished included, by name."""

    shape = AuthoritySummary

    @extend_schema(responses={200: paged("Authority", AuthoritySummary), **PROBLEMS})
    def get(self, request: Request) -> Response:
        return self.page_of(request)

    def found(self, query: QueryDict, *, today: date) -> QuerySet[Authority]:
        checked(query, known=WHOLE)
        return Authority.objects.order_by("name")


class OfAnAuthority(RecordView):
    """What is told from everything public of one authority."""

    def read(self, slug: str) -> tuple[Authority, History]:
        """Return an authority and its history; 404 where there is none."""
        authority = get_object_or_404(Authority, slug=slug)
        return authority, history_of(authority, today=self.today)


class OneAuthority(OfAnAuthority):
    """One authority: the grades that stand, its visits, and how much is open."""

    @extend_schema(parameters=[SLUG], responses={200: AuthorityShape, **PROBLEMS})
    def get(self, request: Request, slug: str) -> Response:
        item = AuthorityItem(*self.read(slug))
        return self.told(request, AuthorityShape, item)


class Threads(OfAnAuthority):
    """Every concern raised with one authority, that raised at most visits first.

    A thread joins a recommendation to what it asks again and to what asks it again.
    """

    @extend_schema(
        operation_id="authorities_threads_list",
        parameters=[SLUG],
        responses={200: ThreadShape(many=True), **PROBLEMS},
    )
    def get(self, request: Request, slug: str) -> Response:
        _, history = self.read(slug)
        items = [ThreadItem(thread) for thread in history.every_thread]
        return self.told(request, ThreadShape, items, many=True)


class Comparisons(OfAnAuthority):
    """Each visit of an authority compared with the next, oldest first."""

    @extend_schema(
        operation_id="comparisons_list",
        parameters=[SLUG],
        responses={200: ComparisonShape(many=True), **PROBLEMS},
    )
    def get(self, request: Request, slug: str) -> Response:
        authority, history = self.read(slug)
        items = [ComparisonItem(authority, c) for c in history.comparisons]
        return self.told(request, ComparisonShape, items, many=True)


class OneComparison(OfAnAuthority):
    """Any two visits of an authority side by side, named in either order.

    The earlier stands first in the answer. Where two grades may not be compared,
    `change` is null and `reason` says why.
    """

    @extend_schema(
        operation_id="comparisons_retrieve",
        parameters=[
            SLUG,
            in_path("one", "Reference of a visit."),
            in_path("other", "Reference of another visit of the same authority."),
        ],
        responses={200: ComparisonShape, **PROBLEMS},
    )
    def get(self, request: Request, slug: str, one: str, other: str) -> Response:
        authority, history = self.read(slug)
        if one == other or not history.knows([one, other]):
            raise Http404("No such two visits of this authority.")
        item = ComparisonItem(authority, history.pair(one, other))
        return self.told(request, ComparisonShape, item)


class Themes(ListView):
    """Every theme with its definition, in the order of the site."""

    shape = ThemeShape

    @extend_schema(responses={200: paged("Theme", ThemeShape), **PROBLEMS})
    def get(self, request: Request) -> Response:
        return self.page_of(request)

    def found(self, query: QueryDict, *, today: date) -> QuerySet[Theme]:
        checked(query, known=WHOLE)
        return Theme.objects.order_by("position", "name")


class OneTheme(RecordView):
    """One theme."""

    @extend_schema(
        parameters=[in_path("slug", "A theme, as its address has it.")],
        responses={200: ThemeShape, **PROBLEMS},
    )
    def get(self, request: Request, slug: str) -> Response:
        return self.told(request, ThemeShape, get_object_or_404(Theme, slug=slug))
