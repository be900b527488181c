"""The pages of signing in: the code, setting an app up, recovery codes, sessions."""

from typing import Any

import django_otp
from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone

from inspections.signing_in import devices
from inspections.signing_in.log import log_on_account
from inspections.signing_in.own_sessions import end_others, end_session, sessions_of
from inspections.signing_in.standing import (
    Standing,
    address_with_next,
    is_verified,
    next_address,
    standing_of,
)


class CodeForm(forms.Form):
    code = forms.CharField(
        max_length=20,
        error_messages={"required": "Type the code."},
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "autocapitalize": "none",
                "spellcheck": "false",
                "autofocus": True,
            }
        ),
    )


def code_page(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Ask for the second factor of somebody who has given the password."""
    if standing_of(request) is not Standing.NEEDS_CODE:
        return redirect(next_address(request))
    form = CodeForm(request.POST or None)
    if form.is_valid():
        tried = devices.try_code(
            request.user, form.cleaned_data["code"], at=timezone.now()
        )
        if tried.device:
            _let_in(request, tried.device)
            _warn_of_few_codes(request)
            return redirect(next_address(request))
        form.add_error("code", tried.sentence)
    return _page(request, site, "code", title="Second step of signing in", form=form)


def set_up_page(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Show the secret, and take the app into use once it shows the right code."""
    if standing_of(request) is Standing.NEEDS_CODE:
        return redirect(address_with_next("admin:code", request))
    form = CodeForm(request.POST or None)
    if form.is_valid():
        tried = devices.finish(
            request.user, form.cleaned_data["code"], at=timezone.now()
        )
        if tried.device:
            _let_in(request, tried.device)
            log_on_account(request, request.user, "Set up a second factor.")
            return _codes_page(request, site, is_first=True)
        form.add_error("code", tried.sentence)
    device = devices.begin(request.user)
    return _page(
        request,
        site,
        "set_up",
        title="Set up the second step",
        form=form,
        picture=devices.picture_of(device),
        key=devices.key_of(device),
        is_required=devices.is_required_of(request.user),
        is_change=devices.app_of(request.user) is not None,
    )


def second_factor_page(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Say how things stand with one's second factor, and take it away if one may."""
    app = devices.app_of(request.user)
    is_required = devices.is_required_of(request.user)
    if request.method == "POST":
        if is_required or app is None or not is_verified(request):
            raise PermissionDenied
        devices.remove(request.user)
        log_on_account(request, request.user, "Took away the second factor.")
        messages.success(request, "You sign in with your password alone now.")
        return redirect("admin:second_factor")
    return _page(
        request,
        site,
        "second_factor",
        title="Second step of signing in",
        app=app,
        codes_left=devices.codes_left(request.user),
        is_required=is_required,
    )


def codes_page(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Make recovery codes anew, and show them this once."""
    if request.method != "POST":
        return redirect("admin:second_factor")
    if not is_verified(request):
        raise PermissionDenied
    log_on_account(request, request.user, "Made new recovery codes.")
    return _codes_page(request, site, is_first=False)


def sessions_page(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Show where one is signed in, and sign out there."""
    this = request.session.session_key
    if request.method == "POST":
        if "all" in request.POST:
            ended = end_others(request.user, this=this)
            messages.success(request, f"Signed out everywhere else ({ended}).")
        elif end_session(request.user, request.POST.get("session", "")):
            messages.success(request, "Signed out there.")
        else:
            messages.info(request, "That session had ended already.")
        return redirect("admin:sessions")
    return _page(
        request,
        site,
        "sessions",
        title="Where you are signed in",
        sessions=sessions_of(request.user, this=this, at=timezone.now()),
    )


def _codes_page(
    request: HttpRequest, site: AdminSite, *, is_first: bool
) -> HttpResponse:
    response = _page(
        request,
        site,
        "codes",
        title="Your recovery codes",
        codes=devices.new_codes(request.user),
        is_first=is_first,
        next=next_address(request),
    )
    response["Cache-Control"] = "no-store"
    return response


def _let_in(request: HttpRequest, device: Any) -> None:
    """Count this session as signed in with both; its key changes with its rights."""
    django_otp.login(request, device)
    request.session.cycle_key()
    request.__dict__.pop("_standing", None)


def _warn_of_few_codes(request: HttpRequest) -> None:
    left = devices.codes_left(request.user)
    if left <= 2:
        messages.warning(
            request,
            f"Recovery codes left: {left}. Make new ones on the page of the second "
            "step.",
        )


def _page(
    request: HttpRequest, site: AdminSite, template: str, **context: Any
) -> HttpResponse:
    return TemplateResponse(
        request,
        f"admin/signing_in/{template}.html",
        {
            **site.each_context(request),
            "next": next_address(request),
            "standing": standing_of(request).name,
            **context,
        },
    )
