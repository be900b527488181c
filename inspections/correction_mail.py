"""What the sender of a correction request is told by e-mail, in plain words."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from inspections.models import CorrectionRequest


def receipt_of(request: CorrectionRequest) -> EmailMessage:
    """Return the message that says that a request was received."""
    return _message(request, "receipt", subject="We have your request for a correction")


def answer_to(request: CorrectionRequest) -> EmailMessage:
    """Return the message that says what became of a request."""
    return _message(request, "answer", subject="Your request for a correction")


def _message(request: CorrectionRequest, name: str, *, subject: str) -> EmailMessage:
    """Return a message; what the sender wrote is not sent back to any address."""
    context = {
        "asked": request,
        "site": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
    }
    body = render_to_string(f"corrections/mail/{name}.txt", context)
    return EmailMessage(f"{subject} – {settings.SITE_NAME}", body, to=[request.email])
