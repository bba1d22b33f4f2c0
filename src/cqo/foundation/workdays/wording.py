"""The calendar in words."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from cqo.foundation import refusal
from cqo.foundation.audit import wording as record
from cqo.foundation.workdays.rules import Problem
from cqo.foundation.workdays.states import Kind

KIND_NAMES = {Kind.OFF: _("放假"), Kind.WORK: _("上班")}
PROBLEMS = {
    "calendar.no_header": _("第一行要有“日期、类型、名称”三列。"),
    "calendar.date_unreadable": _("第 %(line)s 行的日期无法识别，请写成 2027-01-01。"),
    "calendar.kind_unknown": _("第 %(line)s 行的类型无法识别，请填“放假”或“上班”。"),
    "calendar.other_year": _("%(day)s 不属于 %(year)s 年（上一年 12 月的调休日可以列入）。"),
    "calendar.day_twice": _("%(day)s 出现了不止一次。"),
    "calendar.festival_missing": _("没有“%(festival)s”的放假日。"),
}
REFUSALS = {
    "workdays.year_missing": _(
        "工作日历缺少 %(year)s 年，期限无法计算，系统不作推测。请系统管理员在国务院办公厅公布放假安排后，到“工作日历”导入 %(year)s 年。"
    ),
    "workdays.calendar_refused": _("这份 %(year)s 年日历有 %(count)s 处问题，没有导入。"),
    "workdays.source_missing": _("请填写放假安排通知的文号。"),
}
EVENTS = {"workdays.year_imported": _("导入工作日历")}


def sentences(problems: Iterable[Problem]) -> list[str]:
    """What is wrong with a calendar, one sentence a problem, in the language of the page."""
    return [str(PROBLEMS[problem.code]) % problem.facts for problem in problems]


def connect() -> None:
    """Hand the sentences to the tables of refusals and events."""
    refusal.register(REFUSALS)
    record.register(EVENTS)
