"""Refusals, events and values of provisions in words."""

from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cqo.foundation import refusal
from cqo.foundation.audit import wording as record
from cqo.foundation.provisions.subjects import Shape, Term

DEFAULT_TITLE = "平台默认值"
REFUSALS = {
    "provisions.document_missing": _("请填写文件名称、文号和印发日期：没有文件依据的规则不能施行。"),
    "provisions.overlaps": _("施行日期必须晚于本地上一版本的施行日期（%(latest)s）。上一版本有误的，请另发文件，从之后的日期起施行。"),
    "provisions.out_of_reach": _("您只能为本市及所辖县区制定规则。"),
    "provisions.starts_in_past": _("施行日期早于今天。确需补录已施行的文件，请写明理由。"),
    "provisions.changed_meanwhile": _("在您打开页面之后，本地已有新的版本施行。请核对最新版本后再提交。"),
    "provisions.ends_before_start": _("失效日期不能早于施行日期。"),
    "provisions.value_refused": _("“%(label)s”的内容不符合要求，请检查。"),
    "provisions.not_pinned": _("该事项尚未提交，还没有确定适用的规则版本。"),
}
EVENTS = {
    "provision.enacted": _("施行规则版本"),
}


def connect() -> None:
    """Hand the sentences to the tables of refusals and events."""
    refusal.register(REFUSALS)
    record.register(EVENTS)


def say(term: Term, value: Any) -> str:
    """A value as people read it: codes in words, yes or no, "not set here"; without the unit."""
    if value is None:
        return _now("未规定")
    if term.shape == Shape.FLAG:
        return _now("是") if value else _now("否")
    if term.shape == Shape.LIST:
        return "；".join(str(term.choices.get(code, code)) for code in value) or _now("无")
    if term.shape == Shape.TEXT:
        return str(term.choices.get(value, value))
    return str(value)
