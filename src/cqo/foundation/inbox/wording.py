"""Messages in words: a registry of kinds, and the refusals, events and states of the inbox itself."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cqo.foundation import refusal
from cqo.foundation.audit import wording as record
from cqo.foundation.inbox.rules import Personal
from cqo.foundation.inbox.states import Channel, DeliveryState, Trouble

LETTER = "letter"
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Kind:
    """A kind of message: title, body and SMS as whole sentences with %(name)s for each fact, lazily translated.

    sms: "" where it is never sent as SMS.
    necessary: copies go to those as well who did not agree to be contacted (an answer to their own application).
    """

    title: str | Promise
    body: str | Promise
    sms: str | Promise = ""
    necessary: bool = False


_kinds: dict[str, Kind] = {}


def register(kinds: Mapping[str, Kind]) -> None:
    """Add an app's kinds: `register({"claim.accepted": Kind(_("认领申请已通过"), _("您的申请 %(number)s 已通过。"))})`."""
    _kinds.update(kinds)


def kind(key: str) -> Kind:
    """The kind of a key. Raises KeyError for one nobody registered."""
    return _kinds[key]


def title(key: str, facts: Mapping[str, Any]) -> str:
    """The headline of a message of a kind."""
    return _filled(kind(key).title, facts)


def body(key: str, facts: Mapping[str, Any]) -> str:
    """The text of a message of a kind."""
    return _filled(kind(key).body, facts)


def sms(key: str, facts: Mapping[str, Any]) -> str:
    """The same as an SMS, without the signature; "" where the kind has none."""
    return _filled(kind(key).sms, facts)


def check(key: str, facts: Mapping[str, Any]) -> Kind:
    """The kind, when the facts fill its sentences. Raises KeyError for an unknown kind or a fact that a sentence needs and nobody gave."""
    known = kind(key)
    for sentence in (known.title, known.body, known.sms):
        _filled(sentence, facts)
    return known


def _filled(sentence: str | Promise, facts: Mapping[str, Any]) -> str:
    return str(sentence) % {name: _shown(value) for name, value in facts.items()}


def _shown(value: Any) -> Any:
    """A stored day (2026-03-02) as people read it."""
    if isinstance(value, str) and _ISO_DATE.fullmatch(value):
        return formats.date_format(date.fromisoformat(value))
    return value


KINDS = {
    LETTER: Kind(title="%(subject)s", body="", sms=_("%(office)s给您发来消息：%(subject)s。请登录首质通查看。")),
}
CHANNELS = {Channel.EMAIL: _("邮件"), Channel.SMS: _("短信")}
DELIVERY_STATES = {
    DeliveryState.QUEUED: _("等待发送"),
    DeliveryState.SENDING: _("正在发送"),
    DeliveryState.SENT: _("已发出"),
    DeliveryState.DELIVERED: _("已送达"),
    DeliveryState.FAILED: _("未送达"),
    DeliveryState.SKIPPED: _("未发送"),
}
TROUBLES = {
    Trouble.NO_CONSENT: _("对方未同意接收短信和邮件"),
    Trouble.NO_ADDRESS: _("对方未留手机号或邮箱"),
    Trouble.NOT_SET_UP: _("平台未设置这个发送渠道"),
    Trouble.REFUSED: _("号码或邮箱被退回"),
    Trouble.UNREACHABLE: _("发送渠道多次连接不上"),
    Trouble.NO_ANSWER: _("发送后多次没有得到确认"),
    Trouble.NOT_DELIVERED: _("运营商回执：未送达"),
}
PERSONAL = {Personal.ID_NUMBER: _("身份证号码（尾号 %(tail)s）"), Personal.PHONE: _("手机号码（尾号 %(tail)s）")}
REFUSALS = {
    "letter.personal_data": _(
        "正文中有个人信息：%(found)s。群发消息不得写入身份证号码和手机号码，请删去后再发；联系电话可写办公固定电话。"
    ),
    "letter.nobody": _("没有收件企业。只能发给已认领档案的企业。"),
    "letter.form_stale": _("这份表单已经失效，请重新填写后再发。"),
    "letter.out_of_reach": _("所选企业中有 %(count)s 家不在您的管辖范围内，或尚未认领档案。"),
}
EVENTS = {"letter.sent": _("向企业发送消息")}


def connect() -> None:
    """Hand the sentences to the tables of refusals, events and kinds."""
    refusal.register(REFUSALS)
    record.register(EVENTS)
    register(KINDS)
