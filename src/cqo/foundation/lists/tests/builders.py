"""A list to try things on: the users of the platform, with their phones as personal data."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.accounts import phones
from cqo.foundation.accounts.models import User
from cqo.foundation.lists.filters import Filters
from cqo.foundation.lists.specs import Column, ListSpec

AT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
BACKEND = "cqo.foundation.accounts.backends.NameOrPhone"


class UserFilters(Filters):
    """By the first letter of the sign-in name, and by the year."""

    letter = forms.CharField(label="首字母", max_length=1)
    year = forms.IntegerField(label="年份", min_value=2000)


def narrowed(rows: QuerySet[User], chosen: dict[str, Any]) -> QuerySet[User]:
    if "letter" in chosen:
        rows = rows.filter(login_name__startswith=chosen["letter"])
    if "year" in chosen:
        rows = rows.filter(created_at__year=chosen["year"])
    return rows


def searched(rows: QuerySet[User], text: str, actor: Actor) -> QuerySet[User]:
    return rows.filter(Q(name__contains=text) | Q(login_name__contains=text))


def within(actor: Actor, scope: str = "") -> QuerySet[User]:
    """Everybody whose sign-in name begins with the scope, but not the officials themselves."""
    return User.objects.filter(login_name__startswith=scope, assignments__isnull=True)


def phone(user: User) -> str | None:
    return user.phone.reveal() if user.phone else None


def mail_address(user: User) -> str:
    return f"/mail/{user.email}/" if user.email else ""


USERS = ListSpec(
    key="trial_users",
    title="用户名单",
    columns=[
        Column("name", "姓名", lambda user: user.name, sort=("name",)),
        Column("login", "登录名", lambda user: user.login_name, sort=("login_name",), url=mail_address),
        Column("phone", "手机", lambda user: user.phone_masked, export=phone, personal=True),
        Column("seen", "最近登录", lambda user: user.last_login, sort=("last_login",), css="num"),
        Column("made", "建立日期", lambda user: user.created_at.date(), sort=("-created_at", "name"), default=False),
        Column("active", "在用", lambda user: user.is_active, default=False),
    ],
    order=("name",),
    search=searched,
    filter_form=UserFilters,
    apply_filters=narrowed,
    rows=within,
    row_url=lambda user: f"/people/{user.pk}/",
    per_page=3,
    export_powers=(Can.EXPORT_REGISTRY,),
    empty_title="没有这样的用户",
    empty_hint="换一个条件试试。",
)


def person(login_name: str, *, name: str = "", phone: str = "", days: int | None = None, **columns: Any) -> User:
    """A user of the list; days: how long ago they were last seen, None for never."""
    seen = None if days is None else AT - timedelta(days=days)
    made = {"created_at": AT, **columns}
    return User.objects.create(login_name=login_name, name=name or login_name, last_login=seen, **phones.columns(phone), **made)
