"""Assessment in words: states, steps, verdicts, unmet conditions, refusals, events, messages."""

from collections.abc import Iterable
from dataclasses import asdict

from django.utils.translation import gettext_lazy as _

from cqo.foundation.inbox.wording import Kind
from cqo.qualification.training.rules.assessment import AssessmentTerms
from cqo.qualification.training.states import AssessmentState, Verdict

ASSESSMENT_STATES = {
    AssessmentState.ENTERING: _("录入成绩"),
    AssessmentState.SUBMITTED: _("待复核公布"),
    AssessmentState.PUBLISHED: _("已公布"),
}
ASSESSMENT_CHIPS = {AssessmentState.ENTERING: "wait", AssessmentState.SUBMITTED: "info", AssessmentState.PUBLISHED: "ok"}
ASSESSMENT_STEPS = {
    "submit": _("提交复核"),
    "take_back": _("撤回修改"),
    "publish": _("公布成绩"),
    "send_back": _("退回修改"),
}
ASSESSMENT_STEP_SAYS = {
    "submit": _("全部成绩录入后交另一人复核公布；本单位只有一人的，由市局公布。"),
    "take_back": _("收回到录入状态，可以修改成绩。"),
    "publish": _("学员能看到本人成绩和理由，企业能看到本企业人员是否合格，并收到消息。公布后不能再改。"),
    "send_back": _("写明需要核对的内容，退回录入人。"),
}
VERDICTS = {Verdict.PASSED: _("合格"), Verdict.FAILED: _("不合格"), Verdict.INCOMPLETE: _("不完整")}
VERDICT_CHIPS = {Verdict.PASSED: "ok", Verdict.FAILED: "stop", Verdict.INCOMPLETE: "wait"}
UNMET = {
    "exam_missing": _("没有考试成绩"),
    "homework_missing": _("没有作业成绩"),
    "attendance_missing": _("没有确认的考勤"),
    "absent": _("缺考"),
    "total_low": _("总评低于 %(pass_total)s 分"),
    "exam_low": _("考试低于 %(pass_exam)s 分"),
    "attendance_low": _("出勤率低于 %(least_attendance_percent)s%%"),
}
UNMET_IN_SHORT = {
    "exam_missing": _("没有考试成绩"),
    "homework_missing": _("没有作业成绩"),
    "attendance_missing": _("没有确认的考勤"),
    "absent": _("缺考"),
    "total_low": _("总评未达线"),
    "exam_low": _("考试未达线"),
    "attendance_low": _("出勤率不足"),
}
REFUSALS = {
    "assessment.weights_not_100": _("考试、考勤、作业三项比重合计须为 100%%。"),
    "assessment.more_than_100": _("合格线和最低出勤率不能超过 100。"),
    "assessment.class_not_admitted": _("办理录取以后才能组织考核。"),
    "assessment.locked": _("成绩已提交复核，录入已停止。需要修改的，请先撤回或由复核人退回。"),
    "assessment.published_already": _("成绩已经公布，不能再改。"),
    "assessment.not_admitted": _("%(person)s 没有被这个班录取，不能登记成绩。"),
    "assessment.unknown_person": _("成绩中有不属于这个班的人员，全部没有保存。"),
    "assessment.above_the_maximum": _("%(person)s 的成绩超过 100 分，全部没有保存。"),
    "assessment.below_nothing": _("%(person)s 的成绩低于 0 分，全部没有保存。"),
    "assessment.nobody": _("这个班没有录取的人员。"),
    "assessment.sessions_open": _("还有 %(count)s 个课次的签到没有确认（%(titles)s），确认后才能提交复核。"),
    "assessment.incomplete": _("还有 %(count)s 人的成绩不完整：%(people)s。缺考的请注明缺考。"),
    "assessment.same_person": _("成绩由您提交，须由另一人复核公布。本单位只有一人的，请联系市局公布。"),
    "assessment.not_published": _("成绩公布后才能起草发证审批。"),
    "assessment.nobody_passed": _("没有人合格，不需要发证。"),
}
EVENTS = {
    "assessment.opened": _("建立成绩册"),
    "assessment.entered": _("录入成绩"),
    "assessment.exam_recorded": _("登记在线考试成绩"),
    "assessment.homework_recorded": _("登记作业成绩"),
    "assessment.imported": _("导入成绩"),
    "assessment.submit": _("提交成绩复核"),
    "assessment.take_back": _("撤回成绩修改"),
    "assessment.publish": _("公布成绩"),
    "assessment.send_back": _("退回成绩修改"),
}
MESSAGES = {
    "assessment.published": Kind(
        _("培训成绩已公布"),
        _("“%(title)s”（%(number)s）的考核结果已公布，请打开培训班页面查看。"),
        _("“%(title)s”的考核结果已公布，请登录首质通查看。"),
        necessary=True,
    ),
    "assessment.sent_back": Kind(
        _("成绩被退回"), _("“%(title)s”（%(number)s）的成绩被复核人退回，请打开成绩册查看理由，改正后重新提交。"), necessary=True
    ),
}
SCORE_FAULTS = {
    "not_a_number": _("“%(said)s”不是分数。请填 0 至 100 的数字，缺考的填“缺考”。"),
    "below_nothing": _("“%(said)s”低于 0 分。"),
    "above_the_maximum": _("“%(said)s”超过满分 100 分。"),
    "too_fine": _("“%(said)s”小数位过多，最多保留一位小数。"),
    "unknown_person": _("“%(said)s”不在这个班的报名名单中。"),
    "not_admitted": _("%(said)s 报过名，但没有被录取，不能登记成绩。"),
    "name_differs": _("姓名与报名编号不符（表中 / 报名：%(said)s），可能错行。"),
    "name_twice": _("有两名以上的“%(said)s”，请填写报名编号。"),
    "twice": _("与第 %(said)s 行是同一个人。"),
}


def fault(code: str, said: str) -> str:
    """Why a score cannot be taken."""
    return str(SCORE_FAULTS[code]) % {"said": said}


def reasons(codes: Iterable[str], terms: AssessmentTerms) -> list[str]:
    """Unmet conditions as sentences."""
    return [str(UNMET[code]) % asdict(terms) for code in codes]


def points(tenths: int | None) -> str:
    """A score as people write it: 85, 85.5; a dash where there is none."""
    return "—" if tenths is None else f"{tenths / 10:g}"
