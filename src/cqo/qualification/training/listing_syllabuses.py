"""The list of syllabuses."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.lists.filters import Filters
from cqo.foundation.lists.specs import Column, ListSpec
from cqo.qualification.certificates.states import Tier
from cqo.qualification.certificates.wording import TIERS
from cqo.qualification.training.models import Syllabus
from cqo.qualification.training.queries import syllabuses

USED, RETIRED = "used", "retired"


class SyllabusFilters(Filters):
    """By tier, and whether new classes can take it."""

    tier = forms.ChoiceField(label=_("层级"), choices=[("", _("全部")), *((tier.value, TIERS[tier]) for tier in Tier)])
    use = forms.ChoiceField(label=_("状态"), choices=[("", _("全部")), (USED, _("现行")), (RETIRED, _("已停用"))])


def narrowed(rows: QuerySet[Syllabus], chosen: Mapping[str, Any]) -> QuerySet[Syllabus]:
    """The rows that the filters leave."""
    if tier := chosen.get("tier"):
        rows = rows.filter(tier=tier)
    if use := chosen.get("use"):
        rows = rows.filter(retired_at__isnull=use == USED)
    return rows


def found(rows: QuerySet[Syllabus], text: str, actor: Actor) -> QuerySet[Syllabus]:
    """By title, or the title of a unit."""
    return rows.filter(Q(title__icontains=text) | Q(pk__in=Syllabus.objects.filter(units__title__icontains=text).values("pk")))


SYLLABUSES = ListSpec(
    key="syllabuses",
    title=_("培训大纲"),
    says=_("每个层级一版接一版。班次发布后固定用当时的一版，以后改版不影响它。"),
    columns=[
        Column("title", _("名称"), lambda row: row.title, width=40),
        Column("tier", _("层级"), lambda row: TIERS[Tier(row.tier)], sort=("tier", "edition"), width=8),
        Column("edition", _("版次"), lambda row: row.edition, css="num end", width=8),
        Column("units", _("单元"), lambda row: row.unit_count, css="num end", width=8),
        Column("hours", _("学时"), lambda row: f"{row.hours_tenths / 10:g}", css="num end", width=8),
        Column("recorded", _("登记时间"), lambda row: row.recorded_at, sort=("recorded_at", "pk"), width=18),
        Column("use", _("状态"), lambda row: _("已停用") if row.retired_at else _("现行"), width=10),
    ],
    search=found,
    order=("tier", "-edition"),
    rows=lambda actor, scope: syllabuses.within(actor),
    filter_form=SyllabusFilters,
    apply_filters=narrowed,
    row_url=lambda row: row.get_absolute_url(),
    export_powers=(Can.EXPORT_REGISTRY,),
    empty_title=_("还没有培训大纲"),
    empty_hint=_("先登记大纲，新建培训班次时选用。"),
)
