"""The linking page: what a report says of each open concern, for staff to confirm.

Verdicts are rows of the later inspection, so they are decided on its draft, or on the
working copy of a published one, and go to the public with it.
"""

from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from inspections import publishing
from inspections.admin.decided_meanwhile import decided_meanwhile, seen_so_far
from inspections.admin.decisions import (
    KEPT,
    CannotDecide,
    Decision,
    decide,
    hit_rate,
    hold,
    take_back,
)
from inspections.admin.linking_page import Asked, Line, lines_of
from inspections.admin.linking_report import Report, read_report
from inspections.admin.publication import PublishedAdmin, person
from inspections.concerns import Concern
from inspections.models import (
    Inspection,
    ProgressVerdict,
    PublicationStatus,
    Wording,
)
from inspections.publishing import CannotPublish
from inspections.vocabulary import Verdict

Status = PublicationStatus
PAGE = "inspections_inspection_links"


class LinkedAdmin(PublishedAdmin[Inspection]):
    """Adds the linking page to inspections."""

    def get_urls(self) -> list[URLPattern]:
        """Add the page, a decision's address, and the way to a correction."""
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/links/", view(self.links_view), name=PAGE),
            path(
                "<int:pk>/links/correct/",
                view(self.links_correct_view),
                name=f"{PAGE}_correct",
            ),
            path(
                "<int:pk>/links/<int:recommendation>/",
                view(self.link_view),
                name=f"{PAGE}_decide",
            ),
            *super().get_urls(),
        ]

    def links_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show every open concern with what this report may say of it."""
        inspection = self.record_for(request, pk)
        return self._links_page(request, read_report(inspection), _asked(request))

    def link_view(
        self, request: HttpRequest, pk: int, recommendation: int
    ) -> HttpResponse:
        """Keep one decision, and go on to the next concern."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        inspection = self.record_for(request, pk)
        if not super().has_change_permission(request):
            raise PermissionDenied
        report = read_report(inspection)
        concern = _concern(report, recommendation)
        try:
            kept = self._keep(request, report, concern)
        except CannotDecide as refusal:
            for sentence in refusal.sentences:
                messages.error(request, sentence)
            return redirect(links_address(inspection))
        if not kept:
            return self._links_page(request, report, _asked(request))
        if "back" in request.POST:
            return redirect(f"{links_address(inspection)}#rec-{recommendation}")
        return redirect(_next_address(report, concern))

    @transaction.atomic
    def _keep(self, request: HttpRequest, report: Report, concern: Concern) -> bool:
        """Do what the pressed button says; False where the form wants mending."""
        inspection, earlier = report.inspection, concern.recommendation
        if not report.findings:
            raise CannotDecide(["No paragraph of this report is recorded here."])
        if self._was_decided(request, report, concern):
            return False
        if "back" in request.POST:
            take_back(inspection, earlier)
            self.log_change(request, inspection, f"Took back what became of {earlier}.")
            return True
        if "silent" in request.POST:
            decision = Decision(Verdict.NOT_REVISITED)
        else:
            form = report.form(concern, request.POST)
            if not form.is_valid():
                report.sent[earlier.pk] = form
                return False
            [suggested] = report.suggest([concern])
            decision = form.decision()
            decision = replace(decision, rank=suggested.rank_of(decision.finding))
        decide(inspection, earlier, decision, by=person(request), at=timezone.now())
        words = f"{decision.verdict.label}: {earlier}."
        self.log_change(request, inspection, words)
        return True

    def _was_decided(
        self, request: HttpRequest, report: Report, concern: Concern
    ) -> bool:
        """Say so, and keep what was sent on the page, if another was quicker."""
        inspection, earlier = report.inspection, concern.recommendation
        hold(inspection)
        sentence = decided_meanwhile(
            inspection, earlier, seen=request.POST.get("seen", "")
        )
        if sentence:
            form = report.form(concern, request.POST)
            form.full_clean()
            form.add_error(None, sentence)
            report.sent[earlier.pk] = form
        return bool(sentence)

    def links_correct_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Make the working copy of a published inspection, and link that."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        inspection = self.record_for(request, pk)
        if not self.has_any(request, ("change",)):
            raise PermissionDenied
        try:
            copy = publishing.revise(inspection, by=person(request), at=timezone.now())
        except CannotPublish as refusal:
            for sentence in refusal.blockers:
                messages.error(request, sentence)
            return redirect(links_address(inspection))
        messages.info(request, "This is a copy: link it, then submit it for approval.")
        return redirect(links_address(copy))

    def _links_page(
        self, request: HttpRequest, report: Report, asked: Asked
    ) -> HttpResponse:
        inspection = report.inspection
        may_change = self.has_change_permission(request, inspection)
        can_decide = may_change and bool(report.findings)
        lines = lines_of(report, asked, can_decide=can_decide)
        return TemplateResponse(
            request,
            "admin/inspections/linking/page.html",
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "title": "What became of earlier recommendations",
                "inspection": inspection,
                "lines": lines,
                "seen": seen_so_far(inspection) if can_decide else "",
                "done": sum(line.is_done for line in lines),
                "next": next((line for line in lines if not line.is_done), None),
                "asked": asked,
                "has_findings": bool(report.findings),
                "is_summary": all(
                    finding.wording == Wording.SUMMARY for finding in report.findings
                ),
                "can_decide": can_decide,
                "may_change": may_change,
                "can_correct": self.may_correct(request, inspection),
                "finding_count": len(report.findings),
                "hits": hit_rate(ProgressVerdict.objects.all()),
                "kept": KEPT,
                "wrong": [line for line in lines if _is_wrong(line)],
            },
            status=422 if report.sent else 200,
        )


def links_address(inspection: Inspection) -> str:
    """Return the address of an inspection's linking page."""
    return reverse(f"admin:{PAGE}", args=[inspection.pk])


def _asked(request: HttpRequest) -> Asked:
    return Asked(
        of=_number(request.GET.get("of")),
        everywhere=_number(request.GET.get("all")),
        words=request.GET.get("words", ""),
    )


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() else None


def _concern(report: Report, key: int) -> Concern:
    for concern in report.concerns:
        if concern.recommendation.pk == key:
            return concern
    raise Http404


def _is_wrong(line: Line) -> bool:
    return bool(line.controls and line.controls.errors)


def _next_address(report: Report, concern: Concern) -> str:
    """Return where to go on: the next undecided concern, or the first one left."""
    place = report.concerns.index(concern)
    in_turn = report.concerns[place + 1 :] + report.concerns[:place]
    for other in in_turn:
        key = other.recommendation.pk
        if key not in report.recorded:
            return f"{links_address(report.inspection)}#rec-{key}"
    return f"{links_address(report.inspection)}#done"
