"""The ledger in words: sources, refusals, events."""

from django.utils.translation import gettext_lazy as _

from cqo.foundation import refusal
from cqo.foundation.audit import wording as record
from cqo.qualification.learning.states import Source

SOURCES = {Source.SESSION: _("培训班"), Source.ELSEWHERE: _("外部证明")}
REFUSALS = {
    "hours.recorded_meanwhile": _("这些学时刚刚已由另一人记入。请刷新页面后核对。"),
    "hours.withdrawn_already": _("这条学时已经撤回。"),
}
EVENTS = {"hours.recorded": _("记入学时"), "hours.withdrawn": _("撤回学时")}


def hours(tenths: int) -> str:
    """Hours as people write them: 16, 3.5."""
    return f"{tenths / 10:g}"


def connect() -> None:
    """Hand the sentences to the tables of refusals and events."""
    refusal.register(REFUSALS)
    record.register(EVENTS)
