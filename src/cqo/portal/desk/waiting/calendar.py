"""A year of the official calendar that is missing: this year's at any time, the next one's from November on."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.workdays import queries as workdays
from cqo.portal.desk.tasks import Chip, Group, Task, group

NOTICE_COMES_IN = 11


def waiting(actor: Actor, at: datetime) -> list[Group]:
    """The years to import. No query: the calendar is in memory."""
    if not actor.may(Can.KEEP_CALENDAR):
        return []
    on = timezone.localdate(at)
    wanted = [on.year] if on.month < NOTICE_COMES_IN else [on.year, on.year + 1]
    missing = [year for year in wanted if year not in workdays.calendar().years]
    tasks = [
        Task(
            title=_("%(year)s 年工作日历还没有导入") % {"year": year},
            url=f"{reverse('office:import_calendar')}?year={year}",
            action=_("导入"),
            note=_("国务院办公厅公布放假安排后导入；在此之前，期限落在这一年的事项不能提交。"),
            chip=Chip(_("缺少"), "stop" if year == on.year else "wait"),
        )
        for year in missing
    ]
    return group(_("工作日历"), tasks)
