"""The talent registry as a list: its columns, filters and search."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.reach import Scale
from cqo.foundation.divisions import queries as divisions
from cqo.foundation.divisions.states import Level
from cqo.foundation.industries import queries as industries
from cqo.foundation.lists.filters import Filters, Fixed
from cqo.foundation.lists.specs import Column, ListSpec
from cqo.foundation.search import queries as search
from cqo.qualification.certificates.models import Certificate
from cqo.qualification.certificates.states import Status, Tier
from cqo.qualification.certificates.wording import STATUSES, TIERS
from cqo.qualification.talents.models import Talent
from cqo.qualification.talents.queries import entries
from cqo.registry.enterprises.indexing import KIND as ENTERPRISE
from cqo.registry.enterprises.indexing import scope_of
from cqo.registry.people.indexing import KIND as PERSON
from cqo.registry.people.models import Person

FIRMS_FOUND = 200
PLATFORM, ELSEWHERE = "platform", "elsewhere"
SOON = "90"


class TalentFilters(Filters):
    """By place, industry, employer, tier, status today, hours of this year and what the entry stands on."""

    county = forms.ChoiceField(label=_("县区"))
    zone = forms.ChoiceField(label=_("功能区"))
    industry = forms.ChoiceField(label=_("行业"))
    enterprise = forms.CharField(label=_("工作单位"), max_length=60)
    tier = forms.ChoiceField(label=_("层级"), choices=[("", _("全部")), *((tier.value, TIERS[tier]) for tier in Tier)])
    status = forms.ChoiceField(label=_("证书状态"), choices=[("", _("全部")), *((status.value, STATUSES[status]) for status in Status)])
    expiring = forms.ChoiceField(label=_("到期"), choices=[("", _("全部")), (SOON, _("90 天内到期"))])
    hours = forms.IntegerField(label=_("本年学时至少"), min_value=1, max_value=2000)
    ground = forms.ChoiceField(label=_("入库依据"), choices=[("", _("全部")), (PLATFORM, _("本平台证书")), (ELSEWHERE, _("外部证书"))])

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        city = actor.city
        self.fields["county"].choices = Fixed((place.code, place.name) for place in divisions.counties(city) if city)  # type: ignore[attr-defined]
        self.fields["zone"].choices = Fixed(divisions.zone_choices(city) if city else ())  # type: ignore[attr-defined]
        self.fields["industry"].choices = Fixed(industries.choices())  # type: ignore[attr-defined]


def narrowed(rows: QuerySet[Talent], chosen: Mapping[str, Any]) -> QuerySet[Talent]:
    """The rows that the filters leave."""
    if county := chosen.get("county"):
        rows = rows.filter(county_id=county)
    if zone := chosen.get("zone"):
        rows = rows.filter(zone_id=zone)
    if industry := chosen.get("industry"):
        rows = rows.filter(industry_id=industry) if len(industry) > 1 else rows.filter(industry_id__startswith=industry)
    if enterprise := chosen.get("enterprise"):
        firms = search.first(ENTERPRISE, enterprise, limit=FIRMS_FOUND)
        rows = rows.filter(Q(enterprise__in=firms) | Q(enterprise__merged_into__in=firms))
    if tier := chosen.get("tier"):
        rows = rows.filter(tier=tier)
    if status := chosen.get("status"):
        rows = rows.alias(status_today=entries.status(timezone.localdate())).filter(status_today=status)
    if chosen.get("expiring"):
        rows = entries.running_out(rows, timezone.localdate())
    if hours := chosen.get("hours"):
        rows = rows.alias(hours_wanted=entries.year_hours(timezone.localdate().year)).filter(hours_wanted__gte=hours * 10)
    if ground := chosen.get("ground"):
        rows = rows.filter(certificate__isnull=ground == ELSEWHERE)
    return rows


def found(rows: QuerySet[Talent], text: str, actor: Actor) -> QuerySet[Talent]:
    """What a search finds: a certificate's number (the platform's or the bureau's) as a whole, else any part of a name, pinyin, an external number."""
    held = Certificate.objects.filter(Q(number=text.upper()) | Q(city_code__in=_cities(actor), official_number=text))
    if holders := list(held.values_list("person", flat=True)):
        kept = Person.objects.filter(merged__in=holders).values_list("pk", flat=True)
        return rows.filter(file__in=[*holders, *kept])
    return search.narrow(rows, kind=PERSON, query=text, scope=scope_of(actor), on="file")


def _cities(actor: Actor) -> list[str]:
    if actor.reach.scale == Scale.PROVINCE:
        return [place.code for place in divisions.within(actor.reach.key).filter(level=Level.CITY.value)]
    return [actor.city]


def rows_of(actor: Actor, scope: str = "") -> QuerySet[Talent]:
    """The entries an actor reaches, with what the list shows of them, in one query."""
    return entries.listed(entries.within(actor), year=timezone.localdate().year)


def official_number_of(row: Talent) -> str:
    """The number as printed by whoever issued the certificate."""
    held = row.certificate or row.external
    return "" if held is None else row.certificate.official_number if row.certificate else str(row.external.number)  # type: ignore[union-attr]


def issued_of(row: Talent) -> date | None:
    """The day the certificate was issued."""
    held = row.certificate or row.external
    return held.issued_date if held is not None else None


def expires_of(row: Talent) -> date | None:
    """The last day the certificate is valid; None where it does not run out."""
    held = row.certificate or row.external
    return held.expires_date if held is not None else None


def employer_of(row: Talent) -> str:
    """The firm that employs somebody now."""
    firm = row.enterprise
    return (firm.merged_into or firm).name if firm is not None else ""


def hours_of(row: Any) -> str:
    """The hours of this year."""
    return f"{entries.hours_of(row) / 10:g}"


TALENTS = ListSpec(
    key="talents",
    title=_("首席质量官人才信息库"),
    says=_("取得证书的人自动入库，一人一条；县区、行业随工作单位变动，证书状态按今天计算。"),
    columns=[
        Column("name", _("姓名"), lambda row: row.file.name, sort=("file__name_key",), width=14),
        Column("document", _("证件号码"), lambda row: row.file.id_masked, personal=True, css="num", width=22),
        Column("tier", _("层级"), lambda row: TIERS[Tier(row.tier)], width=8),
        Column("status", _("证书状态"), lambda row: STATUSES[entries.status_of(row, timezone.localdate())], width=12),
        Column("enterprise", _("工作单位"), employer_of, width=36),
        Column("county", _("县区"), lambda row: divisions.name_of(row.county_id), width=12),
        Column("zone", _("功能区"), lambda row: row.zone.short_name if row.zone else "", default=False, width=14),
        Column("industry", _("行业"), lambda row: industries.name_of(row.industry_id) if row.industry_id else "", default=False, width=24),
        Column(
            "hours",
            _("本年学时"),
            hours_of,
            export=lambda row: entries.hours_of(row) / 10,
            css="num end",
            width=10,
        ),
        Column("certificate", _("证书编号"), official_number_of, css="num", width=24),
        Column("issued", _("发证日期"), issued_of, export=issued_of, default=False, css="num", width=14),
        Column("expires", _("有效期至"), expires_of, export=expires_of, css="num", width=14),
        Column(
            "ground",
            _("入库依据"),
            lambda row: _("本平台证书") if row.certificate_id else row.external_ground,
            default=False,
            width=24,
        ),
        Column("phone", _("手机"), lambda row: row.file.phone_masked, personal=True, default=False, css="num", width=16),
        Column("entered", _("入库时间"), lambda row: row.entered_at, sort=("pk",), default=False, width=20),
    ],
    search=found,
    order=("-pk",),
    rows=rows_of,
    filter_form=TalentFilters,
    apply_filters=narrowed,
    row_url=lambda row: row.file.get_absolute_url(),
    signatures=(_("填表人："), _("负责人："), _("单位（盖章）：")),
    search_hint=_("姓名、拼音、证书编号"),
    empty_title=_("没有找到入库人员"),
    empty_hint=_("发证后持证人自动入库。早年在别处取得证书的，在其档案里“凭外部证书入库”。"),
)
