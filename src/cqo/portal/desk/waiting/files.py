"""Files of enterprises that need somebody: moves that take effect soon, files of one name."""

from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.reaching import Reaching
from cqo.foundation.divisions import queries as divisions
from cqo.foundation.divisions.models import Zone
from cqo.foundation.look.templatetags.look import day
from cqo.portal.desk.queries import tallies
from cqo.portal.desk.tasks import Chip, Group, Task, group
from cqo.registry.enterprises.models import Move
from cqo.registry.enterprises.queries import files

AHEAD = timedelta(days=30)
SHOWN = 4


def _moves_until(actor: Actor, until: date) -> QuerySet[Move]:
    coming = Move.objects.filter(applied_at__isnull=True, withdrawn_at__isnull=True, effective_date__lte=until)
    reached = coming.filter(Exists(files.within(actor).filter(pk=OuterRef("enterprise")))).select_related(
        "enterprise", "from_zone", "to_zone"
    )
    columns = ("from_county", "to_county", "effective_date", "enterprise__name", "from_zone__short_name", "to_zone__short_name")
    return reached.only(*columns).order_by("effective_date", "pk")[:SHOWN]


_coming = Reaching(_moves_until)


def waiting(actor: Actor, at: datetime) -> list[Group]:
    """Moves to come, one query; files of one name, from the figures that the clock keeps."""
    return [*_moves(actor, timezone.localdate(at)), *_namesakes(actor)]


def _moves(actor: Actor, on: date) -> list[Group]:
    if not actor.may(Can.KEEP_REGISTRY):
        return []
    tasks = [
        Task(
            title=move.enterprise.name,
            url=move.enterprise.get_absolute_url(),
            action=_("查看"),
            note=_("由%(old)s迁往%(new)s")
            % {"old": _place(move.from_county_id, move.from_zone), "new": _place(move.to_county_id, move.to_zone)},
            chip=Chip(_("%(day)s生效") % {"day": day(move.effective_date)}, "info"),
        )
        for move in _coming(actor, until=on + AHEAD)
    ]
    return group(_("即将生效的迁移"), tasks)


def _place(county: str, zone: Zone | None) -> str:
    """A county, with the zone in it where there is one."""
    return f"{divisions.name_of(county)}（{zone.short_name}）" if zone is not None else divisions.name_of(county)


def _namesakes(actor: Actor) -> list[Group]:
    tally = tallies.of(actor) if actor.may(Can.MERGE_FILES) else None
    if tally is None or not tally.namesakes:
        return []
    words = ngettext("%(count)s 份企业档案与别的档案同名", "%(count)s 份企业档案与别的档案同名", tally.namesakes) % {
        "count": tally.namesakes
    }
    task = Task(
        title=words,
        url=reverse("enterprises:duplicates"),
        action=_("并排比对"),
        note=_("是同一家企业的，合并为一份；合并可以撤销。"),
    )
    return group(_("疑似重复的档案"), [task])
