"""What the case page of an entry of the record shows."""

from typing import Any

from django.utils.translation import gettext as _

from cqo.foundation.audit import wording as record
from cqo.foundation.look.casepage import CasePage, Fact, Group
from cqo.foundation.look.templatetags.look import moment
from cqo.portal.office.listings.entries import who
from cqo.portal.office.queries.record import kind_in_words


def entry_page(entry: Any, seal: Any | None) -> CasePage:
    """Everything an entry holds, in words and as it is stored, and its place in the chain. seal: None while it waits for one."""
    facts = [Fact(name, _stated(value), numeric=True) for name, value in entry.stated.items()]
    return CasePage(
        title=record.say(entry.event),
        number=str(entry.pk),
        number_label=_("记录编号"),
        state=_("已加封，第 %(seq)s 号") % {"seq": seal.seq} if seal else _("等待加封"),
        kind="ok" if seal else "wait",
        groups=[
            Group(_("谁在何时办理了什么"), _in_words(entry)),
            *([Group(_("要素"), facts)] if facts else []),
            Group(_("原样"), _as_stored(entry, seal)),
        ],
    )


def _in_words(entry: Any) -> list[Fact]:
    about = entry.words.about
    facts = [
        Fact(_("时间"), moment(entry.at)),
        Fact(_("经办人"), who(entry)),
        Fact(_("对象"), f"{kind_in_words(entry.kind)} {about}", note=entry.key if entry.key != about else ""),
        Fact(_("规则版本"), entry.under),
    ]
    if entry.members_count is not None:
        facts.append(Fact(_("涉及条数"), str(entry.members_count), note=entry.members_digest))
    return facts


def _as_stored(entry: Any, seal: Any | None) -> list[Fact]:
    facts = [
        Fact(_("事项代码"), entry.event, numeric=True),
        Fact(_("账号编号"), entry.user, numeric=True),
        Fact(_("任职编号"), entry.capacity, numeric=True),
        Fact(_("委托编号"), entry.on_behalf_of, numeric=True),
    ]
    return [*facts, Fact(_("封条"), seal.hash, numeric=True)] if seal else facts


def _stated(value: object) -> str:
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)
