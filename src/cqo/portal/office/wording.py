"""The office screens in words: why somebody leaves, refusals, events, and what the record's entries are about."""

from django.utils.translation import gettext_lazy as _

from cqo.foundation import refusal
from cqo.foundation.audit import wording as record

GROUNDS = {
    "transfer": _("调动"),
    "retirement": _("退休"),
    "resignation": _("辞职"),
    "long_leave": _("长期请假"),
    "other": _("其他"),
}
REFUSALS = {
    "office.name_taken": _("本市已有名为“%(name)s”的单位。"),
    "office.city_open": _(
        "%(city)s已有系统管理员岗位。请由系统管理员在“岗位与账号”建立其他账号；没有人能登录时，见 docs/how-to/accounts.md。"
    ),
    "office.elsewhere": _("只能设立本市及所辖县区、功能区的单位。"),
    "office.last_day_ahead": _("最后工作日不能晚于今天：办理交接时账号即停用。请在离任当日或之后办理。"),
    "office.last_day_early": _("最后工作日不能早于任职起始日 %(starts)s。"),
    "office.leaver_left": _("此人的账号已经停用。"),
    "security.not_locked": _("这个登录名现在没有被锁定。"),
    "security.no_second_step": _("此人没有开启两步验证。"),
    "record.verification_running": _("已有一次校验正在进行，请等它完成。"),
}
EVENTS = {
    "office.added": _("设立单位"),
    "security.lockout_lifted": _("解除登录锁定"),
    "security.sessions_ended": _("结束登录"),
    "record.verification_asked": _("校验办理记录"),
    "record.verified": _("办理记录校验完成"),
}
# What an entry is about; keys as operations give them to `audit.record`.
SUBJECTS = {
    "assessment": _("培训考核"),
    "certificate": _("证书"),
    "certificate_change": _("证书变更"),
    "claim": _("认领申请"),
    "class": _("培训班"),
    "designated_list": _("规上名录"),
    "enrolment": _("报名"),
    "enterprise": _("企业"),
    "hours": _("学时"),
    "intake": _("名单"),
    "letter": _("消息"),
    "list": _("导出的名单"),
    "organisation": _("单位"),
    "person": _("人员"),
    "post": _("岗位"),
    "provision": _("规则"),
    "record": _("办理记录"),
    "request": _("个人信息请求"),
    "session": _("课次"),
    "sign_in": _("登录名"),
    "slip_batch": _("激活单"),
    "syllabus": _("培训大纲"),
    "user": _("账号"),
    "workdays": _("工作日历"),
    "paper": _("试卷"),
    "question": _("题目"),
    "sitting": _("考试场次"),
    "zone": _("功能区"),
}


def connect() -> None:
    """Hand the sentences to the tables of refusals and events."""
    refusal.register(REFUSALS)
    record.register(EVENTS)
