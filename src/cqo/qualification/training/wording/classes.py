"""Classes in words: states, steps, refusals, events, messages."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cqo.foundation.inbox.wording import Kind
from cqo.qualification.training.states import ClassState

CLASS_STATES = {
    ClassState.DRAFT: _("草稿"),
    ClassState.ANNOUNCED: _("已发布"),
    ClassState.ADMITTED: _("已录取"),
    ClassState.CLOSED: _("已结班"),
    ClassState.CANCELLED: _("已取消"),
}
CLASS_CHIPS = {
    ClassState.DRAFT: "plain",
    ClassState.ANNOUNCED: "info",
    ClassState.ADMITTED: "ok",
    ClassState.CLOSED: "plain",
    ClassState.CANCELLED: "stop",
}
REFUSALS: Mapping[str, Promise] = {}
EVENTS = {
    "class.drafted": _("新建培训班次"),
    "class.amended": _("修改班次内容"),
    "class.announce": _("发布培训班"),
    "class.take_back": _("撤回发布"),
    "class.admit": _("办理录取"),
    "class.reopen": _("重新开放报名"),
    "class.close": _("结班"),
    "class.cancel": _("取消培训班"),
    "class.rescheduled": _("培训班改期"),
}
MESSAGES: Mapping[str, Kind] = {}
