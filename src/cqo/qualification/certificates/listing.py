"""The list of certificates."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.divisions import queries as divisions
from cqo.foundation.lists.filters import Filters, Fixed
from cqo.foundation.lists.specs import Column, ListSpec
from cqo.qualification.certificates.models import Certificate
from cqo.qualification.certificates.queries import files, status
from cqo.qualification.certificates.states import Status, Tier
from cqo.qualification.certificates.wording import STATUSES, TIERS


class CertificateFilters(Filters):
    """By tier, status today, county, year and issue."""

    tier = forms.ChoiceField(label=_("等级"), choices=Fixed((tier.value, TIERS[tier]) for tier in Tier))
    status = forms.ChoiceField(label=_("状态"), choices=Fixed((status.value, STATUSES[status]) for status in Status))
    county = forms.ChoiceField(label=_("县区"))
    year = forms.IntegerField(label=_("发证年份"), min_value=2000, max_value=2100)
    issue = forms.CharField(label=_("审批编号"), max_length=24)

    def __init__(self, data: Mapping[str, Any], *, actor: Actor) -> None:
        super().__init__(data, actor=actor)
        counties = divisions.counties(actor.city) if actor.city else []
        self.fields["county"].choices = Fixed((place.code, place.name) for place in counties)  # type: ignore[attr-defined]


def narrowed(rows: QuerySet[Certificate], chosen: Mapping[str, Any]) -> QuerySet[Certificate]:
    """The rows that the filters leave."""
    plain = {"tier": "tier", "county": "county_code", "year": "issued_date__year", "issue": "issue__number"}
    rows = rows.filter(**{plain[name]: value for name, value in chosen.items() if name in plain})
    if "status" in chosen:
        rows = rows.alias(now=status.expression(timezone.localdate())).filter(now=chosen["status"])
    return rows


def found(rows: QuerySet[Certificate], text: str, actor: Actor) -> QuerySet[Certificate]:
    """By either number, or by the beginning of the holder's name."""
    return rows.filter(
        Q(number=text.upper()) | Q(official_number__icontains=text) | Q(holder_name__startswith=text) | Q(employer__icontains=text)
    )


CERTIFICATES = ListSpec(
    key="certificates",
    title=_("证书"),
    says=_("在本平台颁发的任职培训合格证书。状态按今天计算。"),
    columns=[
        Column("official", _("证书编号"), lambda row: row.official_number, css="num", width=24),
        Column("holder", _("持证人"), lambda row: row.holder_name, width=12),
        Column("document", _("证件号码"), lambda row: row.id_masked, default=False, width=22),
        Column("employer", _("发证时单位"), lambda row: row.employer, width=32),
        Column("tier", _("等级"), lambda row: TIERS[Tier(row.tier)], width=8),
        Column("status", _("状态"), lambda row: STATUSES[status.of(row, timezone.localdate())], width=12),
        Column(
            "issued", _("发证日期"), lambda row: row.issued_date, export=lambda row: row.issued_date, sort=("issued_date", "pk"), width=14
        ),
        Column("expires", _("有效期至"), lambda row: row.expires_date or _("长期有效"), export=lambda row: row.expires_date, width=14),
        Column("handed_over", _("交付日期"), lambda row: row.handed_over_date, default=False, width=14),
        Column("county", _("县区"), lambda row: divisions.name_of(row.county_code), default=False, width=12),
        Column("number", _("平台编号"), lambda row: row.number, default=False, css="num", width=26),
    ],
    search=found,
    search_hint=_("证书编号、姓名、单位"),
    order=("-issued_date",),
    rows=lambda actor, scope: files.within(actor),
    filter_form=CertificateFilters,
    apply_filters=narrowed,
    row_url=lambda row: row.get_absolute_url(),
    export_powers=(Can.EXPORT_REGISTRY,),
    empty_title=_("没有证书"),
    empty_hint=_("发证审批批准后，证书会出现在这里。"),
)
