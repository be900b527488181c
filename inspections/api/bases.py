"""What every address of the interface does: who may ask, how, and how often."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from inspections.api.narrowing import NARROWINGS
from inspections.api.parameters import (
    PAGE,
    checked,
    narrowed,
    page_and_size,
)
from inspections.api.shapes.parts import ProblemShape

MAY_ASK = "GET, HEAD, OPTIONS"
PREFLIGHT = {
    "Access-Control-Allow-Methods": MAY_ASK,
    "Access-Control-Allow-Headers": "Accept, If-None-Match",
    "Access-Control-Max-Age": "86400",
    "Allow": MAY_ASK,
}


class PublicView(APIView):
    """Reads for anybody, from anywhere, and answers in JSON."""

    http_method_names = ["get", "head", "options"]

    def options(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        """Tell a browser that any site may read here."""
        return Response(status=204, headers=PREFLIGHT)


class RecordView(PublicView):
    """One record; its address takes no parameters."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Check what is asked once it is known that there is such a record."""
        super().initial(request, *args, **kwargs)
        self.today = timezone.localdate()

    def told(
        self,
        request: Request,
        shape: type[serializers.BaseSerializer[Any]],
        item: Any,
        *,
        many: bool = False,
    ) -> Response:
        """Answer with a record, or say that its address takes no parameters."""
        checked(request._request.GET, known=())
        return Response(shape(item, many=many).data)


class ListView(PublicView):
    """A list, a page at a time, narrowed as the pages for people are."""

    narrows: ClassVar[str] = ""
    shape: ClassVar[type[serializers.BaseSerializer[Any]]]

    def found(self, query: QueryDict, *, today: date) -> QuerySet[Any]:
        """Return what fits the filters, in order; BadQuery where they err."""
        return narrowed(NARROWINGS[self.narrows], query, today=today).in_order()

    def items(self, rows: Sequence[Any], *, today: date) -> Sequence[Any]:
        """Return the values that a page of rows is told from."""
        return rows

    def page_of(self, request: Request) -> Response:
        """Answer with one page of the list."""
        query, today = request._request.GET, timezone.localdate()
        number, size = page_and_size(query)
        pages = Paginator(self.found(query, today=today), size)
        if number > pages.num_pages:
            raise NotFound(f"There are {pages.num_pages} pages only.")
        page = pages.page(number)
        items = self.items(list(page.object_list), today=today)
        before = number - 1 if page.has_previous() else None
        after = number + 1 if page.has_next() else None
        return Response(
            {
                "count": pages.count,
                "pages": pages.num_pages,
                "previous": _address(request, before),
                "next": _address(request, after),
                "results": self.shape(items, many=True).data,
            }
        )


def _address(request: Request, number: int | None) -> str | None:
    """Return the address of another page with the same filters."""
    if number is None:
        return None
    query = request._request.GET.copy()
    query[PAGE] = str(number)
    return f"{settings.SITE_URL}{request.path}?{urlencode(list(_pairs(query)))}"


def _pairs(query: QueryDict) -> list[tuple[str, str]]:
    return [(name, value) for name, values in query.lists() for value in values]


PROBLEMS = {
    400: OpenApiResponse(ProblemShape, "A parameter is unknown or has no such value."),
    404: OpenApiResponse(ProblemShape, "There is no such record, or page."),
    429: OpenApiResponse(ProblemShape, "Asked too often: wait as `Retry-After` says."),
}
GONE = {
    410: OpenApiResponse(
        ProblemShape, "The record was taken out of public view; it says why."
    )
}


def paged(
    name: str, shape: type[serializers.Serializer[Any]]
) -> type[serializers.Serializer[Any]]:
    """Return the shape of one page of a list."""
    fields: dict[str, Any] = {
        "count": serializers.IntegerField(help_text="How many there are in all."),
        "pages": serializers.IntegerField(),
        "previous": serializers.URLField(
            allow_null=True, help_text="The page before; null on the first."
        ),
        "next": serializers.URLField(
            allow_null=True, help_text="The page after; null on the last."
        ),
        "results": shape(many=True),
    }
    return type(f"{name}Page", (serializers.Serializer,), fields)


def in_path(name: str, told: str) -> OpenApiParameter:
    """Return a parameter of a path as the document tells it: an address part."""
    return OpenApiParameter(
        name,
        {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$", "maxLength": 120},
        OpenApiParameter.PATH,
        description=told,
    )


NUMBER = OpenApiParameter(
    "number",
    {"type": "integer", "minimum": 1, "maximum": 32_767},
    OpenApiParameter.PATH,
    description="Its number in the inspection's reference.",
)
REF = in_path("ref", "Reference of an inspection, as `ambleford-2022-02-ilacs`.")
SLUG = in_path("slug", "An authority, as its address has it.")
