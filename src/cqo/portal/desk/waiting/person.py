"""What a person's own file lacks, and certificates that run out."""

from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.portal.desk import due
from cqo.portal.desk.tasks import Group, Task, group
from cqo.registry.people.models import ExternalCertificate, Person
from cqo.registry.people.queries import files

AHEAD = timedelta(days=90)


def waiting(actor: Actor, at: datetime) -> list[Group]:
    """A missing phone, certificates that run out. Two queries."""
    if not actor.may(Can.OWN_FILE):
        return []
    on = timezone.localdate(at)
    person = files.current(files.within(actor)).order_by("pk").first()
    if person is None:
        return []
    return [*_missing(person), *_running_out(person, on)]


def _missing(person: Person) -> list[Group]:
    if person.phone_masked:
        return []
    task = Task(
        title=_("还没有登记手机号"),
        url=reverse("people:amend", args=[person.pk]),
        action=_("填写"),
        note=_("证书到期、开班通知按这里的号码送达。"),
    )
    return group(_("本人档案待补全"), [task])


def _running_out(person: Person, on: date) -> list[Group]:
    tasks = [
        Task(
            title=certificate.title,
            url=reverse("dossier:own_file"),
            action=_("查看"),
            note=_("%(issuer)s · %(number)s") % {"issuer": certificate.issuer, "number": certificate.number},
            chip=due.chip(certificate.expires_date, today=on),
        )
        for certificate in _certificates(person, on)
    ]
    return group(_("即将到期的证书"), tasks)


def _certificates(person: Person, on: date) -> QuerySet[ExternalCertificate]:
    found = ExternalCertificate.objects.filter(person=person, withdrawn_at__isnull=True, expires_date__gte=on, expires_date__lte=on + AHEAD)
    return found.order_by("expires_date", "pk")
