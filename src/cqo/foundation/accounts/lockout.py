"""What the lockout counts by: an account and an address, never a typed phone number in clear."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from cqo.foundation.accounts import queries
from cqo.foundation.sealing.sealing import keyed_hash


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
