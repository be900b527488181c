"""What the council answered to an inspection: by when it had to, and our own search."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from inspections.admin.history import ReadOnlyAdmin
from inspections.admin.publication import person
from inspections.histories import history_of
from inspections.models import CouncilResponse, Inspection, Look, PublicationStatus
from inspections.remits import within
from inspections.responses_due import ResponseDue, due_after

PAGE = "inspections_look_of"


@admin.register(Look)
class LookAdmin(ReadOnlyAdmin[Look]):
    list_display = ("looked_on", "inspection", "by", "note")
    list_select_related = ("inspection__authority", "by")
    search_fields = ("inspection__ref", "inspection__authority__name")
    date_hierarchy = "looked_on"
    ordering = ("-looked_on", "-pk")
    fields = ("inspection", "looked_on", "by", "note")

    def get_urls(self) -> list[URLPattern]:
        """Add the page of one inspection, and the button's address."""
        view = self.admin_site.admin_view
        return [
            path("of/<int:pk>/", view(self.of_view), name=PAGE),
            path("of/<int:pk>/again/", view(self.again_view), name=f"{PAGE}_again"),
            *super().get_urls(),
        ]

    def of_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show what was due after an inspection, the responses, and every look."""
        inspection = self._inspection(request, pk)
        responses = CouncilResponse.objects.filter(
            inspection=inspection, revises__isnull=True
        )
        context: dict[str, Any] = {
            **self.admin_site.each_context(request),
            "title": "What the council answered",
            "opts": Inspection._meta,
            "inspection": inspection,
            "dues": _dues(inspection),
            "responses": responses.prefetch_related("all_actions"),
            "looks": inspection.all_looks.select_related("by").order_by("-looked_on"),
            "may_look": _may_look(request, inspection),
            "may_add": request.user.has_perm("inspections.add_councilresponse"),
            "address": reverse(f"admin:{PAGE}_again", args=[pk]),
        }
        return TemplateResponse(
            request, "admin/inspections/following/answers.html", context
        )

    def again_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Log that somebody looked today and found nothing."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        inspection = self._inspection(request, pk)
        if not _may_look(request, inspection):
            raise PermissionDenied
        note = request.POST.get("note", "").strip()[:300]
        today = timezone.localdate()
        look = Look.log(inspection, by=person(request), on=today, note=note)
        self.log_addition(request, look, "Looked again, still not found.")
        messages.success(
            request, f"Logged: looked on {today:%-d %B %Y}, still not found."
        )
        return redirect(reverse(f"admin:{PAGE}", args=[pk]))

    def _inspection(self, request: HttpRequest, pk: int) -> Inspection:
        """Return an inspection that this person may see, or answer 403 or 404."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        rows = Inspection.objects.filter(revises__isnull=True)
        covered = within(rows.select_related("authority"), user=request.user)
        inspection = covered.filter(pk=pk).first()
        if inspection is None:
            raise Http404
        return inspection


def _may_look(request: HttpRequest, inspection: Inspection) -> bool:
    """Say whether there is anything to look for, and whether this person may log it."""
    return inspection.status == PublicationStatus.PUBLISHED and request.user.has_perm(
        "inspections.add_look"
    )


def _dues(inspection: Inspection) -> tuple[ResponseDue, ...]:
    """Return what was due, as the public reads it; nothing of a draft."""
    if inspection.status != PublicationStatus.PUBLISHED:
        return ()
    history = history_of(inspection.authority, today=timezone.localdate())
    return due_after(history, history.visit_by_ref[inspection.ref])
