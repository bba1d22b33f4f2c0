"""Sign-ups in words: states, steps, refusals, events, messages."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cqo.foundation.inbox.wording import Kind
from cqo.qualification.training.states import EnrolmentState

ENROLMENT_STATES = {
    EnrolmentState.SUBMITTED: _("待审核"),
    EnrolmentState.RETURNED: _("退回补正"),
    EnrolmentState.WAITING: _("候补"),
    EnrolmentState.ACCEPTED: _("审核通过"),
    EnrolmentState.REFUSED: _("不予通过"),
    EnrolmentState.ADMITTED: _("已录取"),
    EnrolmentState.WITHDRAWN: _("已退出"),
}
ENROLMENT_CHIPS = {
    EnrolmentState.SUBMITTED: "wait",
    EnrolmentState.RETURNED: "stop",
    EnrolmentState.WAITING: "info",
    EnrolmentState.ACCEPTED: "ok",
    EnrolmentState.REFUSED: "stop",
    EnrolmentState.ADMITTED: "ok",
    EnrolmentState.WITHDRAWN: "plain",
}
REFUSALS: Mapping[str, Promise] = {}
EVENTS = {
    "enrolment.submitted": _("提交报名"),
    "enrolment.accept": _("审核通过报名"),
    "enrolment.return_for_changes": _("退回报名补正"),
    "enrolment.resubmit": _("补正后重新提交报名"),
    "enrolment.refuse": _("不予通过报名"),
    "enrolment.reopen": _("重新审核报名"),
    "enrolment.move_up": _("候补转为报名"),
    "enrolment.admit": _("录取"),
    "enrolment.withdraw": _("退出报名"),
    "enrolment.remove": _("移出培训班"),
    "enrolment.accepted_in_bulk": _("批量通过报名"),
}
MESSAGES: Mapping[str, Kind] = {}
