"""Sittings in words."""

from django.utils.translation import gettext_lazy as _

from cqo.foundation.inbox.wording import Kind
from cqo.qualification.exams.states import SittingState

SITTING_STATES = {
    SittingState.DRAFT: _("已安排"),
    SittingState.READY: _("已备考"),
    SittingState.MARKED: _("已交成绩"),
    SittingState.CANCELLED: _("已取消"),
}
SITTING_CHIPS = {SittingState.DRAFT: "wait", SittingState.READY: "info", SittingState.MARKED: "ok", SittingState.CANCELLED: "stop"}
SITTING_STEPS = {"prepare": _("生成考生试卷"), "hand_over": _("提交成绩"), "cancel": _("取消本场考试")}
SITTING_STEP_SAYS = {
    "prepare": _("为已录取的学员逐人生成试卷，并把考试时间发给本人。此后录取的人，要再办理一次“补充考生”。"),
    "hand_over": _("未交卷的由系统交卷并评分，未参加的记为缺考；分数写入本班考核，另一人公布以前只有工作人员能看到。"),
    "cancel": _("考生会收到消息并看到理由。已有人开考的，答卷保留但不计分。"),
}
CLOCK_RULE = _(
    "计时规则：考生在最晚进入时间以前都可以开始；开始后满规定时长，或到了收卷时间，以先到者为准，系统自动交卷；加时在两者之上各顺延。只认服务器时间。"
)
REFUSALS = {
    "sitting.not_yours": _("只能办理本单位举办的培训班的考试。"),
    "sitting.moments_wrong": _("时间顺序不对：开考时间 ≤ 最晚进入时间 < 收卷时间。"),
    "sitting.too_late": _("开考时间已经过去，请改为以后的时间。"),
    "sitting.paper_not_fixed": _("所选试卷还没有定稿，或不是这个班的试卷。"),
    "sitting.nobody_admitted": _("这个班还没有已录取的学员，不能生成试卷。"),
    "sitting.nobody_new": _("上次生成试卷以后没有新录取的学员。"),
    "sitting.nobody_to_resit": _("上一场没有缺考或低于补考分数线的考生。"),
    "sitting.closed_already": _("收卷时间已过，不能生成试卷。请先调整考试时间。"),
    "sitting.begun": _("考试已经开始，不能再调整时间。确有必要的，给考生加时或取消本场考试。"),
    "sitting.same_moments": _("新的时间和地点与现在相同。"),
    "sitting.not_running": _("考试没有在进行，不能加时。"),
    "sitting.extra_too_much": _("按考试规则，每名考生累计最多加时 %(most)s 分钟；%(number)s 名考生会超过。"),
    "sitting.nobody_to_extend": _("没有尚未交卷的考生可以加时。"),
    "sitting.not_over": _("还有 %(number)s 名考生没有交卷，或还可以进入考试。全部结束后再提交成绩。"),
    "sitting.results_published": _("本班成绩已经公布，不能再提交考试成绩。"),
    "sitting.not_published": _("成绩公布以后才能看题目统计。"),
    "sitting.not_marked": _("上一场考试提交成绩后才能安排补考。"),
}
EVENTS = {
    "sitting.planned": _("安排考试"),
    "sitting.amended": _("修改考试安排"),
    "sitting.prepare": _("生成考生试卷"),
    "sitting.candidates_added": _("补充考生"),
    "sitting.moved": _("调整考试时间"),
    "sitting.minutes_added": _("考试加时"),
    "sitting.hand_over": _("提交考试成绩"),
    "sitting.cancel": _("取消考试"),
}
MESSAGES = {
    "sitting.prepared": Kind(
        _("考试时间通知"),
        _("“%(title)s”（%(number)s）%(opens)s 开考，最晚 %(last)s 进入，时长 %(minutes)s 分钟。地点：%(place)s。"),
        _("“%(title)s”%(opens)s开考，请登录首质通查看。"),
        necessary=True,
    ),
    "sitting.moved": Kind(
        _("考试时间调整"),
        _("“%(title)s”（%(number)s）调整为 %(opens)s 开考，最晚 %(last)s 进入，时长 %(minutes)s 分钟。地点：%(place)s。"),
        _("“%(title)s”改为%(opens)s开考，请登录首质通查看。"),
        necessary=True,
    ),
    "sitting.cancelled": Kind(
        _("考试取消"),
        _("“%(title)s”（%(number)s）已取消，请打开页面查看理由。"),
        _("“%(title)s”已取消，请登录首质通查看。"),
        necessary=True,
    ),
}
