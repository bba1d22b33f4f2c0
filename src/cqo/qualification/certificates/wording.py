"""Certificates in words: tiers, levels, statuses. One place for every status word."""

from django.utils.translation import gettext_lazy as _

from cqo.qualification.certificates.states import Level, Status
from cqo.registry.people.wording import TIERS as TIERS

LEVELS = {Level.COUNTY: _("县区级"), Level.CITY: _("市级"), Level.PROVINCE: _("省级")}
STATUSES = {
    Status.VALID: _("有效"),
    Status.EXPIRED: _("已过期"),
    Status.SUSPENDED: _("暂停使用"),
    Status.CANCELLED: _("已注销"),
    Status.REVOKED: _("已撤销"),
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
