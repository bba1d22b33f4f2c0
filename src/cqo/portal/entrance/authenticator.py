"""The second step: an authenticator (TOTP, RFC 6238) and ten backup codes, optional for everyone, advised for officials."""

import base64
from datetime import datetime

from django.db import transaction
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from cqo.foundation.access.actor import Actor
from cqo.foundation.accounts.models import User
from cqo.foundation.audit import operations as audit

NAME = "authenticator"
BACKUP_CODES = 10


def confirmed(user: User) -> TOTPDevice | None:
    """The user's authenticator, once confirmed."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).first()


def drafted(user: User) -> TOTPDevice:
    """The authenticator that is being set up; the same one until it is confirmed, so that the page may be loaded again."""
    return TOTPDevice.objects.get_or_create(user=user, confirmed=False, defaults={"name": NAME})[0]


def secret(device: TOTPDevice) -> str:
    """The secret for typing by hand, in groups of four."""
    text = base64.b32encode(device.bin_key).decode().rstrip("=")
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


@transaction.atomic
def confirm(device: TOTPDevice, *, token: str, by: Actor, at: datetime) -> list[str] | None:
    """Put the authenticator into use when its digits are right, in place of an earlier one; returns the backup codes, None for wrong digits."""
    if not device.verify_token(token):
        return None
    TOTPDevice.objects.filter(user=device.user, confirmed=True).delete()
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    StaticDevice.objects.filter(user=device.user).delete()
    static = StaticDevice.objects.create(user=device.user, name=NAME)
    codes = [StaticToken.random_token() for _ in range(BACKUP_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=static, token=code) for code in codes)
    audit.record("account.second_step_on", by=by, at=at, city=by.city, kind="user", key=str(device.user_id))
    return codes


@transaction.atomic
def remove(user: User, *, by: Actor, at: datetime) -> None:
    """Take the authenticator and its backup codes away."""
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()
    audit.record("account.second_step_off", by=by, at=at, city=by.city, kind="user", key=str(user.pk))
