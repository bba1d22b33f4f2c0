"""Tells the holder of a certificate, and the firms where the holder works now, what became of it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from cqo.foundation.access.actor import Actor
from cqo.foundation.accounts.models import Organisation
from cqo.foundation.inbox import operations as inbox
from cqo.qualification.certificates.change_words import MESSAGE_OF
from cqo.qualification.certificates.models import Certificate, Change
from cqo.qualification.certificates.states import ChangeKind
from cqo.registry.people.models import Employment
from cqo.registry.people.queries import files


def holder(change: Change, kind: str, *, by: Actor, at: datetime, **facts: Any) -> None:
    """Write to the holder, where the holder signs in."""
    owner = owner_of(change.certificate)
    if owner is not None:
        inbox.tell(kind=kind, by=by, at=at, users=[owner], about=("certificate_change", change.pk), facts={**_facts(change), **facts})


def everybody(change: Change, *, by: Actor, at: datetime) -> None:
    """Write of a change that was carried out to the holder and to the firms where the holder works now; the story is not in it."""
    kind = MESSAGE_OF[ChangeKind(change.kind)]
    facts: dict[str, Any] = {"day": change.effective_date}
    if change.replacement is not None:
        facts |= {"successor": change.replacement.number}
    holder(change, kind, by=by, at=at, **facts)
    for organisation in _firms(change.certificate):
        about = ("certificate_change", change.pk)
        inbox.tell(kind=kind, by=by, at=at, organisation=organisation, about=about, facts={**_facts(change), **facts})


def owner_of(certificate: Certificate) -> UUID | None:
    """The sign-in of the holder."""
    person = certificate.person
    return files.owner(person.merged_into or person)


def _firms(certificate: Certificate) -> list[UUID]:
    person = certificate.person
    family = files.family(person.merged_into or person)
    working = Employment.objects.filter(person__in=family, recorded_until__isnull=True, ends__isnull=True)
    return list(Organisation.objects.filter(pk__in=working.values("enterprise")).order_by("pk").values_list("pk", flat=True))


def _facts(change: Change) -> dict[str, Any]:
    return {"number": change.number, "certificate": change.certificate.number}
