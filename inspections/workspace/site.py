"""The site of the admin, with a start page for each person and their own settings."""

from typing import Any

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone

from inspections.signing_in.site import StaffSite
from inspections.workspace.digest_page import digest_page
from inspections.workspace.start import start_of


class Workspace(StaffSite):
    """Adds to the way in what waits for whoever came in."""

    def get_urls(self) -> list[Any]:
        """Add the page on which a person chooses a digest."""
        view = self.past_code(digest_page)
        return [path("digest/", view, name="digest"), *super().get_urls()]

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """Begin with what waits for this person."""
        user: Any = request.user
        start = start_of(user, at=timezone.now())
        return super().index(request, {**start, **(extra_context or {})})
