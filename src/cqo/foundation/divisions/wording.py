"""Places in words: why a text was not understood, what is refused, what was done."""

from django.utils.translation import gettext_lazy as _

from cqo.foundation import refusal
from cqo.foundation.audit import wording as record
from cqo.foundation.divisions.rules.gazetteer import Reason
from cqo.foundation.divisions.states import Level, Sureness

LEVEL_NAMES = {Level.PROVINCE: _("省级"), Level.CITY: _("市级"), Level.COUNTY: _("县级")}
SURENESS_NAMES = {
    Sureness.DOCUMENTED: _("有文件依据"),
    Sureness.LISTED: _("见于公开代码表，日期未核实"),
    Sureness.UNVERIFIED: _("尚未核实，请市局确认"),
}
REASONS = {
    Reason.EMPTY: _("没有填写县区。"),
    Reason.UNKNOWN: _("本市没有这个县区或功能区，请核对名称。"),
    Reason.AMBIGUOUS: _("这个名称对应不止一个县区，请写全称。"),
    Reason.ELSEWHERE: _("这个县区不在本市。"),
}
REFUSALS = {
    "zone.name_taken": _("本市已有名为“%(name)s”的功能区。"),
    "zone.not_a_city": _("功能区要设在一个市下，“%(division)s”不是市级区划。"),
    "zone.county_elsewhere": _("“%(name)s”不属于本市，不能列为功能区所在县区。"),
    "zone.no_county": _("请至少选择一个功能区所在的县区。"),
    "zone.closed_already": _("功能区“%(name)s”已经撤销。"),
    "zone.ends_before_it_begins": _("撤销日期不能早于设立日期。"),
}
EVENTS = {
    "zone.added": _("设立功能区"),
    "zone.closed": _("撤销功能区"),
}


def connect() -> None:
    """Hand the sentences to the tables of refusals and events."""
    refusal.register(REFUSALS)
    record.register(EVENTS)
