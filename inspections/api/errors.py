"""What goes wrong, told to a program: always JSON, always a sentence in `detail`."""

import logging
from typing import Any

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.utils.formats import date_format
from django.views.defaults import page_not_found
from rest_framework import status
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import exception_handler

from inspections.withdrawals import Withdrawal

logger = logging.getLogger(__name__)


class AlwaysJson(BaseContentNegotiation):
    """Answers in JSON whatever a program says that it would rather have."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        """Return the first parser: nothing is ever sent here."""
        return parsers[0]

    def select_renderer(
        self, request: Request, renderers: Any, format_suffix: str | None = None
    ) -> tuple[Any, str]:
        """Return JSON, the only one there is."""
        return renderers[0], renderers[0].media_type


class Gone(APIException):
    """A record was taken out of public view: that it was, when and why."""

    status_code = status.HTTP_410_GONE

    def __init__(self, withdrawal: Withdrawal) -> None:
        on = date_format(withdrawal.at, "j F Y")
        super().__init__(
            f"{withdrawal.ref} was taken out of public view on {on}. "
            f"Reason: {withdrawal.reason}"
        )


class BadQuery(ValidationError):
    """An address asks for what cannot be; `faults` say what by the parameter's name."""

    def __init__(self, faults: dict[str, list[str]]) -> None:
        sentences = [f"{name}: {' '.join(said)}" for name, said in faults.items()]
        super().__init__({"detail": " ".join(sentences), "parameters": faults})


def told(error: Exception, context: dict[str, Any]) -> Response:
    """Answer any error with JSON; what nobody foresaw is logged with its traceback."""
    response = exception_handler(error, context)
    if isinstance(error, BadQuery) and response is not None:
        # Rest framework wraps a lone sentence into a list.
        response.data["detail"] = "".join(response.data["detail"])
    if response is None:
        logger.error("The interface for programs failed.", exc_info=error)
        detail = "Something went wrong here. It has been noted; please try again later."
        response = Response({"detail": detail}, status=500)
    return response


def nothing_there(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """Say that an address leads nowhere: to programs in JSON, to people on a page."""
    if not request.path.startswith("/api/"):
        return page_not_found(request, exception)
    detail = "There is nothing at this address: /api/v1/ lists what there is."
    return JsonResponse({"detail": detail}, status=404)
