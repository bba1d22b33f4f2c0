"""The sentences of the candidate's side: refusals, events of the record, where an attempt stands."""

from django.utils.translation import gettext_lazy as _

from cqo.qualification.exams.rules.receipts import Verdict
from cqo.qualification.exams.rules.timing import Standing
from cqo.qualification.exams.states import QuestionKind

REFUSALS = {
    "attempt.too_early": _("考试还没有开始，到开考时间后才能进入。"),
    "attempt.missed": _("已过最晚进入时间，不能再进入本场考试。请联系组织考试的市场监管局。"),
    "attempt.called_off": _("本场考试已取消。"),
    "attempt.handed_in": _("您已交卷，不能再次进入。"),
    "attempt.over": _("考试时间已到，系统正在自动交卷。"),
    "attempt.not_started": _("您还没有开始考试。"),
}
EVENTS = {
    "attempt.started": _("考生开始考试"),
    "attempt.handed_in": _("交卷"),
}
STANDINGS = {
    Standing.TOO_EARLY: (_("未开考"), "info"),
    Standing.MAY_START: (_("可以进入"), "wait"),
    Standing.RUNNING: (_("考试中"), "wait"),
    Standing.OVER: (_("正在自动交卷"), "plain"),
    Standing.HANDED_IN: (_("已交卷"), "ok"),
    Standing.MISSED: (_("未参加"), "plain"),
    Standing.CALLED_OFF: (_("已取消"), "plain"),
}
KINDS = {
    QuestionKind.SINGLE: _("单选题"),
    QuestionKind.MULTIPLE: _("多选题"),
    QuestionKind.TRUE_FALSE: _("判断题"),
}
VERDICTS = {
    Verdict.RIGHT: (_("回执属实：由本平台出具，系统中保存的答案与回执一致。"), "ok"),
    Verdict.DIFFERS: (_("回执由本平台出具，但系统中保存的答案与回执不一致。请立即联系系统管理员核查办理记录。"), "stop"),
    Verdict.NOT_OURS: (_("签名不符：这份回执的内容被改动过，或不是本平台出具的。"), "stop"),
    Verdict.OUT_OF_REACH: (_("回执由本平台出具，但这份答卷不是您的，也不在您的管辖范围，因此不能查看。"), "wait"),
    Verdict.UNREADABLE: (_("没有认出回执。请把回执文件的全部文字粘贴进来。"), "wait"),
}
