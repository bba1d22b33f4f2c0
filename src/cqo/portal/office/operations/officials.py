"""Accounts of officials: open one with a password for the first sign-in, let one back in, hand everything over when somebody leaves."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from cqo.foundation.access.actor import Actor, system
from cqo.foundation.access.operations import posts
from cqo.foundation.accounts import queries as accounts
from cqo.foundation.accounts.models import Post, User
from cqo.foundation.accounts.operations import codes
from cqo.foundation.accounts.rules import code_from, code_on_paper
from cqo.foundation.accounts.states import CodeKind
from cqo.foundation.refusal import NotPossible
from cqo.portal.office.queries import establishment

RECOVERY_DAYS = 7


@dataclass(frozen=True)
class Opened:
    """A new account and the password that is shown once."""

    user: User
    password: str


def open_account(*, post: Post, login_name: str, name: str, phone: str, email: str, by: Actor, at: datetime, on: date) -> Opened:
    """Make an official's sign-in in a post, with a generated password that must be changed at the first sign-in.

    Raises gate.PowerMissing, NotPossible("account.login_taken", "account.phone_taken", "post.other_city").
    """
    password = one_time_password()
    user = posts.open_official(
        post=post, login_name=login_name, name=name, phone=phone, email=email, password=password, by=by, at=at, on=on
    )
    return Opened(user, password)


def one_time_password() -> str:
    """Eleven random characters that nobody misreads on paper, and a check character, in groups of four."""
    return code_on_paper(code_from(secrets.token_bytes(16)))


def recovery_code(*, user: User, at: datetime, on: date) -> str:
    """A one-time code for a new password, given on the server where nobody in the browser can help; earlier unused ones are void."""
    city = next((term.organisation.city_code for term in accounts.current_assignments(user, on=on) if term.organisation), "")
    by = system("office.recovery_code", city=city)
    batch = codes.issue(kind=CodeKind.PASSWORD, subjects=[user.pk], city=city, expires=on + timedelta(days=RECOVERY_DAYS), by=by, at=at)
    (issued,) = accounts.codes_of_batch(batch)
    return code_on_paper(issued.code.reveal() if issued.code else "")


@transaction.atomic
def hand_over(*, leaver: User, successor: User | None, ground: str, by: Actor, at: datetime, on: date, today: date) -> int:
    """Somebody leaves: see `access.operations.posts.hand_over`. on: the last day, not after today, because the sign-in closes at once.

    Raises NotPossible("office.leaver_left", "office.last_day_ahead", "office.last_day_early", "post.excluded", "post.last_administrator").
    """
    if not leaver.is_active:
        raise NotPossible("office.leaver_left")
    if on > today:
        raise NotPossible("office.last_day_ahead")
    latest = max((term.starts for term in establishment.history(leaver, by.city) if term.ends is None or term.ends >= on), default=on)
    if latest > on:
        raise NotPossible("office.last_day_early", starts=latest.isoformat())
    return posts.hand_over(leaver=leaver, successor=successor, ground=ground, by=by, at=at, on=on)


def rehearse_hand_over(*, leaver: User, successor: User | None, ground: str, by: Actor, at: datetime, on: date, today: date) -> int:
    """What `hand_over` would return or raise, with nothing written: asked before the page that confirms."""
    with transaction.atomic():
        count = hand_over(leaver=leaver, successor=successor, ground=ground, by=by, at=at, on=on, today=today)
        transaction.set_rollback(True)
    return count
