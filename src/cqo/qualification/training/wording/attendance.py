"""Sessions and attendance in words."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from cqo.foundation.inbox.wording import Kind
from cqo.qualification.training.states import Presence

PRESENCES = {
    Presence.PRESENT: _("出勤"),
    Presence.LATE: _("迟到"),
    Presence.EXCUSED: _("请假"),
    Presence.ABSENT: _("缺勤"),
}
REFUSALS = {
    "session.outside_class": _("课次须在培训班的日期内（%(starts)s 至 %(ends)s）。"),
    "session.ends_before_start": _("下课时间必须晚于上课时间。"),
    "session.no_hours": _("学时必须大于 0。"),
    "session.clashes": _("与课次“%(title)s”（%(starts)s 开始）时间重叠。"),
    "session.class_over": _("培训班已结班或取消，不能再排课。"),
    "session.confirmed_already": _("这个课次的签到已经确认，不能修改或删除。需要改签到的，请办理更正。"),
    "session.has_attendance": _("这个课次已经录入签到，不能删除。"),
    "session.planned_already": _("已经排有课次。要按大纲一键排课，请先删除现有课次。"),
    "session.too_few_days": _("大纲共 %(hours)s 学时，培训班只有 %(days)s 天，每半天最多 5 学时，排不下。请先改期延长，或手工排课。"),
    "session.no_units": _("大纲没有学习单元，请手工排课。"),
    "attendance.class_not_admitted": _("办理录取以后才能录入签到。"),
    "attendance.not_begun": _("这个课次 %(starts)s 才开始，到时再确认签到。"),
    "attendance.unknown_person": _("名单中有没有被录取的人员，没有保存。请刷新页面。"),
    "attendance.not_everybody": _("还有 %(count)s 人没有登记签到情况：%(people)s。"),
    "attendance.twice_in_an_hour": _(
        "%(person)s 在“%(title)s”（%(starts)s 开始）同一时间已记学时，一个钟点只计一次。请核对两份签到表后改正。"
    ),
    "attendance.not_confirmed": _("签到还没有确认，直接修改即可，不需要更正。"),
    "attendance.nothing_changed": _("没有改动，不需要更正。"),
    "attendance.reason_missing": _("请写明更正的理由。"),
}
EVENTS = {
    "session.planned": _("安排课次"),
    "session.spread": _("按大纲排课"),
    "session.amended": _("修改课次"),
    "session.removed": _("删除课次"),
    "session.entered": _("录入签到"),
    "session.confirmed": _("确认签到"),
    "session.corrected": _("更正签到"),
}
MESSAGES: Mapping[str, Kind] = {}
