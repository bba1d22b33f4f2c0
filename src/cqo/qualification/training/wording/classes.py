"""Classes in words: states, steps, refusals, events, messages."""

from django.utils.translation import gettext_lazy as _

from cqo.foundation.inbox.wording import Kind
from cqo.qualification.training.rules.phase import Phase
from cqo.qualification.training.states import ClassState

DEFAULT_RULES = _("平台默认规则")
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
PHASES = {
    Phase.DRAFT: _("草稿"),
    Phase.COMING: _("即将报名"),
    Phase.OPEN: _("报名中"),
    Phase.SHUT: _("报名截止，待录取"),
    Phase.ADMITTED: _("待开班"),
    Phase.RUNNING: _("进行中"),
    Phase.TAUGHT: _("已授课，待结班"),
    Phase.CLOSED: _("已结班"),
    Phase.CANCELLED: _("已取消"),
}
PHASE_CHIPS = {
    Phase.DRAFT: "plain",
    Phase.COMING: "info",
    Phase.OPEN: "ok",
    Phase.SHUT: "wait",
    Phase.ADMITTED: "info",
    Phase.RUNNING: "ok",
    Phase.TAUGHT: "wait",
    Phase.CLOSED: "plain",
    Phase.CANCELLED: "stop",
}
CLASS_STEPS = {
    "announce": _("发布培训班"),
    "take_back": _("撤回发布"),
    "admit": _("办理录取"),
    "reopen": _("重新开放报名"),
    "close": _("结班"),
    "cancel": _("取消培训班"),
}
CLASS_STEP_SAYS = {
    "announce": _("发布后列入公开的培训班页面，企业和个人即可按报名时间报名；适用的规则版本同时固定。"),
    "take_back": _("还没有人报名时可以撤回为草稿，修改后再发布。"),
    "admit": _("从审核通过的报名中勾选录取，本人和企业会收到消息；首次录取后报名即截止。"),
    "reopen": _("在报名截止时间以前可以继续报名；已录取的人员不变。"),
    "close": _("成绩公布后结班；不组织考核的，须写明理由。"),
    "cancel": _("所有报名一并退出，本人和企业会收到消息。须写明理由。"),
}
REFUSALS = {
    "class.no_bureau": _("请切换到市局或县区局的工作人员身份再新建培训班次。"),
    "class.not_yours": _("只能办理本单位举办的培训班。"),
    "class.tier_not_allowed": _("按%(document)s，%(level)s不举办%(tier)s班。如需调整，请由市局在“规则”中另发一版。"),
    "class.ends_before_start": _("结束日期不能早于开班日期。"),
    "class.window_wrong": _("报名截止时间必须晚于报名开始时间。"),
    "class.window_after_start": _("报名最迟须在开班当日截止。"),
    "class.window_over": _("报名截止时间已经过去，请先修改报名时间。"),
    "class.notice_missing": _("还没有填写开班通知的标题和文号。"),
    "class.scan_missing": _("还没有上传盖章的开班通知扫描件。"),
    "class.syllabus_retired": _("所选大纲已停用，请换用现行的一版。"),
    "class.has_sign_ups": _("已有人报名，不能撤回发布。如不再举办，请取消培训班。"),
    "class.seats_given": _("已有 %(taken)s 人占用名额，名额不能少于这个数。"),
    "class.begun": _("已到开班日期，不能重新开放报名。"),
    "class.taught_already": _("已有课次的签到名单确认，学时已记入学员账户，不能改期或取消。"),
    "class.sessions_outside": _("已排的课次改期后排到 %(last)s，超出新的结束日期。请先调整课次，或延后结束日期。"),
    "class.not_over": _("还没有到结束日期，不能结班。"),
    "class.results_missing": _("成绩还没有公布。不组织考核而结班的，请写明理由。"),
    "class.nobody_to_admit": _("请至少勾选一名审核通过的报名人员。"),
    "class.same_dates": _("新日期与现在的日期相同。"),
    "class.reason_missing": _("请写明改期的理由。"),
}
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
MESSAGES = {
    "class.cancelled": Kind(
        _("培训班已取消"),
        _("“%(title)s”（%(number)s）已取消，您的报名随之退出。请打开页面查看理由。"),
        _("“%(title)s”已取消，请登录首质通查看。"),
        necessary=True,
    ),
    "class.rescheduled": Kind(
        _("培训班改期"),
        _("“%(title)s”（%(number)s）改期，现定于 %(starts)s 至 %(ends)s，地点：%(place)s。不能参加的，请及时退出报名。"),
        _("“%(title)s”改期至%(starts)s开班，请登录首质通查看。"),
        necessary=True,
    ),
    "class.place_changed": Kind(
        _("培训班变更地点"),
        _("“%(title)s”（%(number)s）%(starts)s 开班，地点改为：%(place)s。"),
        _("“%(title)s”变更地点，请登录首质通查看。"),
        necessary=True,
    ),
}
