"""Certificates in words: tiers, levels, statuses. One place for every status word."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cqo.qualification.certificates.states import Level, Status, Tier
from cqo.registry.people.wording import TIERS as TIERS

LEVELS = {Level.COUNTY: _("县区级"), Level.CITY: _("市级"), Level.PROVINCE: _("省级")}
STATUSES = {
    Status.VALID: _("有效"),
    Status.EXPIRED: _("已过期"),
    Status.SUSPENDED: _("暂停使用"),
    Status.CANCELLED: _("已注销"),
    Status.REVOKED: pgettext_lazy("certificate", "已撤销"),
    Status.REPLACED: _("已换发"),
    Status.VOID: _("已作废"),
}
CHIPS = {
    Status.VALID: "ok",
    Status.EXPIRED: "wait",
    Status.SUSPENDED: "wait",
    Status.CANCELLED: "plain",
    Status.REVOKED: "stop",
    Status.REPLACED: "info",
    Status.VOID: "stop",
}
HELD_ALREADY = _("已有本班次的证书")
NO_GLYPH = _("姓名或单位中的“%(signs)s”暂时不能打印，请联系运维补充字库后另行发证")
# What is printed on a certificate is Chinese in every language.
PRINTED_TIERS = {Tier.BASIC: "基础", Tier.ADVANCED: "提升", Tier.SENIOR: "高级"}
PRINTED = {
    "tier": "（{tier}）",
    "validity": "本证书有效期自{issued}至{expires}。",
    "official_number": "证书编号：",
    "number": "平台编号：",
    "check_code": "查验码：",
    "check": "扫描二维码查验真伪和状态",
}
