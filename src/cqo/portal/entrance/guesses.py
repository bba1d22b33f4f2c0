"""Wrong codes on the way in: counted for one file and one address, so that nobody guesses and no hall is shut out."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.http import HttpRequest

from cqo.foundation.accounts import lockout
from cqo.foundation.refusal import NotPossible

PHONES_PER_ADDRESS = 30


@contextmanager
def counted(request: HttpRequest, *, kind: str, about: str, at: datetime) -> Iterator[None]:
    """Around the use of a code: a wrong one is counted. Raises NotPossible("guesses.too_many") before another is tried too soon.

    Stands outside the act's transaction, so that the count stays when the act is taken back.
    """
    _stop(request, kind=kind, about=about, at=at)
    try:
        yield
    except NotPossible as refused:
        if refused.code == "slip.not_usable":
            lockout.note_wrong_guess(request, kind=kind, about=about, at=at)
        raise


@contextmanager
def phones_counted(request: HttpRequest, *, at: datetime) -> Iterator[None]:
    """Around an application that opens a sign-in and needs no code: whoever only looks which phones have an account is stopped."""
    _stop(request, kind="phone", about="", at=at, most=PHONES_PER_ADDRESS)
    try:
        yield
    except NotPossible as refused:
        if refused.code == "account.phone_taken":
            lockout.note_wrong_guess(request, kind="phone", about="", at=at)
        raise


def _stop(request: HttpRequest, *, kind: str, about: str, at: datetime, most: int = 0) -> None:
    if not lockout.may_guess(request, kind=kind, about=about, at=at, most=most):
        raise NotPossible("guesses.too_many", minutes=lockout.rest_minutes())
