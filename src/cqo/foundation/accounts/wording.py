"""Accounts in words: kinds, refusals and events."""

from django.utils.translation import gettext_lazy as _

from cqo.foundation import refusal
from cqo.foundation.accounts.states import OrganisationKind
from cqo.foundation.audit import wording as record

ORGANISATION_KINDS = {
    OrganisationKind.BUREAU: _("市场监管局"),
    OrganisationKind.ZONE_OFFICE: _("功能区管委会"),
    OrganisationKind.DEPARTMENT: _("成员单位"),
    OrganisationKind.ENTERPRISE: _("企业"),
    OrganisationKind.PROVIDER: _("服务机构"),
}
REFUSALS = {
    "account.login_taken": _("这个登录名已有人使用，请换一个。"),
    "account.phone_taken": _("这个手机号已用于另一个账号。请用该账号登录；如号码已易主，请联系县区局核实身份后更换。"),
    "account.session_gone": _("这个登录已经结束。"),
    "account.nothing_to_withdraw": _("您没有同意过可选项，无需撤回。"),
    "slip.not_usable": _("激活码不存在、已使用、已作废或已过期。请核对激活单，或联系县区局重新打印。"),
}
EVENTS = {
    "account.opened": _("建立账号"),
    "account.password_set": _("设置密码"),
    "account.phone_mended": _("更换手机号"),
    "account.recovery_given": _("核验身份，发放恢复码"),
    "account.closed": _("停用账号"),
    "account.consented": _("确认个人信息处理告知"),
    "account.consent_withdrawn": _("撤回可选同意"),
    "account.second_step_on": _("开启两步验证"),
    "account.second_step_off": _("关闭两步验证"),
    "slips.issued": _("打印激活单"),
    "slips.withdrawn": _("作废激活单"),
}


def connect() -> None:
    """Hand the sentences to the tables of refusals and events."""
    refusal.register(REFUSALS)
    record.register(EVENTS)
