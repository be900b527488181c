"""Alerts by e-mail: asking, confirming, seeing what one follows, and stopping it.

No account and no cookie: whoever holds a link that was sent to an address speaks for
it. So these forms need no token against other sites' forms either.
"""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from inspections import alerts
from inspections.models import Authority, Theme
from inspections.vocabulary import News
from tracker.visitor_addresses import visitor_address

MOST_AN_HOUR = 10  # requests from one network address, in each process
HOUR = 3600  # seconds


class AlertForm(forms.Form):
    email = forms.EmailField(
        label="Your e-mail address",
        max_length=254,
        help_text="Used for these alerts and nothing else.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": "Write your e-mail address.",
            "invalid": "Write an e-mail address such as name@example.org.",
        },
    )
    authority = forms.ModelChoiceField(
        label="Council",
        queryset=Authority.objects.all(),
        to_field_name="slug",
        required=False,
        empty_label="Every council",
        error_messages={"invalid_choice": "Choose a council from the list."},
    )
    theme = forms.ModelChoiceField(
        label="Theme",
        queryset=Theme.objects.all(),
        to_field_name="slug",
        required=False,
        empty_label="Every theme",
        error_messages={"invalid_choice": "Choose a theme from the list."},
    )
    kinds = forms.MultipleChoiceField(
        label="What to be told of",
        choices=News.choices,
        initial=News.values,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Choose at least one kind of change.",
            "invalid_choice": "Choose from the list.",
        },
    )
    website = forms.CharField(
        required=False, label="Leave this empty", widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.disable_csrf = True
        self.helper.add_input(Submit("ask", "Send me a link to confirm"))


@csrf_exempt
@never_cache
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for alerts; the answer is the same whether an address is known or not."""
    if request.method != "POST":
        wanted = {name: request.GET.get(name, "") for name in ("authority", "theme")}
        form = AlertForm(initial={k: v for k, v in wanted.items() if v})
        return render(request, "alerts/ask.html", {"form": form})
    form = AlertForm(request.POST)
    if not form.is_valid():
        return render(request, "alerts/ask.html", {"form": form}, status=400)
    if _asks_too_often(request):
        return render(request, "alerts/too_often.html", status=429)
    given = form.cleaned_data
    if not given["website"]:
        alerts.ask(
            given["email"],
            authority=given["authority"],
            theme=given["theme"],
            kinds=[News(kind) for kind in given["kinds"]],
            at=timezone.now(),
        )
    return redirect("alert-asked")


def asked(request: HttpRequest) -> HttpResponse:
    """Say that a message is on its way, whether or not one is."""
    return render(request, "alerts/asked.html")


@csrf_exempt
@never_cache
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Begin alerts once the owner of the address says so; following a link shows."""
    found = alerts.asked_with(token)
    if found is None:
        return render(request, "alerts/too_late.html", status=410)
    subscription, kinds = found
    if request.method == "POST":
        alerts.confirm(subscription, kinds=kinds, at=timezone.now())
        return redirect("alert-manage", alerts.manage_token(subscription))
    context = {"subscription": subscription, "kinds": kinds}
    return render(request, "alerts/confirm.html", context)


@csrf_exempt
@never_cache
def manage(request: HttpRequest, token: str) -> HttpResponse:
    """Show everything that an address follows, each with the way to stop it."""
    subscription = alerts.managed_with(token)
    if subscription is None or subscription.confirmed_at is None:
        return render(request, "alerts/stopped.html", status=410)
    own = alerts.followed_by(subscription)
    if request.method == "POST":
        for row in own:
            if request.POST.get("stop") in (str(row.key), "all"):
                row.delete()
        left = [row for row in own if row.pk]
        if not left:
            return render(request, "alerts/stopped.html")
        return redirect("alert-manage", alerts.manage_token(left[0]))
    return render(request, "alerts/manage.html", {"own": own})


@csrf_exempt
@never_cache
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop alerts: at once when a mail program or the button asks for it."""
    subscription = alerts.managed_with(token)
    if request.method == "POST":
        if subscription:
            subscription.delete()
        return render(request, "alerts/stopped.html")
    if subscription is None:
        return render(request, "alerts/stopped.html")
    context = {"subscription": subscription, "token": token}
    return render(request, "alerts/stop.html", context)


def _asks_too_often(request: HttpRequest) -> bool:
    """Count one more request of a network address, which is kept only as a mark."""
    address = visitor_address(request) or ""
    mark = salted_hmac("alerts.ask", address, secret=settings.SECRET_KEY).hexdigest()
    key = f"alerts-{mark}"
    cache.add(key, 0, timeout=HOUR)
    return cache.incr(key) > MOST_AN_HOUR
