"""What somebody can set about: the large links at the right of the desk, by power."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can

MOST = 7


@dataclass(frozen=True)
class Entry:
    """A large link: the power it asks for, the page, its words and its icon. `args` go into the address."""

    power: Can
    page: str
    label: str | Promise
    icon: str
    args: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        """Where it leads."""
        return reverse(self.page, args=self.args)


ENTRIES: Sequence[Entry] = (
    Entry(Can.IMPORT_ROSTER, "intake:upload", _("导入企业名单"), "file-import", ("enterprises",)),
    Entry(Can.IMPORT_ROSTER, "intake:upload", _("导入人员名单"), "table-import", ("people",)),
    Entry(Can.KEEP_REGISTRY, "enterprises:new", _("登记一家企业"), "building-factory-2"),
    Entry(Can.KEEP_REGISTRY, "people:new", _("登记一名人员"), "user-plus"),
    Entry(Can.PRINT_SLIPS, "enterprises:slips", _("打印激活单"), "qrcode"),
    Entry(Can.HOLD_CLASS, "training:new", _("新建培训班次"), "plus"),
    Entry(Can.SEND_MESSAGE, "office:write_letter", _("给企业发消息"), "send"),
    Entry(Can.DELEGATE, "entrance:delegate", _("委托同事代办"), "arrows-exchange"),
    Entry(Can.SIGN_UP, "training:classes", _("报名参加培训"), "school"),
    Entry(Can.OWN_FIRM, "dossier:own_firm", _("查看本企业档案"), "building-factory-2"),
    Entry(Can.MANAGE_FIRM_PEOPLE, "people:take_on", _("添加本企业人员"), "user-plus"),
    Entry(Can.MANAGE_FIRM_PEOPLE, "people:members", _("管理本企业经办人"), "users"),
    Entry(Can.OWN_FILE, "dossier:own_file", _("查看我的档案"), "id-badge-2"),
    Entry(Can.OWN_FILE, "learning:hours", _("查看我的学时"), "clock"),
    Entry(Can.OWN_FILE, "people:ask", _("提出更正或删除"), "edit"),
    Entry(Can.KEEP_ACCOUNTS, "office:posts", _("岗位与账号"), "sitemap"),
    Entry(Can.KEEP_ACCOUNTS, "office:officials", _("工作人员和离任交接"), "users"),
    Entry(Can.KEEP_ACCOUNTS, "office:delegations", _("委托代办"), "arrows-exchange"),
    Entry(Can.KEEP_CALENDAR, "office:import_calendar", _("导入工作日历"), "calendar"),
    Entry(Can.KEEP_SECURITY, "office:security", _("登录安全"), "shield-lock"),
    Entry(Can.READ_RECORD, "office:record", _("查阅办理记录"), "history"),
    Entry(Can.READ_RECORD, "office:verifications", _("校验办理记录"), "shield-check"),
    Entry(Can.READ_RECORD, "office:record_heads", _("打印链头"), "printer"),
    Entry(Can.SEE_REGISTRY, "enterprises:list", _("查企业"), "search"),
    Entry(Can.SEE_REGISTRY, "people:list", _("查人员"), "users"),
    Entry(Can.SEE_TALENTS, "talents:list", _("查人才信息库"), "school"),
    Entry(Can.SEE_PROVISIONS, "office:provisions", _("查阅规则"), "book-2"),
    Entry(Can.APPLY, "entrance:join", _("认领企业或本人档案"), "certificate"),
)


def entries_for(actor: Actor) -> list[Entry]:
    """The first few links that an actor's powers open; applying for a file is for those who are no officials."""
    allowed = [entry for entry in ENTRIES if actor.may(entry.power) and not (entry.power == Can.APPLY and actor.is_official)]
    return allowed[:MOST]
