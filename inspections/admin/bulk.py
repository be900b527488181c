"""Doing something to many rows of a list at once: preview first, then row by row.

The page before says what will become of each row, and why some are refused. The page
after says what did, and for an hour lets whoever did it undo what can be undone.
"""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from inspections.admin.bulk_steps import Asked, BulkStep
from inspections.admin.kinds import AnyModelAdmin
from inspections.models import BulkChange
from inspections.models.changes import one_change
from inspections.publishing import CannotPublish
from inspections.workspace.start import UNDONE_WITHIN, done_address

MOST = 100
"""So many rows can be read on one page before deciding, and done in one request."""


class ActsInBulk(AnyModelAdmin):
    """Offers steps for many rows in a list's actions."""

    bulk_steps: Sequence[BulkStep] = ()

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Offer the steps that this person's role allows."""
        actions: dict[str, Any] = {**super().get_actions(request)}
        if "_popup" not in request.GET:
            for step in self.bulk_steps:
                if self.may_step(request, step):
                    name = f"bulk_{step.name}"
                    actions[name] = (_action_of(step), name, step.button)
        return actions

    def may_step(self, request: HttpRequest, step: BulkStep) -> bool:
        """Say whether a person's roles allow a step with rows of this sort."""
        options = self.opts
        return any(
            request.user.has_perm(f"{options.app_label}.{right}_{options.model_name}")
            for right in step.permissions
        )

    def get_urls(self) -> list[URLPattern]:
        """Add the page before, and the page after."""
        name = f"{self.opts.app_label}_{self.opts.model_name}_bulk"
        view = self.admin_site.admin_view
        return [
            path("bulk/<slug:name>/", view(self.bulk_view), name=name),
            path("bulk/done/<int:pk>/", view(self.done_view), name=f"{name}_done"),
            *super().get_urls(),
        ]

    # --- Before ---

    def bulk_view(self, request: HttpRequest, name: str) -> HttpResponse:
        """Show what a step would do, or do it once that is confirmed."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        step = self._bulk_step(request, name)
        keys = [key for key in request.POST.getlist("row") if key.isdigit()]
        rows = self.get_queryset(request).filter(pk__in=keys)
        if not rows.exists():
            raise Http404
        if "confirm" not in request.POST:
            return self.bulk_page(request, step, rows)
        form: Any = step.form(request.POST)
        if not form.is_valid() or rows.count() > MOST:
            return self.bulk_page(request, step, rows, form=form)
        asked = _asked(request, form.cleaned_data)
        return redirect(done_address(self._take_bulk(request, step, rows, asked)))

    def bulk_page(
        self,
        request: HttpRequest,
        step: BulkStep,
        rows: QuerySet[Any],
        *,
        form: Any = None,
    ) -> HttpResponse:
        """Say for each row what would become of it; queries each row's own."""
        asked = _asked(request, {})
        total = rows.count()
        lines = [
            (row, _name(row), _address(row), step.refusals(row, asked))
            for row in rows[: MOST if total <= MOST else 0]
        ]
        context = {
            **self.admin_site.each_context(request),
            "title": step.button.rstrip("…"),
            "opts": self.opts,
            "step": step,
            "lines": lines,
            "total": total,
            "most": MOST,
            "possible": sum(not refusals for *_, refusals in lines),
            "form": form if form is not None else step.form(),
            "address": reverse(
                f"admin:{self.opts.app_label}_{self.opts.model_name}_bulk",
                args=[step.name],
            ),
        }
        return TemplateResponse(request, "admin/workspace/bulk.html", context)

    def _take_bulk(
        self, request: HttpRequest, step: BulkStep, rows: QuerySet[Any], asked: Asked
    ) -> BulkChange:
        """Take a step with each row by itself, and keep what became of it."""
        results: list[dict[str, Any]] = []
        found = list(rows)
        more = len(found) - 1
        others = f", with {more} other{'' if more == 1 else 's'}" if more else ""
        try:
            for row in found:
                result = {"key": row.pk, "words": _name(row), "why": []}
                results.append(result)
                try:
                    with one_change(by=asked.by, reason=f"In bulk{others}."):
                        result["kept"] = step.take(row, asked)
                except CannotPublish as refusal:
                    result["why"] = refusal.blockers
                else:
                    self.log_change(request, row, f"{step.done}, in bulk{others}.")
        finally:
            # What was done before something broke can be seen, and undone, too.
            change = BulkChange.objects.create(
                user_id=asked.by.pk,
                name=step.name,
                row_type=ContentType.objects.get_for_model(self.model),
                rows=[
                    result for result in results if result["why"] or "kept" in result
                ],
                at=asked.at,
            )
        done = sum("kept" in result for result in results)
        tell = messages.success if done else messages.warning
        tell(request, _told(step, done, refused=len(results) - done))
        return change

    # --- After ---

    def done_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Say what became of each row; undo it where that is asked and possible."""
        kind = ContentType.objects.get_for_model(self.model)
        user: Any = request.user
        rows = BulkChange.objects.filter(user=user, row_type=kind)
        change = rows.filter(pk=pk).first()
        if change is None:
            raise Http404
        step = self._bulk_step(request, change.name)
        asked = _asked(request, {})
        may_undo = (
            step.undo is not None
            and change.undone_at is None
            and asked.at - change.at <= UNDONE_WITHIN
            and any("kept" in row for row in change.rows)
        )
        if request.method == "POST":
            if may_undo:
                self._undo_bulk(request, step, change, asked)
            else:
                messages.error(request, "This cannot be undone here any more.")
            return redirect(request.path)
        context = {
            **self.admin_site.each_context(request),
            "title": step.done,
            "opts": self.opts,
            "step": step,
            "change": change,
            "lines": self._bulk_lines(request, change),
            "may_undo": may_undo,
            "until": change.at + UNDONE_WITHIN,
        }
        return TemplateResponse(request, "admin/workspace/bulk_done.html", context)

    @transaction.atomic
    def _undo_bulk(
        self, request: HttpRequest, step: BulkStep, change: BulkChange, asked: Asked
    ) -> None:
        """Undo what was done to each row, where nobody has gone on with it since."""
        change = BulkChange.objects.select_for_update().get(pk=change.pk)
        if change.undone_at is not None or step.undo is None:
            return
        rows = self._bulk_rows(request, change)
        undone, why = 0, []
        for result in change.rows:
            row = rows.get(result["key"])
            if "kept" not in result or row is None:
                continue
            try:
                with one_change(by=asked.by, reason="Undone, in bulk."):
                    step.undo(row, result["kept"], asked)
            except CannotPublish as refusal:
                why.append(f"{result['words']}: {refusal}")
            else:
                undone += 1
                self.log_change(request, row, f"Undone: {step.done.lower()}.")
        change.undone_at = asked.at
        change.save(update_fields=["undone_at"])
        messages.success(request, f"Undone: {undone} row{'' if undone == 1 else 's'}.")
        for sentence in why:
            messages.warning(request, sentence)

    def _bulk_lines(self, request: HttpRequest, change: BulkChange) -> list[Any]:
        rows = self._bulk_rows(request, change)
        return [
            (result, _address(rows[result["key"]]) if result["key"] in rows else "")
            for result in change.rows
        ]

    def _bulk_rows(self, request: HttpRequest, change: BulkChange) -> dict[int, Any]:
        keys = [result["key"] for result in change.rows]
        return self.get_queryset(request).in_bulk(keys)

    def _bulk_step(self, request: HttpRequest, name: str) -> BulkStep:
        for step in self.bulk_steps:
            if step.name == name:
                if not self.may_step(request, step):
                    raise PermissionDenied
                return step
        raise Http404


def _action_of(step: BulkStep) -> Callable[[Any, HttpRequest, Any], HttpResponse]:
    """Return the list's action that leads to a step's page before."""

    def act(admin: ActsInBulk, request: HttpRequest, rows: Any) -> HttpResponse:
        return admin.bulk_page(request, step, rows)

    return act


def _asked(request: HttpRequest, given: dict[str, Any]) -> Asked:
    by: Any = request.user
    return Asked(by=by, at=timezone.now(), given=given)


def _name(row: Any) -> str:
    """Name a row, with the inspection that it belongs to where it does not itself."""
    visit = getattr(row, "inspection", None)
    copy = " (correction)" if getattr(row, "revises_id", None) else ""
    named = f"{visit}: {row}" if visit and not hasattr(row, "themes") else str(row)
    return f"{named}{copy}"


def _address(row: Model) -> str:
    options = row._meta
    return reverse(
        f"admin:{options.app_label}_{options.model_name}_change", args=[row.pk]
    )


def _told(step: BulkStep, done: int, *, refused: int) -> str:
    words = f"{step.done}: {done} row{'' if done == 1 else 's'}."
    if refused:
        words += f" Refused: {refused}, each with its reason below."
    if done and step.undo is not None:
        hours = UNDONE_WITHIN // timedelta(hours=1)
        words += f" You can undo this here for {hours} hour."
    return words
