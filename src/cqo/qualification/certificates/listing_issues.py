"""The list of issues."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.lists.filters import Filters, Fixed
from cqo.foundation.lists.specs import Column, ListSpec
from cqo.qualification.certificates.issue_words import STATES
from cqo.qualification.certificates.models import Issue
from cqo.qualification.certificates.queries import issues
from cqo.qualification.certificates.states import IssueState, Level, Tier
from cqo.qualification.certificates.wording import LEVELS, TIERS


class IssueFilters(Filters):
    """By state and tier."""

    state = forms.ChoiceField(label=_("状态"), choices=Fixed((state.value, STATES[state]) for state in IssueState))
    tier = forms.ChoiceField(label=_("等级"), choices=Fixed((tier.value, TIERS[tier]) for tier in Tier))


def narrowed(rows: QuerySet[Issue], chosen: Mapping[str, Any]) -> QuerySet[Issue]:
    """The rows that the filters leave."""
    return rows.filter(**{name: value for name, value in chosen.items() if name in ("state", "tier")})


def found(rows: QuerySet[Issue], text: str, actor: Actor) -> QuerySet[Issue]:
    """By number, class or approval."""
    return rows.filter(
        Q(number__icontains=text) | Q(class_title__icontains=text) | Q(source_number__icontains=text) | Q(approval_number=text)
    )


ISSUES = ListSpec(
    key="issues",
    title=_("发证审批"),
    says=_("考核合格的人员集中发证：打印审批表，签字盖章后上传，批准后编号并生成电子证书。"),
    columns=[
        Column("number", _("审批编号"), lambda row: row.number, css="num", width=24),
        Column("class", _("培训班次"), lambda row: row.class_title, width=36),
        Column("tier", _("等级"), lambda row: TIERS[Tier(row.tier)], width=8),
        Column("level", _("发证级别"), lambda row: LEVELS[Level(row.level)], default=False, width=10),
        Column("issued", _("发证日期"), lambda row: row.issued_date, export=lambda row: row.issued_date, width=14),
        Column("state", _("状态"), lambda row: STATES[IssueState(row.state)], width=12),
        Column("drafted", _("提出时间"), lambda row: row.drafted_at, sort=("drafted_at", "pk"), width=18),
    ],
    search=found,
    search_hint=_("审批编号、班次"),
    order=("-drafted_at",),
    rows=lambda actor, scope: issues.within(actor),
    filter_form=IssueFilters,
    apply_filters=narrowed,
    row_url=lambda row: row.get_absolute_url(),
    export_powers=(Can.EXPORT_REGISTRY,),
    empty_title=_("没有发证审批"),
    empty_hint=_("培训班次公布考核结果后提出发证，会出现在这里。"),
)
