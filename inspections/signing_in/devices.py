"""A person's second factor: an app that makes codes, and codes for when it is lost."""

import base64
import io
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import qrcode
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import transaction
from django_otp import verify_token
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from qrcode.image.svg import SvgPathImage

Who = AbstractBaseUser | AnonymousUser
NUMBER_OF_CODES = 10
APP, CODES = "authenticator app", "recovery codes"
NOT_RIGHT = (
    "That code is not right. Codes change every 30 seconds, and each is good once: "
    "wait for the next one and type that."
)


@dataclass(frozen=True)
class Tried:
    """What became of a code: the device that took it, or why none did."""

    device: Any = None
    sentence: str = ""


def app_of(user: Who) -> TOTPDevice | None:
    """Return the app that a person has set up; queries."""
    found: TOTPDevice | None = TOTPDevice.objects.filter(
        user=user.pk, confirmed=True
    ).first()
    return found


def is_required_of(user: Any) -> bool:
    """Say whether a person must have one: who may approve, or keeps accounts."""
    if not settings.SECOND_FACTOR_REQUIRED:
        return False
    rights = user.get_all_permissions()
    return "auth.change_user" in rights or any(".approve_" in right for right in rights)


def try_code(user: Who, code: str, *, at: datetime) -> Tried:
    """Check a code of the app, or one of the recovery codes, which is then used up."""
    typed = re.sub(r"[\s-]", "", code).lower()
    if typed.isdigit():
        device: Any = app_of(user)
    else:
        device = StaticDevice.objects.filter(user=user.pk, confirmed=True).first()
    if device is None or not typed:
        return Tried(sentence=NOT_RIGHT)
    waiting = _wait_of(device, at=at)
    if waiting:
        return Tried(sentence=waiting)
    taken = verify_token(user, device.persistent_id, typed)
    return Tried(device=taken, sentence="" if taken else NOT_RIGHT)


def _wait_of(device: Any, *, at: datetime) -> str:
    """Say how long a device takes no code after wrong ones; empty where it does."""
    allowed, why = device.verify_is_allowed()
    if allowed:
        return ""
    seconds = max(1, round((why["locked_until"] - at).total_seconds()))
    unit = "second" if seconds == 1 else "seconds"
    return (
        f"Too many wrong codes. Wait {seconds} {unit}, then type the code that the "
        "app shows then."
    )


def begin(user: Any) -> TOTPDevice:
    """Return the app that is being set up, made where it is missing."""
    found: TOTPDevice | None = TOTPDevice.objects.filter(
        user=user.pk, confirmed=False
    ).first()
    if found is None:
        found = TOTPDevice.objects.create(user_id=user.pk, name=APP, confirmed=False)
    return found


def key_of(device: TOTPDevice) -> str:
    """Return the secret as one types it into an app, in groups of four."""
    key = base64.b32encode(device.bin_key).decode()
    return " ".join(key[i : i + 4] for i in range(0, len(key), 4))


def picture_of(device: TOTPDevice) -> str:
    """Return the secret as a QR code, an SVG in an address of its own."""
    drawn = io.BytesIO()
    qrcode.make(device.config_url, image_factory=SvgPathImage, border=2).save(drawn)
    return "data:image/svg+xml;base64," + base64.b64encode(drawn.getvalue()).decode()


@transaction.atomic
def finish(user: Any, code: str, *, at: datetime) -> Tried:
    """Take the app into use if it shows the right code; one before it goes."""
    device = TOTPDevice.objects.select_for_update().get(pk=begin(user).pk)
    waiting = _wait_of(device, at=at)
    if waiting or not device.verify_token(re.sub(r"\s", "", code)):
        return Tried(sentence=waiting or NOT_RIGHT)
    TOTPDevice.objects.filter(user=user.pk, confirmed=True).delete()
    device.confirmed = True
    device.save()
    return Tried(device=device)


@transaction.atomic
def new_codes(user: Any) -> list[str]:
    """Make recovery codes anew and return them; the older ones are good no more."""
    StaticDevice.objects.filter(user=user.pk).delete()
    device = StaticDevice.objects.create(user_id=user.pk, name=CODES)
    codes: list[str] = []
    while len(codes) < NUMBER_OF_CODES:
        code = StaticToken.random_token()
        # A code of digits alone would be taken for one of the app's.
        if not code.isdigit() and code not in codes:
            codes.append(code)
    for code in codes:
        device.token_set.create(token=code)
    return [f"{code[:4]} {code[4:]}" for code in codes]


def codes_left(user: Who) -> int:
    """Return how many recovery codes are unused."""
    return int(StaticToken.objects.filter(device__user=user.pk).count())


@transaction.atomic
def remove(user: Any) -> None:
    """Take a person's second factor away, with the recovery codes."""
    TOTPDevice.objects.filter(user=user.pk).delete()
    StaticDevice.objects.filter(user=user.pk).delete()
