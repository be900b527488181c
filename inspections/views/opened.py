"""Opening a public record by its address: what its page and its citations both take.

Each function gives the context that every page of that record has, `record_page` with
it: what the page says of itself. It raises `Http404`, `Gone`, or what `views.days` says
of days.
"""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from inspections import citing, descriptions, linked_data
from inspections.accounts import ActionReported, Answer
from inspections.citing import Reader, Site
from inspections.linked_data import Place
from inspections.models import CouncilAction, CouncilResponse, Inspection
from inspections.page_metadata import RecordPage
from inspections.reading import (
    NotPublishedThen,
    Reading,
    must_be_public_then,
    reading_of,
)
from inspections.tracking import Tracked
from inspections.views.addresses import Gone
from inspections.views.days import day_asked
from inspections.vocabulary import Area
from inspections.withdrawals import (
    retirement_of_finding,
    retirement_of_judgement,
    retirement_of_recommendation,
    withdrawal_of_action,
    withdrawal_of_response,
)

Context = dict[str, Any]


def published(ref: str) -> Inspection:
    """Return the public inspection of a reference; Http404 where there is none."""
    inspections = Inspection.objects.published().select_related(
        "authority", "report_file"
    )
    return get_object_or_404(inspections, ref=ref)


def reader_of(reading: Any) -> Reader:
    """Say who reads: from this site, the day's state that a reading shows."""
    site = Site(settings.SITE_NAME, settings.SITE_URL)
    return Reader(site, shown_on=reading.shown_on, today=timezone.localdate())


def open_inspection(request: HttpRequest, ref: str) -> Context:
    """Open one inspection."""
    reading = _reading(request, ref)
    path = reading.inspection.get_absolute_url()
    cited = citing.cite_inspection(
        reader_of(reading), reading.inspection, reading.visit, path=path
    )
    page = RecordPage(
        path=path,
        cited=cited,
        description=descriptions.of_visit(reading.history, reading.visit),
        data=linked_data.inspection_data(
            _place(path), reading.inspection, reading.visit, title=cited.title
        ),
        names=_names(
            "inspection",
            (ref,),
            csv="inspection-csv",
            json="inspection-json",
        ),
        is_article=True,
    )
    return _context(reading, page)


def open_recommendation(request: HttpRequest, ref: str, number: int) -> Context:
    """Open one recommendation of an inspection."""
    reading = _reading(request, ref)
    tracked = reading.history.tracked_by_ref.get(f"{ref} R{number}")
    if tracked is None:
        raise _missing(retirement_of_recommendation(reading.inspection, number))
    path = reverse("inspection-recommendation", args=[ref, number])
    page = RecordPage(
        path=path,
        cited=citing.cite_recommendation(
            reader_of(reading),
            reading.inspection,
            reading.visit,
            tracked.raised,
            path=path,
        ),
        description=descriptions.of_tracked(tracked, on=reading.shown_on),
        data=linked_data.recommendation_data(
            _place(path), reading.inspection, tracked.raised
        ),
        names=_names(
            "recommendation",
            (ref, number),
            csv="inspection-recommendation-csv",
            json="inspection-recommendation-json",
        ),
        is_article=True,
    )
    return _context(reading, page) | {"tracked": tracked}


def open_finding(request: HttpRequest, ref: str, number: int) -> Context:
    """Open one paragraph of a report."""
    reading = _reading(request, ref)
    read = reading.finding(number)
    if read is None:
        raise _missing(retirement_of_finding(reading.inspection, number))
    path = reverse("inspection-finding", args=[ref, number])
    passage = read.found.passage
    page = RecordPage(
        path=path,
        cited=citing.cite_finding(
            reader_of(reading),
            reading.inspection,
            reading.visit,
            passage,
            number=number,
            path=path,
        ),
        description=descriptions.of_passage(passage, on=reading.shown_on),
        data=linked_data.finding_data(
            _place(path), reading.inspection, passage, number=number
        ),
        names={},
    )
    return _context(reading, page) | {"read": read}


def open_judgement(request: HttpRequest, ref: str, area: str) -> Context:
    """Open the judgement on one area."""
    reading = _reading(request, ref)
    code = area.replace("-", "_")
    known = Area(code) if code in Area.values else None
    judgement = reading.visit.judgement_by_area.get(known) if known else None
    if judgement is None:
        raise _missing(retirement_of_judgement(reading.inspection, code))
    path = reverse("inspection-judgement", args=[ref, citing.code_of(judgement.area)])
    page = RecordPage(
        path=path,
        cited=citing.cite_judgement(
            reader_of(reading),
            reading.inspection,
            reading.visit,
            judgement,
            path=path,
        ),
        description=descriptions.of_judgement(
            judgement, reading.visit, on=reading.shown_on
        ),
        data=linked_data.judgement_data(
            _place(path), reading.inspection, reading.visit, judgement
        ),
        names={},
    )
    return _context(reading, page) | {"judgement": judgement}


def open_response(request: HttpRequest, ref: str, number: int) -> Context:
    """Open one response of the council to an inspection."""
    reading = _reading(request, ref)
    record = (
        CouncilResponse.objects.published()
        .filter(inspection__ref=ref, number=number)
        .first()
    )
    if record is None:
        raise _missing(withdrawal_of_response(reading.inspection, number))
    must_be_public_then(record, reading)
    answers = reading.history.answers_to(ref)
    answer = next(answer for answer in answers if answer.number == number)
    path = reverse("inspection-response", args=[ref, number])
    page = RecordPage(
        path=path,
        cited=citing.cite_response(
            reader_of(reading), reading.inspection, reading.visit, answer, path=path
        ),
        description=descriptions.of_answer(answer, on=reading.shown_on),
        data=linked_data.answer_data(_place(path), reading.inspection, answer),
        names={},
    )
    return _context(reading, page) | {
        "answer": answer,
        "positions": _on(answer, reading),
    }


def open_action(request: HttpRequest, ref: str, number: int) -> Context:
    """Open one action that the council reports after an inspection."""
    reading = _reading(request, ref)
    record = (
        CouncilAction.objects.published()
        .filter(inspection__ref=ref, number=number)
        .first()
    )
    if record is None:
        raise _missing(withdrawal_of_action(reading.inspection, number))
    must_be_public_then(record, reading)
    found = _action(reading, number)
    if found is None:
        # Its response was published here later than it.
        raise NotPublishedThen(day=reading.shown_on, first=record.first_published_at)
    answer, action = found
    path = reverse("inspection-action", args=[ref, number])
    page = RecordPage(
        path=path,
        cited=citing.cite_action(
            reader_of(reading),
            reading.inspection,
            reading.visit,
            answer,
            action,
            path=path,
        ),
        description=descriptions.of_action(action, on=reading.shown_on),
        data=linked_data.action_data(_place(path), reading.inspection, answer, action),
        names={},
    )
    asked = [
        reading.history.tracked_by_ref[own]
        for own in action.recommendation_refs
        if own in reading.history.tracked_by_ref
    ]
    return _context(reading, page) | {
        "answer": answer,
        "action": action,
        "asked": asked,
    }


def _reading(request: HttpRequest, ref: str) -> Reading:
    today, day = timezone.localdate(), day_asked(request)
    return reading_of(published(ref), today=today, day=day)


def _context(reading: Reading, page: RecordPage) -> Context:
    return {
        "as_read": reading,
        "inspection": reading.inspection,
        "visit": reading.visit,
        "record_page": page,
    }


def _place(path: str) -> Place:
    return Place(settings.SITE_URL, path)


def _missing(gone: Any) -> Exception:
    """Return what to raise: that it was taken out, or that there never was such."""
    return Gone(gone) if gone else Http404("No such record.")


def _names(
    kind: str, args: tuple[object, ...], *, csv: str, json: str
) -> dict[str, tuple[str, tuple[object, ...]]]:
    return {
        "csv": (csv, args),
        "json": (json, args),
        "embed": (f"embed-{kind}", args),
        "card": (f"card-{kind}", args),
    }


def _action(reading: Reading, number: int) -> tuple[Answer, ActionReported] | None:
    pairs = (
        (answer, action)
        for answer in reading.history.answers_to(reading.ref)
        for action in answer.actions
        if action.number == number
    )
    return next(pairs, None)


def _on(answer: Answer, reading: Reading) -> list[tuple[Tracked, Any]]:
    """Return the positions that a response took, each with what it is on."""
    by_ref = reading.history.tracked_by_ref
    return [
        (by_ref[taken.recommendation_ref], taken)
        for taken in answer.positions
        if taken.recommendation_ref in by_ref
    ]
