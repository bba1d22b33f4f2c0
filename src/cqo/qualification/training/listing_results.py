"""The list of a class's published results: to look at, to print, to export."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.lists.specs import Column, ListSpec
from cqo.qualification.training.models import Result
from cqo.qualification.training.queries import assessments, classes
from cqo.qualification.training.states import Verdict
from cqo.qualification.training.wording.assessment import UNMET_IN_SHORT, VERDICTS, points


def found(rows: QuerySet[Result], text: str, actor: Actor) -> QuerySet[Result]:
    """By person or firm."""
    return rows.filter(enrolment__person__name__icontains=text) | rows.filter(enrolment__enterprise__name__icontains=text)


def _rows(actor: Actor, scope: str) -> QuerySet[Result]:
    return assessments.results_of(classes.held_by(actor).filter(pk=scope))


def _tenths(value: int | None) -> float | None:
    return None if value is None else value / 10


def _person(row: Result) -> Any:
    return row.enrolment.person.merged_into or row.enrolment.person


RESULTS = ListSpec(
    key="results",
    title=_("考核成绩单"),
    columns=[
        Column("person", _("姓名"), lambda row: _person(row).name, sort=("enrolment__person__name",), width=12),
        Column("id", _("证件号码"), lambda row: _person(row).id_masked, css="num", default=False, width=22),
        Column("firm", _("工作单位"), lambda row: row.enrolment.enterprise.name if row.enrolment.enterprise else "", width=32),
        Column(
            "exam",
            _("考试"),
            lambda row: _("缺考") if row.absent else points(row.exam_tenths),
            export=lambda row: str(_("缺考")) if row.absent else _tenths(row.exam_tenths),
            css="num",
            width=8,
        ),
        Column(
            "attendance", _("考勤"), lambda row: points(row.attendance_tenths), export=lambda row: _tenths(row.attendance_tenths), css="num"
        ),
        Column("homework", _("作业"), lambda row: points(row.homework_tenths), export=lambda row: _tenths(row.homework_tenths), css="num"),
        Column(
            "total",
            _("总评"),
            lambda row: points(row.total_tenths),
            export=lambda row: _tenths(row.total_tenths),
            sort=("total_tenths",),
            css="num",
        ),
        Column("verdict", _("结论"), lambda row: VERDICTS[Verdict(row.verdict)], sort=("verdict",), width=8),
        Column("unmet", _("未达条件"), lambda row: "；".join(str(UNMET_IN_SHORT[code]) for code in row.unmet), width=30),
    ],
    search=found,
    order=("enrolment__person__name",),
    rows=_rows,
    row_url=lambda row: row.enrolment.get_absolute_url(),
    export_powers=(Can.HOLD_CLASS,),
    search_hint=_("姓名、工作单位"),
    empty_title=_("没有公布的成绩"),
    empty_hint=_("成绩提交复核并公布后，会出现在这里。"),
)
