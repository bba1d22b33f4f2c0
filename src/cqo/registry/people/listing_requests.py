"""The list of requests to correct or erase."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cqo.foundation.access.actor import Actor
from cqo.foundation.codes import names
from cqo.foundation.divisions import queries as divisions
from cqo.foundation.lists.filters import Filters
from cqo.foundation.lists.specs import Column, ListSpec
from cqo.registry.people.models import Request
from cqo.registry.people.queries import requests
from cqo.registry.people.states import RequestKind, RequestState
from cqo.registry.people.wording import REQUEST_KINDS, REQUEST_STATES


class RequestFilters(Filters):
    """By state and kind."""

    state = forms.ChoiceField(label=_("状态"), choices=[("", _("全部")), *((state.value, REQUEST_STATES[state]) for state in RequestState)])
    kind = forms.ChoiceField(label=_("事项"), choices=[("", _("全部")), *((kind.value, REQUEST_KINDS[kind]) for kind in RequestKind)])


def narrowed(rows: QuerySet[Request], chosen: Mapping[str, Any]) -> QuerySet[Request]:
    """The rows that the filters leave."""
    return rows.filter(**{name: value for name, value in chosen.items() if name in ("state", "kind")})


def found(rows: QuerySet[Request], text: str, actor: Actor) -> QuerySet[Request]:
    """By number or by the whole name of the person."""
    return rows.filter(Q(number__icontains=text) | Q(person__name_key=names.person_key(text)))


REQUESTS = ListSpec(
    key="people_requests",
    title=_("更正和删除请求"),
    says=_("个人信息的本人依法提出的更正、删除请求（《个人信息保护法》第四十六条、第四十七条），在期限内办理或说明理由。"),
    columns=[
        Column("number", _("请求编号"), lambda row: row.number, css="num", width=24),
        Column("person", _("姓名"), lambda row: row.person.name or _("（已删除）"), width=14),
        Column("kind", _("事项"), lambda row: REQUEST_KINDS[RequestKind(row.kind)], width=16),
        Column("county", _("县区"), lambda row: divisions.name_of(row.county_code), width=12),
        Column("state", _("状态"), lambda row: REQUEST_STATES[RequestState(row.state)], width=12),
        Column(
            "due", _("答复期限"), lambda row: row.due_date, export=lambda row: row.due_date, sort=("due_date", "pk"), css="num", width=14
        ),
        Column("submitted", _("提出时间"), lambda row: row.submitted_at, sort=("submitted_at", "pk"), css="num", width=20),
    ],
    search=found,
    order=("-submitted_at",),
    rows=lambda actor, scope: requests.within(actor),
    filter_form=RequestFilters,
    apply_filters=narrowed,
    row_url=lambda row: row.get_absolute_url(),
    search_hint=_("请求编号，或完整姓名"),
    empty_title=_("没有更正或删除请求"),
    empty_hint=_("本人在“我的档案”里提出请求后，会出现在这里。"),
)
