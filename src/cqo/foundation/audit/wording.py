"""The record in sentences: one for each event, from every app's own list, and one for each fault."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cqo.foundation.audit.faults import Fault, Flaw

EVENTS: dict[str, str | Promise] = {}

FAULTS: dict[Flaw, str | Promise] = {
    Flaw.CHANGED: gettext_lazy("%(city)s的第 %(seq)s 号记录（%(entry)s）在封存之后被改动。"),
    Flaw.MISSING: gettext_lazy("%(city)s的第 %(seq)s 号记录（%(entry)s）已封存，但记录本身不见了。"),
    Flaw.GAP: gettext_lazy("%(city)s的封存链缺少第 %(seq)s 号至第 %(until)s 号。"),
    Flaw.BROKEN: gettext_lazy("%(city)s的封存链在第 %(seq)s 号（%(entry)s）断开：它没有接续前一号。"),
    Flaw.RESEALED: gettext_lazy("%(city)s的第 %(seq)s 号封条（%(entry)s）被改动。"),
    Flaw.CUT: gettext_lazy("%(city)s的封存链尾部被截去：第 %(seq)s 号至第 %(until)s 号曾经封存，现已不见。"),
    Flaw.HEADLESS: gettext_lazy("%(city)s的链头登记不见了，封存链现有 %(seq)s 号。"),
    Flaw.HEAD: gettext_lazy("%(city)s的链头登记（第 %(seq)s 号）与封存链不符。"),
    Flaw.REWRITTEN: gettext_lazy("%(city)s的封存链从第 %(seq)s 号（%(entry)s）或更早处被重写：与当时导出的链头不符。"),
    Flaw.UNEXPORTED: gettext_lazy("%(city)s已封存 %(seq)s 号，但导出链头的文件不见了。"),
    Flaw.EXPORT_DAMAGED: gettext_lazy("%(city)s的链头导出文件第 %(seq)s 行无法读取。"),
    Flaw.UNSEALED: gettext_lazy("%(city)s的记录（%(entry)s）既未封存也不在待封存队列：由人手工写入，或其封条已被删除。"),
    Flaw.LOST: gettext_lazy("%(city)s的记录（%(entry)s）在等待封存时不见了。"),
    Flaw.UNGUARDED: gettext_lazy("数据库的防改动措施 %(guard)s 不在位。"),
}


def register(sentences: Mapping[str, str | Promise]) -> None:
    """Take in an app's events, from its `ready`: `audit.wording.register(wording.EVENTS)`.

    Raises ValueError where another app has given the same event another sentence.
    """
    for event, sentence in sentences.items():
        if EVENTS.setdefault(event, sentence) != sentence:
            raise ValueError(f"the event {event} already has another sentence")


def say(event: str) -> str:
    """The event's sentence in the active language; an event without one is shown by its key."""
    return str(EVENTS.get(event, event))


def sentence(fault: Fault) -> str:
    """What is wrong, in the active language."""
    return str(FAULTS[fault.flaw]) % {
        "city": place(fault.city),
        "seq": fault.seq,
        "until": fault.until,
        "entry": fault.entry,
        "guard": fault.guard,
    }


def place(city: str) -> str:
    """A chain's name: its city's code, or the installation itself."""
    return _("城市 %(code)s") % {"code": city} if city else _("本平台")
