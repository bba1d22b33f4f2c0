"""Open browsers: begin, end one, end all."""

from collections.abc import Iterable
from datetime import datetime
from importlib import import_module
from uuid import UUID

from django.conf import settings
from django.db import transaction

from cqo.foundation.accounts.models import SignIn, User
from cqo.foundation.refusal import NotPossible
from cqo.foundation.sealing.fields import Sealed
from cqo.foundation.sealing.sealing import keyed_hash

_sessions = import_module(settings.SESSION_ENGINE).SessionStore


def begin(*, user: User, session_key: str, browser: str, address: str, at: datetime) -> SignIn:
    """Remember a signed-in browser; the address keeps only its first half."""
    return SignIn.objects.create(
        user=user,
        session_key=Sealed.of(session_key),
        session_hash=session_hash(session_key),
        browser=browser[:120],
        address_masked=half_of(address),
        started_at=at,
    )


def follow(*, old_key: str, session_key: str) -> None:
    """A session has been given a new key (after a change of password): its row goes along, so that it can still be ended."""
    SignIn.objects.filter(session_hash=session_hash(old_key), ended_at__isnull=True).update(
        session_key=Sealed.of(session_key), session_hash=session_hash(session_key)
    )


def end_here(*, session_key: str, at: datetime) -> None:
    """Somebody signs out: close the row of that session."""
    SignIn.objects.filter(session_hash=session_hash(session_key), ended_at__isnull=True).update(ended_at=at, session_key=None)


def close_ended(*, session_keys: Iterable[str], at: datetime) -> int:
    """Close the rows of sessions that have run out; returns how many."""
    hashes = [session_hash(key) for key in session_keys]
    return SignIn.objects.filter(session_hash__in=hashes, ended_at__isnull=True).update(ended_at=at, session_key=None)


def end(*, user: User, sign_in: UUID, at: datetime) -> None:
    """End one of a user's open sessions. Raises NotPossible("account.session_gone") when it is not open or not theirs."""
    found = SignIn.objects.filter(pk=sign_in, user=user, ended_at__isnull=True).first()
    if found is None:
        raise NotPossible("account.session_gone")
    _close(found, at)


def end_all(*, user: User, at: datetime, but: str = "") -> int:
    """End every open session of a user, except the one of the session key `but`; returns how many."""
    open_ones = SignIn.objects.filter(user=user, ended_at__isnull=True)
    if but:
        open_ones = open_ones.exclude(session_hash=session_hash(but))
    ended = list(open_ones)
    for sign_in in ended:
        _close(sign_in, at)
    return len(ended)


@transaction.atomic
def _close(sign_in: SignIn, at: datetime) -> None:
    if sign_in.session_key:
        _sessions(sign_in.session_key.reveal()).delete()
    SignIn.objects.filter(pk=sign_in.pk).update(ended_at=at, session_key=None)


def session_hash(session_key: str) -> bytes:
    """The keyed hash by which a session's row is found."""
    return keyed_hash("session", session_key)


def half_of(address: str) -> str:
    """What may be shown of an address: `203.0.*.*` of an IPv4 address, the first two groups of an IPv6 address."""
    if ":" in address:
        return ":".join(address.split(":")[:2]) + ":*"
    return ".".join(address.split(".")[:2]) + ".*.*" if address.count(".") == 3 else ""
