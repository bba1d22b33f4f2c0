"""A due date as a chip, counted in working days."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cqo.foundation.look.templatetags.look import day
from cqo.foundation.workdays import queries as workdays
from cqo.foundation.workdays.queries import YearMissing
from cqo.portal.desk.tasks import Chip

SOON = 2


def chip(due: date | None, *, today: date) -> Chip | None:
    """How much time is left: overdue, today, so many working days; the day itself where it is far or its calendar is not imported."""
    if due is None:
        return None
    if due == today:
        return Chip(_("今日到期"), "stop")
    try:
        days = workdays.calendar().between(min(due, today), max(due, today))
    except YearMissing:
        return Chip(_("%(day)s到期") % {"day": day(due)}, "stop" if due < today else "info")
    if due < today:
        return Chip(ngettext("已逾期 %(days)s 个工作日", "已逾期 %(days)s 个工作日", days) % {"days": days}, "stop")
    if days <= SOON:
        return Chip(ngettext("还剩 %(days)s 个工作日", "还剩 %(days)s 个工作日", days) % {"days": days}, "wait")
    return Chip(_("%(day)s到期") % {"day": day(due)}, "info")
