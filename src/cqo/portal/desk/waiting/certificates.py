"""Certificates of the platform that run out within 90 days: one's own, those of a firm's people, those of a place by county."""

from datetime import date, datetime

from django.db.models import Count, Min, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.reach import Scale
from cqo.foundation.divisions import queries as divisions
from cqo.foundation.look.templatetags.look import day
from cqo.portal.desk import due
from cqo.portal.desk.tasks import Group, Task, group
from cqo.qualification.certificates.states import Tier
from cqo.qualification.certificates.wording import TIERS
from cqo.qualification.talents.models import Talent
from cqo.qualification.talents.queries import entries

SHOWN = 6


def waiting(actor: Actor, at: datetime) -> list[Group]:
    """One query each for persons, firms, and officials who keep the registry."""
    on = timezone.localdate(at)
    if actor.may(Can.OWN_FILE) or actor.may(Can.OWN_FIRM):
        return _by_holder(actor, on)
    return _by_county(actor, on) if actor.may(Can.SEE_TALENTS) and actor.may(Can.KEEP_REGISTRY) else []


def _by_holder(actor: Actor, on: date) -> list[Group]:
    own = actor.reach.scale == Scale.OWN
    tasks = [
        Task(
            title=_("%(tier)s证书") % {"tier": TIERS[Tier(row.tier)]} if own else row.file.name,
            url=reverse("dossier:own_file") if own else row.file.get_absolute_url(),
            action=_("查看"),
            note=f"{row.certificate.title} · {row.certificate.official_number}" if row.certificate else "",
            chip=due.chip(row.certificate.expires_date, today=on) if row.certificate else None,
        )
        for row in _coming(actor, on).select_related("file", "certificate").order_by("certificate__expires_date", "pk")[:SHOWN]
    ]
    return group(_("本人证书即将到期") if own else _("本企业人员证书即将到期"), tasks)


def _by_county(actor: Actor, on: date) -> list[Group]:
    listed = reverse("talents:list")
    found = list(
        _coming(actor, on)
        .order_by()
        .values_list("county")
        .annotate(count=Count("pk"), first=Min("certificate__expires_date"))
        .order_by("county")
    )
    tasks = [
        Task(
            title=divisions.name_of(county),
            url=f"{listed}?county={county}&expiring=90",
            action=_("查看"),
            note=ngettext("%(count)s 张证书 90 天内到期，最早 %(day)s", "%(count)s 张证书 90 天内到期，最早 %(day)s", count)
            % {"count": count, "day": day(first)},
        )
        for county, count, first in found[:SHOWN]
    ]
    return group(_("即将到期的证书"), tasks, count=sum(count for _county, count, _first in found), all_url=f"{listed}?expiring=90")


def _coming(actor: Actor, on: date) -> QuerySet[Talent]:
    return entries.running_out(entries.within(actor), on)
