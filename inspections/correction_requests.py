"""Requests to correct something, from receiving one to erasing who sent it.

The only writer of a request. Each step locks the row, so that two people cannot answer
one request, and tells the sender, if there is an address, once it is written.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.core.mail import EmailMessage
from django.db import transaction

from inspections.correction_mail import answer_to, receipt_of
from inspections.identifying import find_hits
from inspections.models import CorrectionRequest
from inspections.models.changes import as_one_change
from inspections.subjects import Subject

State = CorrectionRequest.State
KEPT_FOR = timedelta(days=30)
"""How long a name and an address are kept after the answer."""

_log = logging.getLogger(__name__)


class CannotAnswerError(Exception):
    """A request cannot be answered so; the message says why, to who answers."""


@transaction.atomic
def receive(
    subject: Subject,
    *,
    wrong: str,
    should_say: str,
    source: str = "",
    name: str = "",
    email: str = "",
    at: datetime,
) -> CorrectionRequest:
    """Keep what somebody asks to have corrected, and send a receipt."""
    request = CorrectionRequest.objects.create(
        about=subject.about,
        authority=subject.authority,
        inspection=subject.inspection,
        wrong=wrong,
        should_say=should_say,
        source=source,
        name=name,
        email=email,
        received_at=at,
        waiting_since=at,
    )
    _tell(request, receipt_of)
    return request


@transaction.atomic
@as_one_change
def take_up(
    request: CorrectionRequest, *, by: AbstractBaseUser, at: datetime
) -> CorrectionRequest:
    """Say that somebody looks into a request; one under review stays so."""
    request = _locked(request)
    request.state = State.UNDER_REVIEW
    request.save()
    return request


@transaction.atomic
@as_one_change
def close(
    request: CorrectionRequest,
    *,
    state: str,
    answer: str,
    by: AbstractBaseUser,
    at: datetime,
) -> CorrectionRequest:
    """Answer a request for good: from now on the answer is public.

    Raises CannotAnswerError where it was answered meanwhile, or the answer says nothing
    or could identify somebody.
    """
    request = _locked(request)
    answer = answer.strip()
    if state not in CorrectionRequest.ANSWERED or not answer:
        raise CannotAnswerError("Say what became of it, and answer in our own words.")
    if hits := find_hits(answer):
        found = "; ".join(f"“{hit.words}” looks like {hit.kind}" for hit in hits)
        raise CannotAnswerError(f"The answer is public and may identify: {found}.")
    request.state, request.answer = state, answer
    request.waiting_since = None
    request.answered_at, request.answered_by_id = at, by.pk
    request.save()
    _tell(request, answer_to)
    return request


def erase_contacts(*, at: datetime) -> int:
    """Erase who sent requests that were answered long enough ago; return how many."""
    old = CorrectionRequest.objects.published().filter(answered_at__lte=at - KEPT_FOR)
    erased = 0
    for key in old.exclude(name="", email="").values_list("pk", flat=True):
        with transaction.atomic():
            request = CorrectionRequest.objects.select_for_update().get(pk=key)
            request.name = request.email = ""
            request.save()
        erased += 1
    return erased


def _locked(request: CorrectionRequest) -> CorrectionRequest:
    request = CorrectionRequest.objects.select_for_update().get(pk=request.pk)
    if request.is_answered:
        raise CannotAnswerError("Somebody has answered this request meanwhile.")
    return request


def _tell(
    request: CorrectionRequest, written: Callable[[CorrectionRequest], EmailMessage]
) -> None:
    """Write to the sender once all is kept; what cannot be sent is only logged."""
    if not request.email:
        return

    def send() -> None:
        try:
            written(request).send()
        except OSError:
            _log.exception("No message about correction request %s.", request.pk)

    transaction.on_commit(send)
