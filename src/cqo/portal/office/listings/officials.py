"""The list of a city's officials."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cqo.foundation.access.actor import Actor
from cqo.foundation.accounts.models import User
from cqo.foundation.lists.filters import Filters
from cqo.foundation.lists.specs import Column, ListSpec


class OfficialFilters(Filters):
    """By whether somebody can sign in and holds a post."""

    standing = forms.ChoiceField(
        label=_("账号"), choices=[("", _("全部")), ("in_office", _("在岗")), ("without_post", _("无岗位")), ("closed", _("已停用"))]
    )


def narrowed(rows: QuerySet[User], chosen: Mapping[str, Any]) -> QuerySet[User]:
    """The rows that the filters leave."""
    match chosen.get("standing"):
        case "closed":
            return rows.filter(is_active=False)
        case "in_office":
            return rows.filter(is_active=True, in_office=True)  # type: ignore[misc]
        case "without_post":
            return rows.filter(is_active=True, in_office=False)  # type: ignore[misc]
        case _:
            return rows


def found(rows: QuerySet[User], text: str, actor: Actor) -> QuerySet[User]:
    """What a search finds: part of a name or of a sign-in name."""
    return rows.filter(Q(name__contains=text) | Q(login_name__contains=text.lower()))


def posts_in_words(user: User) -> str:
    """What somebody holds or is to hold: 城固县市场监管局 受理岗、…"""
    return "、".join(f"{term.organisation.name} {term.post.title if term.post else ''}".strip() for term in user.terms)  # type: ignore[attr-defined]


def standing(user: User) -> str:
    """Whether the account is open."""
    if not user.is_active:
        return gettext("已停用")
    if user.must_change_password:
        return gettext("尚未首次登录")
    return gettext("在用")


OFFICIALS = ListSpec(
    key="officials",
    title=_("工作人员"),
    says=_("本市各单位有岗位或曾任岗位的人。账号随岗位设立，离任时在此办理交接。"),
    columns=[
        Column("name", _("姓名"), lambda user: user.name, sort=("name",), width=14),
        Column("login_name", _("登录名"), lambda user: user.login_name, sort=("login_name",), css="num", width=18),
        Column("posts", _("岗位"), posts_in_words, width=40),
        Column("phone", _("手机号"), lambda user: user.phone_masked, css="num", width=16),
        Column("standing", _("账号"), standing, width=14),
        Column("last_login", _("最近登录"), lambda user: user.last_login, sort=("last_login",), width=20),
    ],
    search=found,
    order=("name",),
    filter_form=OfficialFilters,
    apply_filters=narrowed,
    row_url=lambda user: reverse("office:official", args=[user.pk]),
    export_powers=(),
    search_hint=_("姓名、登录名"),
    empty_title=_("没有找到工作人员"),
    empty_hint=_("账号在岗位页面上建立：先有岗位，再为岗位开账号。"),
)
