"""Syllabuses in words."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from cqo.foundation.inbox.wording import Kind

REFUSALS = {
    "syllabus.no_units": _("大纲至少要有一个学习单元。"),
    "syllabus.code_twice": _("单元代码 %(code)s 出现了两次，每个单元的代码不能相同。"),
    "syllabus.retired_already": _("这一版大纲已经停用。"),
    "syllabus.changed_meanwhile": _("在您打开页面之后，已有人登记了这一层级的新版大纲。请核对最新一版后再提交。"),
}
EVENTS = {"syllabus.recorded": _("登记培训大纲"), "syllabus.retired": _("停用培训大纲")}
MESSAGES: Mapping[str, Kind] = {}
