"""The yearly list of enterprises above designated size that is missing or not frozen yet."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.statements import Statement
from cqo.portal.desk.tasks import Chip, Group, Task, group
from cqo.registry.enterprises.models import DesignatedList

_of_year = Statement(lambda city, year: DesignatedList.objects.filter(city_code=city, year=year, superseded_by__isnull=True).order_by("pk"))


def waiting(actor: Actor, at: datetime) -> list[Group]:
    """This year's list, where it cannot serve as the denominator yet. One query."""
    if not actor.may(Can.KEEP_DESIGNATED_LIST):
        return []
    on = timezone.localdate(at)
    found = next(iter(_of_year(city=actor.city, year=on.year)), None)
    if found is None:
        task = Task(
            title=_("%(year)s 年规上企业名录还没有建立") % {"year": on.year},
            url=reverse("enterprises:designated"),
            action=_("建立名录"),
            note=_("覆盖率以它为分母；在此之前沿用往年名录。"),
            chip=Chip(_("缺少"), "wait"),
        )
    elif found.frozen_at is None:
        task = Task(
            title=_("%(year)s 年规上企业名录还没有固定") % {"year": on.year},
            url=reverse("enterprises:designated_list", args=[found.pk]),
            action=_("核对并固定"),
            note=_("固定之后才能作为覆盖率的分母。"),
            chip=Chip(_("草稿"), "info"),
        )
    else:
        return []
    return group(_("规上企业名录"), [task])
