"""The list of the ledger's entries."""

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
from cqo.qualification.learning import queries
from cqo.qualification.learning.models import HourEntry
from cqo.qualification.learning.states import Source
from cqo.qualification.learning.wording import SOURCES, hours

STANDING, WITHDRAWN = "standing", "withdrawn"


class HourFilters(Filters):
    """By year, county, source, and whether an entry stands."""

    year = forms.ChoiceField(label=_("年度"))
    county = forms.ChoiceField(label=_("县区"))
    source = forms.ChoiceField(label=_("来源"), choices=[("", _("全部")), *((source.value, SOURCES[source]) for source in Source)])
    standing = forms.ChoiceField(label=_("状态"), choices=[("", _("全部")), (STANDING, _("有效")), (WITHDRAWN, _("已撤回"))])

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        city, this_year = actor.city, timezone.localdate().year
        counties = [(place.code, place.name) for place in divisions.counties(city)] if city and actor.is_official else []
        self.fields["county"].choices = Fixed(counties)  # type: ignore[attr-defined]
        self.fields["year"].choices = Fixed((str(year), str(year)) for year in range(this_year, this_year - 10, -1))  # type: ignore[attr-defined]


def narrowed(rows: QuerySet[HourEntry], chosen: Mapping[str, Any]) -> QuerySet[HourEntry]:
    """The rows that the filters leave."""
    if year := chosen.get("year"):
        rows = rows.filter(earned_date__year=int(year))
    if county := chosen.get("county"):
        rows = rows.filter(county_code=county)
    if source := chosen.get("source"):
        rows = rows.filter(source=source)
    if standing := chosen.get("standing"):
        rows = rows.filter(withdrawn_at__isnull=standing == STANDING)
    return rows


def found(rows: QuerySet[HourEntry], text: str, actor: Actor) -> QuerySet[HourEntry]:
    """By person, firm or what was attended."""
    return rows.filter(Q(person__name=text) | Q(enterprise__name__icontains=text) | Q(title__icontains=text))


HOURS = ListSpec(
    key="hours",
    title=_("学时台账"),
    says=_("培训签到确认后记入的学时，逐人逐次。更正时撤回原记录另记一条，不改动原记录。"),
    columns=[
        Column("person", _("姓名"), lambda row: (row.person.merged_into or row.person).name, width=12),
        Column("firm", _("工作单位"), lambda row: row.enterprise.name if row.enterprise else "", width=32),
        Column("county", _("县区"), lambda row: divisions.name_of(row.county_code), width=12),
        Column("day", _("日期"), lambda row: row.earned_date, sort=("earned_date",), css="num", width=14),
        Column("hours", _("学时"), lambda row: hours(row.hours_tenths), export=lambda row: row.hours_tenths / 10, css="num", width=8),
        Column("title", _("内容"), lambda row: row.title, width=40),
        Column("source", _("来源"), lambda row: SOURCES[Source(row.source)], default=False, width=12),
        Column("recorded", _("记入时间"), lambda row: row.recorded_at, default=False, css="num", width=18),
        Column("withdrawn", _("撤回时间"), lambda row: row.withdrawn_at, css="num", width=18),
        Column("ground", _("撤回理由"), lambda row: row.withdrawn_ground, default=False, width=24),
    ],
    search=found,
    order=("-earned_date",),
    rows=lambda actor, scope: queries.within(actor),
    filter_form=HourFilters,
    apply_filters=narrowed,
    export_powers=(Can.EXPORT_REGISTRY,),
    search_hint=_("姓名、企业、培训内容"),
    empty_title=_("还没有学时"),
    empty_hint=_("培训班的签到名单确认后，学时会出现在这里。"),
)
