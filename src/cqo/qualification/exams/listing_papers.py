"""The list of papers."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cqo.foundation.access.capabilities import Can
from cqo.foundation.lists.filters import Filters, Fixed
from cqo.foundation.lists.specs import Column, ListSpec
from cqo.qualification.exams.models import Paper
from cqo.qualification.exams.queries import papers
from cqo.qualification.exams.states import PaperState
from cqo.qualification.exams.wording.papers import PAPER_STATES


class PaperFilters(Filters):
    """By state, and of one class."""

    state = forms.ChoiceField(label=_("状态"), choices=Fixed([(state.value, PAPER_STATES[state]) for state in PaperState]))
    training_class = forms.CharField(label=_("班次编号"), max_length=24)


def narrowed(rows: QuerySet[Paper], chosen: Mapping[str, Any]) -> QuerySet[Paper]:
    """The rows that the filters leave."""
    if state := chosen.get("state"):
        rows = rows.filter(state=state)
    if number := chosen.get("training_class"):
        rows = rows.filter(training_class__number=number)
    return rows


PAPERS = ListSpec(
    key="papers",
    title=_("试卷"),
    says=_("为培训班从题库组卷，定稿后用于在线考试或打印。"),
    columns=[
        Column("title", _("试卷"), lambda row: row.title, width=40),
        Column("class", _("培训班"), lambda row: row.training_class.title, width=32),
        Column("items", _("题数"), lambda row: row.item_count, css="num end", width=8),
        Column("total", _("总分"), lambda row: f"{row.total_tenths / 10:g}", css="num end", width=8),
        Column("minutes", _("时长（分钟）"), lambda row: row.minutes, css="num end", width=10),
        Column("state", _("状态"), lambda row: PAPER_STATES[PaperState(row.state)], width=10),
        Column("number", _("试卷编号"), lambda row: row.number, default=False, css="num", width=24),
        Column("recorded", _("新建时间"), lambda row: row.recorded_at, sort=("recorded_at", "pk"), width=18),
    ],
    search=lambda rows, text, actor: rows.filter(
        Q(number__iexact=text) | Q(title__icontains=text) | Q(training_class__title__icontains=text)
    ),
    order=("-recorded_at",),
    rows=lambda actor, scope: papers.within(actor),
    filter_form=PaperFilters,
    apply_filters=narrowed,
    row_url=lambda row: row.get_absolute_url(),
    export_powers=(Can.KEEP_QUESTIONS,),
    search_hint=_("试卷名称、编号或培训班"),
    empty_title=_("还没有试卷"),
    empty_hint=_("选定培训班后，按单元和题型从题库抽题，或手工选题。"),
)
