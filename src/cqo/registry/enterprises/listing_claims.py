"""The list of claims."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.lists.filters import Filters
from cqo.foundation.lists.specs import Column, ListSpec
from cqo.registry.enterprises.models import Claim
from cqo.registry.enterprises.queries import claims
from cqo.registry.enterprises.states import ClaimPurpose, ClaimState
from cqo.registry.enterprises.wording import CLAIM_PURPOSES, CLAIM_STATES


class ClaimFilters(Filters):
    """By state and purpose."""

    state = forms.ChoiceField(label=_("状态"), choices=[("", _("全部")), *((state.value, CLAIM_STATES[state]) for state in ClaimState)])
    purpose = forms.ChoiceField(
        label=_("事项"), choices=[("", _("全部")), *((purpose.value, CLAIM_PURPOSES[purpose]) for purpose in ClaimPurpose)]
    )


def narrowed(rows: QuerySet[Claim], chosen: Mapping[str, Any]) -> QuerySet[Claim]:
    """The rows that the filters leave."""
    return rows.filter(**{name: value for name, value in chosen.items() if name in ("state", "purpose")})


def found(rows: QuerySet[Claim], text: str, actor: Actor) -> QuerySet[Claim]:
    """By number, firm or applicant."""
    return rows.filter(
        Q(number__icontains=text) | Q(enterprise_name__icontains=text) | Q(credit_code=text.upper()) | Q(applicant__name=text)
    )


CLAIMS = ListSpec(
    key="claims",
    title=_("认领申请"),
    says=_("企业凭盖章授权书申请认领档案或变更管理员，由县区局核对。"),
    columns=[
        Column("number", _("申请号"), lambda row: row.number, css="num", width=24),
        Column("enterprise", _("企业"), lambda row: row.enterprise_name, width=36),
        Column("purpose", _("事项"), lambda row: CLAIM_PURPOSES[ClaimPurpose(row.purpose)], width=16),
        Column("applicant", _("申请人"), lambda row: row.applicant.name, width=12),
        Column("county", _("县区"), lambda row: row.county.name, width=12),
        Column("state", _("状态"), lambda row: CLAIM_STATES[ClaimState(row.state)], width=14),
        Column("due", _("答复期限"), lambda row: row.due_date, export=lambda row: row.due_date, sort=("due_date", "pk"), width=14),
        Column("submitted", _("提交时间"), lambda row: row.submitted_at, sort=("submitted_at", "pk"), width=18),
    ],
    search=found,
    order=("-submitted_at",),
    rows=lambda actor, scope: claims.within(actor),
    filter_form=ClaimFilters,
    apply_filters=narrowed,
    row_url=lambda row: row.get_absolute_url(),
    export_powers=(Can.EXPORT_REGISTRY,),
    empty_title=_("没有认领申请"),
    empty_hint=_("企业凭授权书提交的申请会出现在这里。也可以直接打印激活单发给企业。"),
)
