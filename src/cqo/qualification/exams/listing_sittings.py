"""The list of sittings."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cqo.foundation.access.capabilities import Can
from cqo.foundation.lists.filters import Filters, Fixed
from cqo.foundation.lists.specs import Column, ListSpec
from cqo.qualification.exams.models import Sitting
from cqo.qualification.exams.queries import sittings
from cqo.qualification.exams.states import SittingState
from cqo.qualification.exams.wording.sittings import SITTING_STATES


class SittingFilters(Filters):
    """By state, and of one class."""

    state = forms.ChoiceField(label=_("状态"), choices=Fixed([(state.value, SITTING_STATES[state]) for state in SittingState]))
    training_class = forms.CharField(label=_("班次编号"), max_length=24)


def narrowed(rows: QuerySet[Sitting], chosen: Mapping[str, Any]) -> QuerySet[Sitting]:
    """The rows that the filters leave."""
    if state := chosen.get("state"):
        rows = rows.filter(state=state)
    if number := chosen.get("training_class"):
        rows = rows.filter(training_class__number=number)
    return rows


SITTINGS = ListSpec(
    key="sittings",
    title=_("考试"),
    says=_("培训班的在线考试场次。先组好试卷并定稿，再安排场次。"),
    columns=[
        Column("title", _("考试"), lambda row: row.title, width=32),
        Column("class", _("培训班"), lambda row: row.training_class.title, width=32),
        Column("opens", _("开考时间"), lambda row: row.opens_at, sort=("opens_at", "pk"), width=18),
        Column("closes", _("收卷时间"), lambda row: row.closes_at, width=18),
        Column("candidates", _("考生"), lambda row: row.candidate_count, css="num end", width=8),
        Column("resit", _("补考"), lambda row: _("补考") if row.resit_of_id else "", width=8),
        Column("state", _("状态"), lambda row: SITTING_STATES[SittingState(row.state)], width=10),
        Column("place", _("地点"), lambda row: row.place, default=False, width=24),
        Column("number", _("场次编号"), lambda row: row.number, default=False, css="num", width=24),
    ],
    search=lambda rows, text, actor: rows.filter(
        Q(number__iexact=text) | Q(title__icontains=text) | Q(training_class__title__icontains=text)
    ),
    order=("-opens_at",),
    rows=lambda actor, scope: sittings.within(actor),
    filter_form=SittingFilters,
    apply_filters=narrowed,
    row_url=lambda row: row.get_absolute_url(),
    export_powers=(Can.RUN_SITTING,),
    search_hint=_("考试名称、编号或培训班"),
    empty_title=_("还没有安排考试"),
    empty_hint=_("试卷定稿后，在这里安排开考、最晚进入和收卷时间。"),
)
