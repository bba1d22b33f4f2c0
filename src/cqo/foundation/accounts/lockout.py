"""What the lockout counts by: an account and an address, never a typed phone number in clear."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Max, Sum
from django.http import HttpRequest

from cqo.foundation.accounts import queries
from cqo.foundation.accounts.operations.sign_ins import half_of
from cqo.foundation.sealing.sealing import keyed_hash


@dataclass(frozen=True)
class Lockout:
    """An account that cannot sign in from one address until a moment. `subject` is what failures are counted under, `address` only its half."""

    subject: str
    address: str
    failures: int
    until: datetime


def subject(request: HttpRequest | None, credentials: dict[str, Any] | None) -> str:
    """The key under which failures are counted: the account's, or a keyed hash of what was typed where there is no account."""
    typed = str((credentials or {}).get("username") or (request.POST.get("username", "") if request is not None else "")).strip()
    user = queries.candidate(typed)
    return user.pk.hex if user is not None else keyed_hash("sign_in", typed.lower()).hex()[:32]


def address(request: HttpRequest) -> str:
    """The client's address, read through as many proxies as CQO_TRUSTED_PROXIES says."""
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
    if settings.TRUSTED_PROXIES and len(hops) >= settings.TRUSTED_PROXIES:
        return hops[-settings.TRUSTED_PROXIES]
    return str(request.META.get("REMOTE_ADDR", ""))


def in_force(at: datetime) -> list[Lockout]:
    """Who is locked out at a moment, the latest first."""
    rest = timedelta(hours=settings.AXES_COOLOFF_TIME)
    tried = AccessAttempt.objects.filter(attempt_time__gt=at - rest, username__isnull=False).order_by().values("username", "ip_address")
    counted = tried.annotate(failures=Sum("failures_since_start"), last=Max("attempt_time")).filter(
        failures__gte=settings.AXES_FAILURE_LIMIT
    )
    return [
        Lockout(each["username"], half_of(each["ip_address"] or ""), each["failures"], each["last"] + rest)
        for each in counted.order_by("-last", "username")
    ]


def lift(subject: str) -> int:
    """Let an account sign in again, from wherever it was locked out; returns how many counts were dropped."""
    return int(AccessAttempt.objects.filter(username=subject).delete()[0])
