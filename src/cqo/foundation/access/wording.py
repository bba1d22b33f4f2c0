"""Roles, powers and refusals in words."""

from django.utils.translation import gettext_lazy as _

from cqo.foundation import refusal
from cqo.foundation.access.capabilities import Can
from cqo.foundation.accounts.states import Role
from cqo.foundation.audit import wording as record

ROLE_NAMES = {
    Role.CITY_OFFICER: _("市局质量科"),
    Role.COUNTY_OFFICER: _("县区局"),
    Role.ZONE_OFFICER: _("功能区"),
    Role.PROVINCE_READER: _("省局（查阅）"),
    Role.SYSTEM_ADMIN: _("系统管理员"),
    Role.SECURITY_ADMIN: _("安全管理员"),
    Role.AUDIT_ADMIN: _("审计管理员"),
    Role.ENTERPRISE_ADMIN: _("企业管理员"),
    Role.ENTERPRISE_STAFF: _("企业经办人"),
    Role.PERSON: _("本人"),
}
ROLE_SENTENCES = {
    Role.CITY_OFFICER: _("管理全市企业和人员档案，审核认领，合并重复档案，制定本市规则。"),
    Role.COUNTY_OFFICER: _("管理本县区企业和人员档案，导入名单，发放激活单，审核认领。"),
    Role.ZONE_OFFICER: _("管理本功能区企业和人员档案，导入名单，发放激活单，审核认领。"),
    Role.PROVINCE_READER: _("查阅全省档案，不能改动。"),
    Role.SYSTEM_ADMIN: _("建立工作人员账号、岗位和交接，导入工作日历；不经办业务。"),
    Role.SECURITY_ADMIN: _("查看登录情况，解除锁定，结束会话，重置两步验证；不经办业务。"),
    Role.AUDIT_ADMIN: _("查阅并校验办理记录；不能改动任何内容。"),
    Role.ENTERPRISE_ADMIN: _("维护本企业档案，添加本企业人员和经办人。"),
    Role.ENTERPRISE_STAFF: _("查看和维护本企业档案。"),
    Role.PERSON: _("查看本人档案，提出更正或删除请求。"),
}
POWER_NAMES = {
    Can.SEE_REGISTRY: _("查阅档案"),
    Can.KEEP_REGISTRY: _("维护档案"),
    Can.REVEAL_PERSONAL: _("查看完整个人信息（留痕）"),
    Can.EXPORT_REGISTRY: _("导出名册"),
    Can.IMPORT_ROSTER: _("导入名单"),
    Can.UNDO_IMPORT: _("撤销导入"),
    Can.MERGE_FILES: _("合并重复档案"),
    Can.OVERRIDE_CODE: _("登记历史信用代码"),
    Can.KEEP_DESIGNATED_LIST: _("管理规上企业年度名录"),
    Can.PRINT_SLIPS: _("打印激活单"),
    Can.CHECK_CLAIM: _("审核认领申请"),
    Can.ANSWER_REQUEST: _("处理更正和删除请求"),
    Can.MEND_OUTSIDER: _("为企业和个人恢复账号"),
    Can.SEND_MESSAGE: _("发送消息"),
    Can.DELEGATE: _("委托他人代办"),
    Can.KEEP_PROVISIONS: _("制定规则版本"),
    Can.SEE_PROVISIONS: _("查阅规则"),
    Can.KEEP_CALENDAR: _("导入工作日历"),
    Can.KEEP_ACCOUNTS: _("管理工作人员账号和岗位"),
    Can.KEEP_SECURITY: _("管理登录安全"),
    Can.READ_RECORD: _("查阅办理记录"),
    Can.APPLY: _("提出申请"),
    Can.OWN_FIRM: _("维护本企业档案"),
    Can.MANAGE_FIRM_PEOPLE: _("管理本企业人员"),
    Can.OWN_FILE: _("查看本人档案"),
    Can.HOLD_CLASS: _("举办培训班"),
    Can.CHECK_SIGN_UP: _("审核报名"),
    Can.SIGN_UP: _("报名参加培训"),
    Can.PUBLISH_RESULTS: _("复核并公布成绩"),
    Can.KEEP_QUESTIONS: _("维护题库和试卷"),
    Can.RUN_SITTING: _("组织考试"),
    Can.SIT_EXAM: _("参加考试"),
    Can.ISSUE_CERTIFICATES: _("审批和签发证书"),
    Can.CHANGE_CERTIFICATES: _("办理证书变更"),
    Can.KEEP_TEMPLATES: _("维护证书模板"),
    Can.KEEP_SIGNING_KEYS: _("管理签名密钥"),
    Can.SEE_TALENTS: _("查阅人才信息库"),
}
REFUSALS = {
    "post.not_official": _("岗位只能设为工作人员身份。"),
    "post.title_taken": _("本单位已有名为“%(title)s”的岗位。"),
    "post.held": _("岗位仍有人任职，请先办理交接。"),
    "post.held_already": _("此人已在该岗位任职。"),
    "post.excluded": _("系统、安全、审计管理员三者互斥，且不得兼任业务岗位（三员分立）。请为此人另选岗位，或先结束其现任职务。"),
    "post.other_city": _("该岗位不属于本市。"),
    "post.not_held": _("此人已不在该岗位任职。"),
    "post.last_administrator": _("本市必须至少有一名系统管理员，否则今后无人能建立账号。请先为系统管理员岗位安排接任的人。"),
    "delegation.to_oneself": _("不能委托给自己。"),
    "delegation.too_long": _("委托期限最长一年，止期不得早于起期。"),
    "delegation.not_yours": _("只能委托本人现任的岗位，代办的权限不能再转托。"),
    "delegation.not_an_official": _("受托人必须是本市工作人员。"),
    "delegation.beyond_the_post": _("委托的权限超出了该岗位的权限，请重新选择委托范围。"),
    "delegation.ended": _("这项委托已经结束。"),
    "firm.member_already": _("此人已是本企业的成员。"),
    "firm.last_administrator": _("企业至少要有一名管理员。请先指定另一名管理员，或由县区局凭授权书变更。"),
    "firm.not_a_member": _("此人不是本企业的成员。"),
    "access.power_missing": _("您当前的身份没有这项权限。如需办理，请切换身份或联系本单位管理员。"),
}
EVENTS = {
    "post.opened": _("设立岗位"),
    "post.abolished": _("撤销岗位"),
    "post.assigned": _("任职"),
    "post.handed_over": _("离任交接"),
    "post.left": _("卸任岗位"),
    "delegation.given": _("委托代办"),
    "delegation.beyond_the_post": _("委托的权限超出了该岗位的权限，请重新选择委托范围。"),
    "delegation.ended": _("结束委托"),
    "firm.member_added": _("添加企业成员"),
    "firm.member_removed": _("移除企业成员"),
}


def connect() -> None:
    """Hand the sentences to the tables of refusals and events."""
    refusal.register(REFUSALS)
    record.register(EVENTS)
