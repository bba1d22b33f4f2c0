"""The list of changes to certificates."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.codes import names
from cqo.foundation.divisions import queries as divisions
from cqo.foundation.lists.filters import Filters
from cqo.foundation.lists.specs import Column, ListSpec
from cqo.qualification.certificates.change_words import GROUNDS, KINDS, STATES
from cqo.qualification.certificates.models import Change
from cqo.qualification.certificates.queries import changes
from cqo.qualification.certificates.rules import asked
from cqo.qualification.certificates.states import ChangeKind, ChangeState, Ground


class ChangeFilters(Filters):
    """By state and kind."""

    state = forms.ChoiceField(label=_("状态"), choices=[("", _("全部")), *((state.value, STATES[state]) for state in ChangeState)])
    kind = forms.ChoiceField(label=_("事项"), choices=[("", _("全部")), *((kind.value, KINDS[kind]) for kind in ChangeKind)])


def narrowed(rows: QuerySet[Change], chosen: Mapping[str, Any]) -> QuerySet[Change]:
    """The rows that the filters leave."""
    return rows.filter(**{name: value for name, value in chosen.items() if name in ("state", "kind")})


def found(rows: QuerySet[Change], text: str, actor: Actor) -> QuerySet[Change]:
    """By the number of the change or of the certificate, or by the holder's whole name."""
    number = asked.number(text)
    certificate = Q(certificate__number=number.platform or text) | Q(certificate__official_number__in=number.official)
    return rows.filter(Q(number__icontains=text) | certificate | Q(certificate__person__name_key=names.person_key(text)))


CHANGES = ListSpec(
    key="certificate_changes",
    title=_("证书变更"),
    says=_("证书的暂停、恢复、注销、撤销、换发和作废。撤销须先听取本人陈述申辩，由第二人决定。"),
    columns=[
        Column("number", _("办理编号"), lambda row: row.number, css="num", width=24),
        Column("kind", _("事项"), lambda row: KINDS[ChangeKind(row.kind)], width=12),
        Column("ground", _("事由"), lambda row: GROUNDS[Ground(row.ground)], width=22),
        Column("holder", _("持证人"), lambda row: row.certificate.holder_name, width=12),
        Column("certificate", _("证书编号"), lambda row: row.certificate.official_number, css="num", width=26),
        Column("county", _("县区"), lambda row: divisions.name_of(row.county_code), width=12),
        Column("state", _("状态"), lambda row: STATES[ChangeState(row.state)], width=12),
        Column(
            "effective",
            _("生效日期"),
            lambda row: row.effective_date,
            export=lambda row: row.effective_date,
            sort=("effective_date", "pk"),
            css="num",
            width=14,
        ),
        Column("proposed", _("提出时间"), lambda row: row.proposed_at, sort=("proposed_at", "pk"), css="num", width=18),
    ],
    search=found,
    order=("-proposed_at",),
    rows=lambda actor, scope: changes.within(actor),
    filter_form=ChangeFilters,
    apply_filters=narrowed,
    row_url=lambda row: row.get_absolute_url(),
    search_hint=_("办理编号、证书编号，或完整姓名"),
    export_powers=(Can.EXPORT_REGISTRY,),
    empty_title=_("没有证书变更"),
    empty_hint=_("在证书页面点“暂停使用”“注销”“换发”等按钮提出；本人申请的注销也会出现在这里。"),
)
