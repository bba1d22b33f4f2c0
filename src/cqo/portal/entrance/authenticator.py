"""The second step: an authenticator (TOTP, RFC 6238) and ten backup codes, optional for everyone, advised for officials."""

import base64
import secrets
from datetime import datetime

from django.db import transaction
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken

from cqo.foundation.access.actor import Actor
from cqo.foundation.accounts.models import User
from cqo.foundation.audit import operations as audit
from cqo.foundation.sealing.sealing import keyed_hash
from cqo.portal.entrance.models import Authenticator

NAME = "authenticator"
SECRET_BYTES = 20
DIGITS = 6
BACKUP_CODES = 10
BACKUP_CODE_KEPT = 16


def confirmed(user: User) -> Authenticator | None:
    """The user's authenticator, once confirmed."""
    return Authenticator.objects.filter(user=user, confirmed=True).first()


def drafted(user: User) -> Authenticator:
    """The authenticator that is being set up; the same one until it is confirmed, so that the page may be loaded again."""
    fresh = {"name": NAME, "key": Authenticator.sealed(secrets.token_bytes(SECRET_BYTES))}
    return Authenticator.objects.get_or_create(user=user, confirmed=False, defaults=fresh)[0]


def secret(device: Authenticator) -> str:
    """The secret for typing by hand, in groups of four."""
    text = base64.b32encode(device.bin_key).decode().rstrip("=")
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


@transaction.atomic
def matches(user: User, *, typed: str) -> bool:
    """Whether somebody typed the digits their authenticator shows, not yet used, or a backup code, which is used up by it.

    After a wrong one django-otp lets the next be tried only after a pause that doubles each time.
    """
    tidy = "".join(typed.split()).lower()
    device: Authenticator | StaticDevice | None
    if len(tidy) == DIGITS and tidy.isdigit():
        device = Authenticator.objects.select_for_update().filter(user=user, confirmed=True).first()
        return device is not None and device.verify_token(tidy)
    device = StaticDevice.objects.select_for_update().filter(user=user).first()
    return device is not None and device.verify_token(_kept(tidy))


@transaction.atomic
def confirm(device: Authenticator, *, token: str, by: Actor, at: datetime) -> list[str] | None:
    """Put the authenticator into use when its digits are right, in place of an earlier one; returns the backup codes, None for wrong digits."""
    if not device.verify_token(token):
        return None
    Authenticator.objects.filter(user=device.user, confirmed=True).delete()
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    StaticDevice.objects.filter(user=device.user).delete()
    static = StaticDevice.objects.create(user=device.user, name=NAME)
    codes = [StaticToken.random_token() for _ in range(BACKUP_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=static, token=_kept(code)) for code in codes)
    audit.record("account.second_step_on", by=by, at=at, city=by.city, kind="user", key=str(device.user_id))
    return codes


@transaction.atomic
def remove(user: User, *, by: Actor, at: datetime) -> None:
    """Take the authenticator and its backup codes away."""
    Authenticator.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()
    audit.record("account.second_step_off", by=by, at=at, city=by.city, kind="user", key=str(user.pk))


def _kept(code: str) -> str:
    """What is kept of a backup code: a keyed hash, from which nobody reads the code."""
    return keyed_hash("backup_code", code).hex()[:BACKUP_CODE_KEPT]
