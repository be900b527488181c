"""Asking for a correction without an account, and the public log of the outcomes."""

import re
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect

from inspections.correction_requests import receive
from inspections.identifying import find_hits
from inspections.models import CorrectionRequest
from inspections.references import address_of, read_reference
from inspections.subjects import LONGEST, subject_of
from tracker.visitor_addresses import visitor_address

MOST_AN_HOUR = 5  # requests from one network address, in each process
HOUR = 3600  # seconds
QUICKEST = 3  # seconds in which no person reads and fills the form
ON_A_PAGE = 50
_OPENED = signing.TimestampSigner(salt="correction-form")


class CorrectionForm(forms.Form):
    """What is wrong, what it should say, and what shows it."""

    use_required_attribute = False

    about = forms.CharField(max_length=LONGEST, widget=forms.HiddenInput)
    opened = forms.CharField(max_length=100, required=False, widget=forms.HiddenInput)
    wrong = forms.ChoiceField(
        label="What is wrong?",
        choices=CorrectionRequest.Wrong.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose what is wrong.",
            "invalid_choice": "Choose what is wrong from the list.",
        },
    )
    should_say = forms.CharField(
        label="What should it say?",
        max_length=2000,
        help_text=(
            "Do not name a child or a family, nor anything by which one could be known."
            " If that is what is wrong, say where it stands, without repeating it."
        ),
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Write what it should say."},
    )
    source = forms.CharField(
        label="What shows it?",
        max_length=500,
        required=False,
        help_text="A link, or a report and its page.",
    )
    name = forms.CharField(
        label="Your name",
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label="Your e-mail address",
        required=False,
        help_text="For our answer alone. Never shown, and erased 30 days after it.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": "Write an e-mail address such as name@example.org."},
    )
    website = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_action = "correction-new"
        self.helper.add_input(Submit("send", "Send the request"))

    def clean_should_say(self) -> str:
        """Refuse what could identify a child."""
        return _harmless(str(self.cleaned_data["should_say"]))

    def clean_source(self) -> str:
        """Refuse what could identify a child, but for what an address is made of."""
        source = str(self.cleaned_data["source"])
        _harmless(re.sub(r"https?://\S+", "", source))
        return source

    def clean(self) -> dict[str, Any]:
        """Refuse a form that was filled faster than anybody reads it."""
        given: dict[str, Any] = super().clean() or {}
        if not _was_read(given.get("opened", "")):
            self.add_error(
                None, "That was quick. Read through what you wrote, and send it again."
            )
        return given


def _harmless(text: str) -> str:
    kinds = dict.fromkeys(str(hit.kind) for hit in find_hits(text))
    if kinds:
        raise forms.ValidationError(
            f"This seems to hold {' and '.join(kinds)}, which could identify somebody. "
            "Take it out: say where it stands instead."
        )
    return text


def _was_read(opened: str) -> bool:
    """Say whether a form was opened here, and long enough ago to be read."""
    try:
        at = float(_OPENED.unsign(opened, max_age=24 * HOUR))
    except (signing.BadSignature, ValueError):
        return False
    return timezone.now().timestamp() - at >= QUICKEST


def _just_opened() -> str:
    return _OPENED.sign(f"{timezone.now().timestamp():.3f}")


@never_cache
@csrf_protect
def new(request: HttpRequest) -> HttpResponse:
    """Let anybody ask for a correction of a record or a page."""
    asked = request.POST if request.method == "POST" else request.GET
    subject = subject_of(asked.get("about", "").replace("\x00", ""))
    if subject is None:
        raise Http404("No such record is published here.")
    if request.method != "POST":
        form = CorrectionForm(
            initial={"about": subject.about, "opened": _just_opened()}
        )
        return _page(request, form, subject=subject)
    form = CorrectionForm(request.POST)
    if not form.is_valid():
        # What is shown again may be sent once it was read again.
        again = request.POST.copy()
        again["opened"] = _just_opened()
        form.data = again
        return _page(request, form, subject=subject, status=400)
    if _asks_too_often(request):
        return render(request, "corrections/too_often.html", status=429)
    given = form.cleaned_data
    if not given["website"]:
        fields = ("wrong", "should_say", "source", "name", "email")
        receive(subject, at=timezone.now(), **{name: given[name] for name in fields})
    return redirect("correction-sent")


def _page(request: HttpRequest, form: CorrectionForm, **context: Any) -> HttpResponse:
    status = context.pop("status", 200)
    return render(
        request, "corrections/new.html", {"form": form, **context}, status=status
    )


def sent(request: HttpRequest) -> HttpResponse:
    """Say that a request has arrived, and what happens next."""
    return render(request, "corrections/sent.html")


def log(request: HttpRequest) -> HttpResponse:
    """List every request that was answered, in our own words, the latest first."""
    answered = CorrectionRequest.objects.published().order_by("-answered_at", "-pk")
    fields = ("about", "state", "answer", "answered_at", "received_at")
    page = Paginator(answered.only(*fields), ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    entries = [(asked, _address(asked.about)) for asked in page]
    waiting = CorrectionRequest.count_waiting()
    context = {"page": page, "entries": entries, "waiting": waiting}
    return render(request, "corrections/log.html", context)


def _address(about: str) -> str:
    """Return where what a request was about stands."""
    reference = read_reference(about)
    return address_of(reference) if reference else about


def _asks_too_often(request: HttpRequest) -> bool:
    """Count one more request of a network address, which is kept only as a mark."""
    address = visitor_address(request) or ""
    mark = salted_hmac("corrections", address, secret=settings.SECRET_KEY).hexdigest()
    key = f"corrections-{mark}"
    cache.add(key, 0, timeout=HOUR)
    return cache.incr(key) > MOST_AN_HOUR
