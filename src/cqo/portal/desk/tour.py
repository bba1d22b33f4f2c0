"""The guided first tour: five steps for each role (four for who has none yet), each on the page it is about. The account menu brings it back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cqo.foundation.accounts.states import Role

OVER = 100


@dataclass(frozen=True)
class Step:
    """One step: the page it stands on, and what it says."""

    page: str
    title: str | Promise
    text: str | Promise


_DESK = Step("desk:today", _("这是您的工作台"), _("登录后先到这里：先列等您办理的事，快到期的排在前面；旁边是常用入口和本地数字。"))
_OWN_DESK = Step("desk:today", _("这是您的工作台"), _("等您办理的事、办理结果和消息都在这里；旁边是常用入口。"))
_ROLES = Step(
    "office:roles", _("谁能办什么"), _("每个身份能办的事都列在这里。看不到某个入口，多半是身份不同；有多个身份的，在右上角切换。")
)
_MESSAGES = Step("inbox:messages", _("消息"), _("办理结果和通知都发到这里。短信和邮件只是提醒，以这里为准。"))
_ACCOUNT = Step("entrance:account", _("我的账号"), _("换密码、换手机号、查看在哪些设备上登录、开启两步验证，都在这里。"))
_OFFICIALS_ACCOUNT = Step(
    "entrance:account", _("休假前先委托"), _("外出、休假前在这里委托同事代办（A/B 角），到期自动收回；同时建议开启两步验证。")
)
_ENTERPRISES = Step(
    "enterprises:list",
    _("一企一档"),
    _("输入名称中任意两个字、信用代码或电话后四位即可查到企业；条件可以存为常用查询，名单可以导出和打印。"),
)
_PEOPLE = Step("people:list", _("一人一档"), _("人员的任职、学历和证书都在一份终身档案里；身份证号只显示一部分，查看全号会留痕。"))
_IMPORT = Step(
    "intake:batches", _("导入手里的名单"), _("把现有的表格原样上传：先逐行核对，改正有误的行，确认之后才写入；导错了可以整批撤销。")
)

STEPS: Mapping[Role | None, Sequence[Step]] = {
    Role.CITY_OFFICER: (
        _DESK, _ENTERPRISES, _IMPORT,
        Step("enterprises:duplicates", _("合并重复档案"), _("同名的档案在这里并排比对，是同一家的合并为一份；合并可以撤销。")),
        Step("office:provisions", _("本市的规则"), _("期限、条件都是带文号、有施行日期的规则版本。新版本只管今后，不影响正在办理的事项。")),
    ),
    Role.COUNTY_OFFICER: (
        _DESK, _IMPORT, _ENTERPRISES,
        Step("enterprises:slips", _("打印激活单"), _("选好企业，成批打印激活单发给企业；企业凭单上的激活码认领档案，不用再报材料。")),
        _OFFICIALS_ACCOUNT,
    ),
    Role.ZONE_OFFICER: (
        _DESK, _IMPORT, _ENTERPRISES,
        Step("enterprises:claims", _("核对认领申请"), _("没有激活单的企业上传盖章授权书申请认领，在这里核对。缺什么要一次告知。")),
        _OFFICIALS_ACCOUNT,
    ),
    Role.PROVINCE_READER: (
        _DESK, _ENTERPRISES, _PEOPLE,
        Step("office:provisions", _("各市的规则"), _("各市的期限和条件不同，可以在这里查阅和比较。")),
        _ROLES,
    ),
    Role.SYSTEM_ADMIN: (
        _DESK,
        Step("office:posts", _("岗位与账号"), _("先设岗位，再为岗位建立账号。初始密码只显示一次，打印后当面交给本人。")),
        Step("office:officials", _("人员变动"), _("有人离任，打开他的页面办理交接：岗位交给接任人、委托结束、账号停用，一次办完。")),
        Step("office:calendar", _("工作日历"), _("每年 11 月放假安排公布后导入下一年；缺了日历，期限就算不出来。")),
        _ROLES,
    ),
    Role.SECURITY_ADMIN: (
        _DESK,
        Step("office:security", _("登录安全"), _("输错密码被锁定的、手机遗失要退出登录的、验证器丢了的，都在这里处理。")),
        _ACCOUNT, _MESSAGES, _ROLES,
    ),
    Role.AUDIT_ADMIN: (
        _DESK,
        Step("office:record", _("办理记录"), _("每一次办理都在这里，按人、按事、按日期查；只能看，谁也改不了。")),
        Step("office:verifications", _("校验"), _("逐条核对记录和封条。建议每月校验一次。")),
        Step("office:record_heads", _("链头"), _("把链头印在通报里或抄送别的单位，今后就能证明此前的记录没有改过。")),
        _ROLES,
    ),
    Role.ENTERPRISE_ADMIN: (
        _OWN_DESK,
        Step("dossier:own_firm", _("本企业档案"), _("行业、人数、联系人在这里核对和更新；信用代码和名称有误的，请联系县区局。")),
        Step("people:firm", _("本企业人员"), _("在这里添加质量人员，登记入职和离职。")),
        Step("people:members", _("谁能代表本企业办理"), _("可以添加几名经办人。管理员换人，上传盖章授权书办理变更。")),
        _ACCOUNT,
    ),
    Role.ENTERPRISE_STAFF: (
        _OWN_DESK,
        Step("dossier:own_firm", _("本企业档案"), _("行业、人数、联系人在这里核对和更新；信用代码和名称有误的，请联系县区局。")),
        _MESSAGES, _ACCOUNT, _ROLES,
    ),
    Role.PERSON: (
        _OWN_DESK,
        Step("dossier:own_file", _("我的档案"), _("任职、学历和证书都在这里。手机号和邮箱可以自己改，其他内容有误的可以提出更正。")),
        Step("people:ask", _("更正和删除"), _("档案里的个人信息不对，在这里提出；处理结果会发消息给您。")),
        _MESSAGES, _ACCOUNT,
    ),
    None: (
        Step("desk:today", _("先认领档案"), _("凭激活单或盖章授权书认领企业档案，凭激活码认领本人档案；办到哪一步，在这里看。")),
        _MESSAGES, _ACCOUNT, _ROLES,
    ),
}  # fmt: skip


def steps_of(role: Role | None) -> Sequence[Step]:
    """The tour of a role."""
    return STEPS[role]
