"""Sign-ups in words: states, steps, refusals, events, messages."""

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
ENROLMENT_STEPS = {
    "accept": _("核对无误，通过"),
    "return_for_changes": _("退回补正"),
    "resubmit": _("补正后重新提交"),
    "refuse": _("不予通过"),
    "reopen": _("重新审核"),
    "move_up": _("候补转为报名"),
    "admit": _("录取"),
    "withdraw": _("退出报名"),
    "remove": _("移出培训班"),
}
ENROLMENT_STEP_SAYS = {
    "accept": _("通过后由举办单位录取；本人和企业会收到消息。"),
    "return_for_changes": _("一次性告知缺少的全部内容；名额保留，只能退回一次。"),
    "resubmit": _("按告知内容补正后，重新提交审核。"),
    "refuse": _("须写明理由，名额由候补人员递补；本人和企业会收到消息。"),
    "reopen": _("退回到待审核，可以改为通过或不予通过。"),
    "withdraw": _("名额由候补人员递补。开班前、报名时间内可以重新报名。"),
    "remove": _("须写明理由，名额由候补人员递补；本人和企业会收到消息。"),
}
REFUSALS = {
    "enrolment.class_not_open": _("这个培训班现在不接受报名。"),
    "enrolment.window_not_open": _("报名从 %(opens)s 开始，请届时再报。"),
    "enrolment.window_closed": _("报名已于 %(shuts)s 截止。"),
    "enrolment.not_of_firm": _("此人现在不在本企业任职。请先在“本企业人员”中添加。"),
    "enrolment.not_yours": _("只能为本人或本企业人员办理报名。"),
    "enrolment.elsewhere": _("这个培训班面向%(place)s的企业和人员。"),
    "enrolment.no_document": _("档案中还没有证件号码，无法核对身份和制发证书。请先补登证件号码。"),
    "enrolment.twice": _("此人已经报名这个培训班，不能重复报名。"),
    "enrolment.clashes": _("此人已报名同一时间的“%(title)s”（%(starts)s至%(ends)s）。如要改报，请先退出那一期。"),
    "enrolment.prerequisite": _(
        "参加这个培训班须先取得%(tier)s证书（%(rule)s）。其他地方颁发的证书，请先由县区局登记；符合免除情形的，请选定情形。"
    ),
    "enrolment.begun": _("培训班已于 %(starts)s 开班，不能在这里办理。请联系举办单位。"),
    "enrolment.no_seat": _("名额已满，没有空出的名额。"),
    "enrolment.returned_already": _("这份报名已经退回过一次。请通过，或写明理由不予通过。"),
    "enrolment.checked_elsewhere": _("这份报名由功能区管委会或另一县区局审核。"),
}
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
}
MESSAGES = {
    "enrolment.submitted": Kind(
        _("报名已提交"), _("“%(title)s”的报名 %(number)s 已提交，等待县区局审核。%(starts)s 开班，地点：%(place)s。"), necessary=True
    ),
    "enrolment.waiting": Kind(
        _("报名已列入候补"),
        _("“%(title)s”名额已满，报名 %(number)s 列入候补。有人退出时按报名先后自动递补，并发消息告知；没有递补的不能参加。"),
        necessary=True,
    ),
    "enrolment.moved_up": Kind(
        _("候补已转为报名"),
        _("“%(title)s”有名额空出，报名 %(number)s 已由候补转为报名，等待县区局审核。%(starts)s 开班。"),
        _("“%(title)s”有名额空出，您的候补已转为报名，请登录首质通查看。"),
        necessary=True,
    ),
    "enrolment.accepted": Kind(_("报名审核通过"), _("“%(title)s”的报名 %(number)s 已审核通过，等待举办单位录取。"), necessary=True),
    "enrolment.returned": Kind(
        _("报名需要补正"),
        _("“%(title)s”的报名 %(number)s 已退回补正，名额保留。请打开报名查看需要补齐的全部内容。"),
        _("“%(title)s”的报名需补正，请登录首质通查看。"),
        necessary=True,
    ),
    "enrolment.refused": Kind(
        _("报名未予通过"),
        _("“%(title)s”的报名 %(number)s 未予通过，请打开报名查看理由。"),
        _("“%(title)s”的报名未予通过，请登录首质通查看。"),
        necessary=True,
    ),
    "enrolment.admitted": Kind(
        _("已录取"),
        _("“%(title)s”的报名 %(number)s 已录取。%(starts)s 开班，地点：%(place)s。请准时参加。"),
        _("“%(title)s”已录取，%(starts)s开班，请登录首质通查看。"),
        necessary=True,
    ),
    "enrolment.removed": Kind(_("已移出培训班"), _("“%(title)s”的报名 %(number)s 已由举办单位移出，请打开报名查看理由。"), necessary=True),
}


def told(state: str) -> tuple[object, str]:
    """A state as its word and its chip."""
    known = EnrolmentState(state)
    return ENROLMENT_STATES[known], ENROLMENT_CHIPS[known]
