"""The staff workspace as a site of the admin: who gets in, and how far.

It stands outside `inspections.admin`, which fills it: Django makes the site while that
package is still being imported.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth.views import redirect_to_login
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters

from inspections.remits import ONLY_NAMED, RULES, within
from inspections.screens import HELP_PAGES, OPEN_TO_ALL, help_for
from inspections.signing_in import pages
from inspections.signing_in.own_sessions import end_others, note_use
from inspections.signing_in.standing import (
    LED_TO,
    Standing,
    address_with_next,
    standing_of,
)

View = Callable[..., Any]


class Suggestions(AutocompleteJsonView):
    """What is offered as one types: the remit's, but for a field that only names."""

    def get_queryset(self) -> QuerySet[Any]:
        """Search every authority where a field may name any."""
        field: Any = self.source_field
        if (field.model, field.name) not in ONLY_NAMED:
            return _ordered(super().get_queryset())
        rows = field.remote_field.model._default_manager.all()
        found, is_doubled = self.model_admin.get_search_results(
            self.request, rows, self.term
        )
        return _ordered(found.distinct() if is_doubled else found)


def _ordered(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Order as the model says: counting rows in a list makes Django forget it."""
    return rows if rows.ordered else rows.order_by(*rows.model._meta.ordering, "pk")


class StaffSite(admin.AdminSite):
    """Lets staff in by password, and by a second factor where there is one."""

    site_header = site_title = settings.SITE_NAME
    index_title = "Staff workspace"
    # The lists are wide and there are few of them: the start page names them all.
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        """Let in who has come all the way."""
        return standing_of(request) is Standing.IN

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Note that a session was used, which its owner is shown."""
        guarded = super().admin_view(view, cacheable)

        @wraps(guarded)
        def noted(request: HttpRequest, *args: Any, **options: Any) -> Any:
            _note(request)
            return guarded(request, *args, **options)

        return noted

    def signed_in(self, view: View) -> View:
        """Guard a page of signing in itself: open with the password alone."""

        @wraps(view)
        def inner(request: HttpRequest) -> HttpResponse:
            if standing_of(request) is Standing.OUT:
                return redirect_to_login(request.get_full_path())
            _note(request)
            response: HttpResponse = view(request, self)
            return response

        return never_cache(csrf_protect(sensitive_post_parameters("code")(inner)))

    def past_code(self, view: View) -> View:
        """Guard a page of signing in that is for those who are in."""
        guarded: View = self.admin_view(lambda request: view(request, self))
        return guarded

    def get_urls(self) -> list[Any]:
        """Add the pages of signing in; one can sign out before the second step."""
        own: list[URLPattern] = [
            path("code/", self.signed_in(pages.code_page), name="code"),
            path(
                "second-factor/set-up/",
                self.signed_in(pages.set_up_page),
                name="set_up",
            ),
            path(
                "second-factor/",
                self.past_code(pages.second_factor_page),
                name="second_factor",
            ),
            path(
                "second-factor/codes/",
                self.past_code(pages.codes_page),
                name="codes",
            ),
            path("sessions/", self.past_code(pages.sessions_page), name="sessions"),
            path("logout/", self.signed_in(_log_out), name="logout"),
            path("help/", self.admin_view(self.help_page), name="help_index"),
            path("help/<slug:page>/", self.open_help_page, name="help"),
            path(
                "r/<path:content_type_id>/<path:object_id>/",
                self.admin_view(self.public_page),
                name="view_on_site",
            ),
        ]
        return [*own, *super().get_urls()]

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """Lead from every page to the help with it."""
        match = request.resolver_match
        found = help_for(match.url_name or "") if match else None
        address = ""
        if found:
            address = f"{reverse('admin:help', args=[found[0]])}#{found[1]}"
        return {**super().each_context(request), "help_address": address}

    def open_help_page(self, request: HttpRequest, page: str) -> Any:
        """Show a page of help: of signing in to all, of the rest to staff."""
        if page not in HELP_PAGES:
            raise Http404
        is_open = page in OPEN_TO_ALL
        view = self.help_page if is_open else self.admin_view(self.help_page)
        return view(request, page)

    def help_page(self, request: HttpRequest, page: str = "all") -> HttpResponse:
        """Show a page of help, or the way to all of them."""
        context = {
            **self.each_context(request),
            "title": HELP_PAGES.get(page, "Help"),
            "page": page,
            "pages": HELP_PAGES.items(),
        }
        return TemplateResponse(request, f"admin/help/{page}.html", context)

    @method_decorator(never_cache)
    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Lead who has given the password to what is still missing."""
        name = LED_TO.get(standing_of(request))
        if request.method == "GET" and name:
            return redirect(address_with_next(name, request))
        return super().login(request, extra_context)

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> Any:
        """End every other session of whoever changes the password."""
        response: Any = super().password_change(request, extra_context)
        if request.method == "POST" and response.status_code == 302:
            end_others(request.user, this=request.session.session_key)
        return response

    def autocomplete_view(self, request: HttpRequest) -> Any:
        """Suggest what the remit covers."""
        return Suggestions.as_view(admin_site=self)(request)

    def public_page(
        self, request: HttpRequest, content_type_id: str, object_id: str
    ) -> HttpResponse:
        """Go to a record's public page, if the record is one's own to see."""
        key = int(content_type_id) if content_type_id.isdigit() else 0
        kind = get_object_or_404(ContentType, pk=key)
        model: type[Model] | None = kind.model_class()
        if model is None or model not in RULES or not object_id.isdigit():
            raise Http404
        if not request.user.has_perm(f"{kind.app_label}.view_{kind.model}"):
            raise PermissionDenied
        rows = within(model._default_manager.all(), user=request.user)
        if not rows.filter(pk=object_id).exists():
            raise Http404
        return shortcut(request, content_type_id, object_id)


def _log_out(request: HttpRequest, site: StaffSite) -> HttpResponse:
    return site.logout(request)


def _note(request: HttpRequest) -> None:
    if request.user.is_authenticated:
        agent = request.META.get("HTTP_USER_AGENT", "")
        note_use(request.session, agent=agent, at=timezone.now())
