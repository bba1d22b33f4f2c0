"""The list of enterprises: its columns, filters and search."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.divisions import queries as divisions
from cqo.foundation.industries import queries as industries
from cqo.foundation.lists.filters import Filters, Fixed
from cqo.foundation.lists.specs import Column, ListSpec
from cqo.foundation.search import queries as search
from cqo.registry.enterprises import indexing
from cqo.registry.enterprises.models import DesignatedEntry, Enterprise
from cqo.registry.enterprises.queries import files
from cqo.registry.enterprises.rules.size_class import SizeClass
from cqo.registry.enterprises.states import Status
from cqo.registry.enterprises.wording import SIZE_CLASSES, STATUSES

TAIL_DIGITS = 4
CLAIMED, UNCLAIMED = "claimed", "unclaimed"


class SlipFilters(Filters):
    """By place, industry and yearly list: what a batch of slips is chosen by."""

    county = forms.ChoiceField(label=_("县区"))
    zone = forms.ChoiceField(label=_("功能区"))
    industry = forms.ChoiceField(label=_("行业"))
    designated = forms.IntegerField(label=_("规上名录年度"), min_value=2000, max_value=2100)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        city = actor.city
        self.fields["county"].choices = Fixed((place.code, place.name) for place in divisions.counties(city) if city)  # type: ignore[attr-defined]
        self.fields["zone"].choices = Fixed(divisions.zone_choices(city) if city else ())  # type: ignore[attr-defined]
        self.fields["industry"].choices = Fixed(industries.choices())  # type: ignore[attr-defined]


class EnterpriseFilters(SlipFilters):
    """By size, status and whether somebody acts for the firm, too."""

    size = forms.ChoiceField(label=_("规模"), choices=[("", _("全部")), *((size.value, SIZE_CLASSES[size]) for size in SizeClass)])
    status = forms.ChoiceField(label=_("状态"), choices=[("", _("全部")), *((status.value, STATUSES[status]) for status in Status)])
    account = forms.ChoiceField(label=_("认领"), choices=[("", _("全部")), (CLAIMED, _("已认领")), (UNCLAIMED, _("未认领"))])


def narrowed(rows: QuerySet[Enterprise], chosen: Mapping[str, Any]) -> QuerySet[Enterprise]:
    """The rows that the filters leave."""
    if county := chosen.get("county"):
        rows = rows.filter(county_id=county)
    if zone := chosen.get("zone"):
        rows = rows.filter(zone_id=zone)
    if industry := chosen.get("industry"):
        rows = rows.filter(industry_id=industry) if len(industry) > 1 else rows.filter(industry_id__startswith=industry)
    if size := chosen.get("size"):
        rows = rows.filter(size_class=size)
    if status := chosen.get("status"):
        rows = rows.filter(status=status)
    if year := chosen.get("designated"):
        on_list = DesignatedEntry.objects.filter(designated_list__year=year, designated_list__superseded_by__isnull=True)
        rows = rows.filter(pk__in=on_list.values("enterprise"))
    if account := chosen.get("account"):
        rows = rows.filter(claimed_at__isnull=account == UNCLAIMED)
    return rows


def found(rows: QuerySet[Enterprise], text: str, actor: Actor) -> QuerySet[Enterprise]:
    """What a search finds: any part of a name or former name, pinyin initials, a credit code; for those who may see personal data, a phone's tail."""
    marks = [indexing.phone_mark(text)] if actor.may(Can.REVEAL_PERSONAL) and text.isdecimal() and len(text) == TAIL_DIGITS else []
    return search.narrow(rows, kind=indexing.KIND, query=text, scope=indexing.scope_of(actor), marks=marks)


def rows_of(actor: Actor, scope: str = "") -> QuerySet[Enterprise]:
    """The current files an actor reaches, with what the list shows of them that is not in memory."""
    return files.current(files.within(actor)).select_related("zone")


ENTERPRISES = ListSpec(
    key="enterprises",
    title=_("企业"),
    says=_("一企一档：信用代码、曾用名、县区变迁、规上年度和人员都在一份终身档案里。"),
    columns=[
        Column("name", _("企业名称"), lambda row: row.name, width=36),
        Column("credit_code", _("统一社会信用代码"), lambda row: row.credit_code, css="num", width=22),
        Column("county", _("县区"), lambda row: divisions.name_of(row.county_id), width=12),
        Column("zone", _("功能区"), lambda row: row.zone.short_name if row.zone else "", default=False, width=14),
        Column("industry", _("行业"), lambda row: industries.name_of(row.industry_id) if row.industry_id else "", width=24),
        Column("size", _("规模"), lambda row: SIZE_CLASSES[SizeClass(row.size_class)] if row.size_class else "", width=8),
        Column("status", _("状态"), lambda row: STATUSES[Status(row.status)], width=10),
        Column("legal_representative", _("法定代表人"), lambda row: row.legal_representative, default=False, width=12),
        Column("contact_name", _("联系人"), lambda row: row.contact_name, default=False, width=12),
        Column(
            "phone",
            _("联系电话"),
            lambda row: row.phone_masked,
            export=lambda row: row.phone.reveal() if row.phone else None,
            personal=True,
            css="num",
            width=16,
        ),
        Column("address", _("地址"), lambda row: row.address, default=False, width=40),
        Column(
            "employees", _("从业人数"), lambda row: row.employees, export=lambda row: row.employees, default=False, css="num end", width=10
        ),
        Column(
            "established", _("成立日期"), lambda row: row.established_date, export=lambda row: row.established_date, default=False, width=14
        ),
        Column("claimed", _("认领"), lambda row: _("已认领") if row.claimed_at else _("未认领"), width=10),
        Column("recorded", _("登记时间"), lambda row: row.recorded_at, sort=("pk",), default=False, width=20),
    ],
    search=found,
    order=("-pk",),
    rows=rows_of,
    filter_form=EnterpriseFilters,
    apply_filters=narrowed,
    row_url=lambda row: row.get_absolute_url(),
    search_hint=_("名称、曾用名、拼音首字母、信用代码、电话后四位"),
    empty_title=_("没有找到企业"),
    empty_hint=_("换一个字试试，两个字就够；也可能还没有导入本县区的名单。"),
)
