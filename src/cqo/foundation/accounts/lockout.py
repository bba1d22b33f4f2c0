"""What wrong passwords and wrong codes are counted by: one account or file and one address, never by what was typed in clear."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address
from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import F, Max, QuerySet, Sum
from django.http import HttpRequest

from cqo.foundation.accounts import queries
from cqo.foundation.accounts.operations.sign_ins import half_of
from cqo.foundation.sealing.sealing import keyed_hash

GUESS = "guess:"


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
    """The client's address, read through as many proxies as CQO_TRUSTED_PROXIES says; the nearest proxy's where what they passed on is none."""
    return through_proxies(request.META.get("HTTP_X_FORWARDED_FOR", ""), nearest=str(request.META.get("REMOTE_ADDR", "")))


def through_proxies(forwarded: str, *, nearest: str) -> str:
    """The client's address from an X-Forwarded-For header and the address of the nearest hop."""
    hops = [hop.strip() for hop in forwarded.split(",") if hop.strip()]
    if settings.TRUSTED_PROXIES and len(hops) >= settings.TRUSTED_PROXIES:
        return _as_address(hops[-settings.TRUSTED_PROXIES]) or nearest
    return nearest


def _as_address(hop: str) -> str:
    """An address as a proxy writes it, without brackets and port; "" for what is none."""
    without_port = hop.rpartition(":")[0] if hop.count(":") == 1 or (hop.startswith("[") and not hop.endswith("]")) else hop
    try:
        return str(ip_address(without_port.strip("[]")))
    except ValueError:
        return ""


def in_force(at: datetime) -> list[Lockout]:
    """Who is locked out at a moment, the latest first."""
    rest = timedelta(hours=settings.AXES_COOLOFF_TIME)
    tried = AccessAttempt.objects.filter(attempt_time__gt=at - rest, username__isnull=False).order_by().values("username", "ip_address")
    tried = tried.exclude(username__startswith=GUESS)
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


def rest_minutes() -> int:
    """How long whoever typed too many wrong ones waits."""
    return round(settings.AXES_COOLOFF_TIME * 60)


def may_guess(request: HttpRequest, *, kind: str, about: str, at: datetime, most: int = 0) -> bool:
    """Whether another code may be tried for a file or account from this address.

    kind, about: what is tried ("slip", a credit code), kept as a keyed hash. most: wrong tries before the rest; as for passwords where it is 0.
    """
    rest = timedelta(hours=settings.AXES_COOLOFF_TIME)
    wrong = _guesses(request, kind, about).filter(attempt_time__gt=at - rest).values_list("failures_since_start", flat=True).first()
    return (wrong or 0) < (most or settings.AXES_FAILURE_LIMIT)


def note_wrong_guess(request: HttpRequest, *, kind: str, about: str, at: datetime) -> None:
    """Count a wrong code; after a rest the count begins anew."""
    rest = timedelta(hours=settings.AXES_COOLOFF_TIME)
    nothing = {"http_accept": "", "path_info": "", "get_data": "", "post_data": ""}
    row, made = _guesses(request, kind, about).get_or_create(
        defaults={
            "username": _guess(kind, about),
            "ip_address": address(request) or None,
            "user_agent": "",
            "failures_since_start": 1,
            **nothing,
        }
    )
    if not made:
        count = F("failures_since_start") + 1 if row.attempt_time > at - rest else 1
        AccessAttempt.objects.filter(pk=row.pk).update(failures_since_start=count, attempt_time=at)


def _guesses(request: HttpRequest, kind: str, about: str) -> QuerySet[AccessAttempt]:
    return AccessAttempt.objects.filter(username=_guess(kind, about), ip_address=address(request) or None, user_agent="")


def _guess(kind: str, about: str) -> str:
    return GUESS + keyed_hash(f"guess/{kind}", about).hex()
