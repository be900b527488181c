"""The pages on which a reading is checked, kept unfinished, confirmed or put aside."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.html import format_html

from inspections.admin.bases import AnyModelAdmin
from inspections.admin.confirming import confirm, discard, reopen
from inspections.admin.keeping import (
    SEEN,
    CannotConfirm,
    KeptMeanwhile,
    closed,
    differences,
    keep,
    kept_data,
    stamp,
)
from inspections.admin.linking import links_address
from inspections.admin.publication import change_address, person
from inspections.admin.review import ReviewForms, review_context, review_forms
from inspections.admin.review_forms import facts_of
from inspections.admin.standing import Standing, standing_of
from inspections.importing.stored import from_stored
from inspections.models import Inspection, ReportImport
from inspections.remits import covers

State = ReportImport.State
LIST = "admin:inspections_reportimport_changelist"


class ReviewPages(AnyModelAdmin):
    """What the admin of readings does with one reading."""

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show what was read, take what was mended, and keep it or make the draft."""
        report_import = self._import(request, object_id)
        can_check = self.has_change_permission(request, report_import)
        sent = request.POST if request.method == "POST" and can_check else None
        done = None
        if sent is not None and report_import.state != State.READ:
            self._say_why(request, report_import, closed(report_import))
        elif sent is not None and "keep" in sent:
            done = self._keep(request, report_import)
        is_open = report_import.state == State.READ and can_check
        kept = kept_data(report_import) if is_open else None
        parsed = from_stored(report_import.parsed)
        forms = review_forms(parsed, data=kept if sent is None else sent)
        valid = forms.facts.is_bound and forms.are_valid()
        facts = forms.facts.cleaned_data if valid else facts_of(parsed)
        is_ours = _is_ours(request, facts)
        standing = standing_of(parsed, facts) if is_open and is_ours else None
        if is_open and sent is not None and valid and "keep" not in sent:
            done = self._confirm(request, report_import, forms, standing)
        return done or self._show(
            request,
            report_import,
            forms,
            is_open=is_open,
            standing=standing,
            is_undecided=sent is not None and valid and standing is not None,
            can_check=can_check,
        )

    def _show(
        self,
        request: HttpRequest,
        report_import: ReportImport,
        forms: ReviewForms,
        **context: Any,
    ) -> HttpResponse:
        """Show the review, and beside what was sent what somebody else kept."""
        fresh = ReportImport.objects.select_related("kept_by").get(pk=report_import.pk)
        is_open, was_sent = context["is_open"], request.method == "POST"
        clash = was_sent and request.POST.get(SEEN, "") != stamp(fresh)
        theirs = kept_data(fresh) if is_open and clash else None
        return self._page(
            request,
            "admin/inspections/review.html",
            title=_title(report_import, is_open=is_open),
            original=report_import,
            seen=stamp(fresh),
            kept=fresh if is_open and fresh.kept_at else None,
            is_clash=theirs is not None,
            was_sent=was_sent,
            clashing=differences(request.POST, theirs, forms=forms.by_noun())
            if theirs is not None
            else [],
            **context,
            **review_context(report_import, forms),
        )

    def _keep(
        self, request: HttpRequest, report_import: ReportImport
    ) -> HttpResponse | None:
        """Keep what was filled in; or say why not, so that the page shows it again."""
        try:
            keep(report_import, request.POST, by=person(request), at=timezone.now())
        except CannotConfirm as error:
            self._say_why(request, report_import, error)
            return None
        messages.success(
            request,
            format_html(
                'Your review is saved unfinished. <a href="{}">Go on with it</a> '
                "whenever you like.",
                change_address(report_import),
            ),
        )
        return redirect(LIST)

    def _confirm(
        self,
        request: HttpRequest,
        report_import: ReportImport,
        forms: ReviewForms,
        standing: Standing | None,
    ) -> HttpResponse | None:
        """Make the draft; or leave it to the page to say what is in the way."""
        into = standing.inspection if standing and "into" in request.POST else None
        if standing and (into is None or standing.refusal):
            return None
        authority = forms.facts.cleaned_data["authority"]
        if not covers(user=person(request), row=authority):
            messages.error(request, f"{authority} is outside your remit.")
            return None
        try:
            inspection = confirm(
                report_import,
                forms,
                by=person(request),
                at=timezone.now(),
                into=into,
                seen=request.POST.get(SEEN, ""),
            )
        except CannotConfirm as error:
            self._say_why(request, report_import, error)
            return None
        self.log_change(request, report_import, "Checked: a draft was made of it.")
        messages.success(request, _made(inspection))
        return redirect(change_address(inspection))

    def _say_why(
        self, request: HttpRequest, report_import: ReportImport, error: CannotConfirm
    ) -> None:
        """Say why nothing was saved; a clash says the rest on the page itself."""
        report_import.refresh_from_db()
        if isinstance(error, KeptMeanwhile):
            return
        kept = ""
        if report_import.state != State.READ:
            kept = " What you sent was not saved; it is shown below to copy from."
        messages.error(request, f"{error}{kept}")

    def discard_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Put a reading aside, with a reason."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        report_import = self._import(request, pk, to_change=True)
        try:
            discard(report_import, why=request.POST.get("why", ""))
        except CannotConfirm as error:
            messages.error(request, str(error))
            return redirect(change_address(report_import))
        self.log_change(request, report_import, "Discarded.")
        messages.success(request, f"{report_import.report_file} was discarded.")
        return redirect(LIST)

    def reopen_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take a discarded reading up again."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        report_import = self._import(request, pk, to_change=True)
        try:
            reopen(report_import)
        except CannotConfirm as error:
            messages.error(request, str(error))
        else:
            self.log_change(request, report_import, "Taken up again.")
        return redirect(change_address(report_import))

    def _import(
        self, request: HttpRequest, pk: Any, *, to_change: bool = False
    ) -> ReportImport:
        allowed = self.has_change_permission if to_change else self.has_view_permission
        if not allowed(request):
            raise PermissionDenied
        rows = self.get_queryset(request).defer(None)
        found = rows.select_related("report_file", "inspection").filter(pk=pk)
        report_import: ReportImport | None = (
            found.first() if str(pk).isdigit() else None
        )
        if report_import is None:
            raise Http404
        if not allowed(request, report_import):
            raise PermissionDenied
        return report_import

    def _page(
        self, request: HttpRequest, template: str, **context: Any
    ) -> HttpResponse:
        shared = {**self.admin_site.each_context(request), "opts": self.opts}
        return TemplateResponse(request, template, shared | context)


def _is_ours(request: HttpRequest, facts: Mapping[str, Any]) -> bool:
    """Say whether the records of the authority that was read may be shown."""
    authority = facts.get("authority")
    return authority is not None and covers(user=request.user, row=authority)


def _made(inspection: Inspection) -> str:
    return format_html(
        '{} is a draft now. Look it over, say <a href="{}">what became of earlier '
        "recommendations</a>, then submit it.",
        inspection,
        links_address(inspection),
    )


def _title(report_import: ReportImport, *, is_open: bool) -> str:
    read = report_import.parsed.get("authority")
    name = read["value"] if read else str(report_import.report_file)
    return f"Check what was read: {name}" if is_open else f"What was read: {name}"
