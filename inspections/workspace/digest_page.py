"""The page on which somebody chooses whether, and how often, a digest comes."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from inspections.models import DigestChoice


class DigestForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = DigestChoice
        fields = ("every",)
        labels = {"every": "How often shall we write to you?"}
        widgets = {"every": forms.RadioSelect}


def digest_page(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Show one's own choice, and keep another."""
    user: Any = request.user
    choice = DigestChoice.objects.filter(user=user).first() or DigestChoice(user=user)
    form = DigestForm(request.POST or None, instance=choice)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _kept(form.instance, user.email))
        return redirect("admin:digest")
    context = {
        **site.each_context(request),
        "title": "Digest by e-mail",
        "form": form,
        "email": user.email,
    }
    return TemplateResponse(request, "admin/workspace/digest.html", context)


def _kept(choice: DigestChoice, email: str) -> str:
    if choice.every == DigestChoice.Every.NEVER:
        return "Kept: you get no digest."
    often = "each day" if choice.every == DigestChoice.Every.DAY else "once a week"
    if not email:
        return (
            f"Kept: {often}. Your account has no e-mail address yet, so nothing is "
            "sent until an administrator adds one."
        )
    return f"Kept: {often}, to {email}, when there is something new."
