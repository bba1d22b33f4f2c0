"""The list of classes."""

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
from cqo.qualification.certificates.states import Tier
from cqo.qualification.certificates.wording import TIERS
from cqo.qualification.training.models import TrainingClass
from cqo.qualification.training.queries import classes, phases
from cqo.qualification.training.rules.phase import Phase
from cqo.qualification.training.rules.seats import left
from cqo.qualification.training.wording.classes import PHASES

OF_CITY = "city"


class ClassFilters(Filters):
    """By phase, tier, county and year of the first day."""

    phase = forms.ChoiceField(label=_("状态"), choices=[("", _("全部")), *((phase.value, PHASES[phase]) for phase in Phase)])
    tier = forms.ChoiceField(label=_("层级"), choices=[("", _("全部")), *((tier.value, TIERS[tier]) for tier in Tier)])
    county = forms.ChoiceField(label=_("举办县区"))
    year = forms.ChoiceField(label=_("年度"))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        city, this_year = actor.city, timezone.localdate().year
        counties = [(place.code, place.name) for place in divisions.counties(city)] if city else []
        self.fields["county"].choices = Fixed([(OF_CITY, _("市局举办")), *counties])  # type: ignore[attr-defined]
        self.fields["year"].choices = Fixed((str(year), str(year)) for year in range(this_year + 1, this_year - 10, -1))  # type: ignore[attr-defined]


def narrowed(rows: QuerySet[TrainingClass], chosen: Mapping[str, Any]) -> QuerySet[TrainingClass]:
    """The rows that the filters leave."""
    if phase := chosen.get("phase"):
        rows = rows.annotate(phase=phases.expression(timezone.now())).filter(phase=phase)
    if tier := chosen.get("tier"):
        rows = rows.filter(tier=tier)
    if county := chosen.get("county"):
        rows = rows.filter(county__isnull=True) if county == OF_CITY else rows.filter(county=county)
    if year := chosen.get("year"):
        rows = rows.filter(starts_date__year=int(year))
    return rows


def found(rows: QuerySet[TrainingClass], text: str, actor: Actor) -> QuerySet[TrainingClass]:
    """By number, title, place or the number of the notice."""
    return rows.filter(Q(number__icontains=text) | Q(title__icontains=text) | Q(place__icontains=text) | Q(notice_number__icontains=text))


CLASSES = ListSpec(
    key="classes",
    title=_("培训班"),
    says=_("首席质量官任职培训班次。点名称查看安排、报名和办理事项。"),
    columns=[
        Column("title", _("班次名称"), lambda row: row.title, width=40),
        Column("number", _("班次编号"), lambda row: row.number, default=False, css="num", width=24),
        Column("phase", _("状态"), lambda row: PHASES[phases.of(row, timezone.now())], width=16),
        Column("tier", _("层级"), lambda row: TIERS[Tier(row.tier)], width=8),
        Column("organiser", _("举办单位"), lambda row: row.organiser.name, width=28),
        Column("county", _("举办县区"), lambda row: row.county.name if row.county else "", default=False, width=12),
        Column(
            "starts", _("开班日期"), lambda row: row.starts_date, export=lambda row: row.starts_date, sort=("starts_date", "pk"), width=14
        ),
        Column("ends", _("结束日期"), lambda row: row.ends_date, export=lambda row: row.ends_date, default=False, width=14),
        Column("place", _("地点"), lambda row: row.place, default=False, width=28),
        Column("until", _("报名截止"), lambda row: row.sign_up_until, sort=("sign_up_until", "pk"), width=18),
        Column("left", _("剩余名额"), lambda row: left(seats=row.seats, taken=row.taken), css="num end", width=10),
        Column("seats", _("名额"), lambda row: row.seats, css="num end", default=False, width=8),
        Column("notice", _("通知文号"), lambda row: row.notice_number, default=False, width=20),
    ],
    search=found,
    order=("-starts_date",),
    rows=lambda actor, scope: classes.within(actor),
    filter_form=ClassFilters,
    apply_filters=narrowed,
    row_url=lambda row: row.get_absolute_url(),
    export_powers=(Can.EXPORT_REGISTRY,),
    search_hint=_("班次名称、编号、地点、通知文号"),
    empty_title=_("没有培训班"),
    empty_hint=_("市局和县区局新建并发布的培训班会出现在这里。"),
)
