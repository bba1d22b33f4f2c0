"""The list of sign-ups."""

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
from cqo.qualification.training.models import Enrolment
from cqo.qualification.training.queries import enrolments
from cqo.qualification.training.states import EnrolmentState
from cqo.qualification.training.wording.enrolments import ENROLMENT_STATES


class EnrolmentFilters(Filters):
    """By state, tier, county, year and class."""

    state = forms.ChoiceField(
        label=_("状态"), choices=[("", _("全部")), *((state.value, ENROLMENT_STATES[state]) for state in EnrolmentState)]
    )
    tier = forms.ChoiceField(label=_("层级"), choices=[("", _("全部")), *((tier.value, TIERS[tier]) for tier in Tier)])
    county = forms.ChoiceField(label=_("县区"))
    year = forms.ChoiceField(label=_("年度"))
    training_class = forms.CharField(label=_("班次编号"), max_length=24)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        city, this_year = actor.city, timezone.localdate().year
        counties = [(place.code, place.name) for place in divisions.counties(city)] if city else []
        self.fields["county"].choices = Fixed(counties)  # type: ignore[attr-defined]
        self.fields["year"].choices = Fixed((str(year), str(year)) for year in range(this_year + 1, this_year - 10, -1))  # type: ignore[attr-defined]


def narrowed(rows: QuerySet[Enrolment], chosen: Mapping[str, Any]) -> QuerySet[Enrolment]:
    """The rows that the filters leave."""
    if state := chosen.get("state"):
        rows = rows.filter(state=state)
    if tier := chosen.get("tier"):
        rows = rows.filter(training_class__tier=tier)
    if county := chosen.get("county"):
        rows = rows.filter(county_code=county)
    if year := chosen.get("year"):
        rows = rows.filter(training_class__starts_date__year=int(year))
    if number := chosen.get("training_class"):
        rows = rows.filter(training_class__number=number.strip().upper())
    return rows


def found(rows: QuerySet[Enrolment], text: str, actor: Actor) -> QuerySet[Enrolment]:
    """By number, person, firm or class."""
    return rows.filter(
        Q(number__icontains=text)
        | Q(person__name=text)
        | Q(enterprise__name__icontains=text)
        | Q(training_class__title__icontains=text)
        | Q(training_class__number=text.upper())
    )


ENROLMENTS = ListSpec(
    key="enrolments",
    title=_("报名"),
    says=_("培训班的报名和候补。点姓名查看一份报名的办理情况。"),
    columns=[
        Column("person", _("姓名"), lambda row: (row.person.merged_into or row.person).name, width=12),
        Column("number", _("报名编号"), lambda row: row.number, css="num", default=False, width=24),
        Column("id", _("证件号码"), lambda row: (row.person.merged_into or row.person).id_masked, css="num", default=False, width=22),
        Column("firm", _("工作单位"), lambda row: row.enterprise.name if row.enterprise else "", width=32),
        Column("class", _("培训班"), lambda row: row.training_class.title, url=lambda row: row.training_class.get_absolute_url(), width=36),
        Column("tier", _("层级"), lambda row: TIERS[Tier(row.training_class.tier)], default=False, width=8),
        Column("county", _("县区"), lambda row: divisions.name_of(row.county_code), width=12),
        Column("state", _("状态"), lambda row: ENROLMENT_STATES[EnrolmentState(row.state)], width=12),
        Column("submitted", _("报名时间"), lambda row: row.submitted_at, sort=("submitted_at", "pk"), width=18),
    ],
    search=found,
    order=("-submitted_at",),
    rows=lambda actor, scope: enrolments.within(actor),
    filter_form=EnrolmentFilters,
    apply_filters=narrowed,
    row_url=lambda row: row.get_absolute_url(),
    export_powers=(Can.EXPORT_REGISTRY,),
    search_hint=_("姓名、企业、培训班、报名编号"),
    empty_title=_("没有报名"),
    empty_hint=_("企业为人员、或本人报名后，会出现在这里。"),
)
