"""Reads of changes to certificates: what an actor may see, what waits, and what became of a certificate over time."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.reach import Scale
from cqo.foundation.access.reaching import in_place
from cqo.qualification.certificates.models import Certificate, Change
from cqo.qualification.certificates.queries import files
from cqo.qualification.certificates.rules import changes as rules
from cqo.qualification.certificates.rules.changes import Case
from cqo.qualification.certificates.rules.status import Facts
from cqo.qualification.certificates.states import ChangeKind, ChangeState, Level, Status

OPEN = (ChangeState.PROPOSED.value, ChangeState.HEARD.value)


def within(actor: Actor) -> QuerySet[Change]:
    """Officials see those of their place, a firm those carried out on the certificates of its people, a person their own."""
    rows, place = Change.objects.select_related("certificate"), in_place(actor.reach)
    if place is not None:
        return rows.filter(place)
    rows = rows.filter(certificate__in=files.within(actor).values("pk"))
    return rows.filter(state=ChangeState.DONE.value) if actor.reach.scale == Scale.ORGANISATION else rows


def waiting(actor: Actor) -> QuerySet[Change]:
    """The open changes that an official's bureau may take further, the oldest first."""
    rows = within(actor).filter(state__in=OPEN)
    if actor.reach.scale == Scale.COUNTY:
        rows = rows.filter(certificate__level=Level.COUNTY.value)
    return rows.order_by("proposed_at", "pk")


def open_of(certificate: Certificate) -> Change | None:
    """The change that is going on, where one is."""
    return Change.objects.filter(certificate=certificate, state__in=OPEN).first()


def done_of(certificate: Certificate) -> QuerySet[Change]:
    """What was carried out, oldest first: the certificate's history."""
    return Change.objects.filter(certificate=certificate, state=ChangeState.DONE.value).order_by("decided_at", "pk")


def as_of(certificate: Certificate, on: date) -> Status:
    """What the certificate was worth on any day of the past, by the history of its changes."""
    done: Sequence[tuple[ChangeKind, date]] = [(ChangeKind(row.kind), row.effective_date) for row in done_of(certificate)]
    return rules.as_of(certificate.expires_date, done, on)


def case_of(certificate: Certificate) -> Case:
    """A certificate as the rules of changes meet it."""
    facts = Facts(
        certificate.expires_date, certificate.suspended_date, certificate.resumed_date, certificate.ended_date, certificate.ending
    )
    return Case(facts, certificate.issued_date, certificate.handed_over_date is not None)


def is_own(actor: Actor, certificate: Certificate) -> bool:
    """Whether an actor is the holder, acting for themselves."""
    if actor.reach.scale != Scale.OWN or actor.user is None:
        return False
    return files.within(actor).filter(pk=certificate.pk).exists()


def is_of_bureau(actor: Actor, certificate: Certificate) -> bool:
    """Whether an official's bureau may change a certificate: who issued it, or the city above a county."""
    scale = actor.reach.scale
    return rules.is_of_bureau(
        Level(certificate.level),
        is_city=scale in (Scale.CITY, Scale.EVERYTHING) and actor.reach.key in (certificate.city_code, ""),
        is_county=scale == Scale.COUNTY and actor.reach.key == certificate.county_code,
    )


def may_read_papers(actor: Actor, key: UUID) -> bool:
    """Whether an actor may read the evidence of a change: officials in reach and the holder, not the firm."""
    return actor.reach.scale != Scale.ORGANISATION and within(actor).filter(pk=key).exists()


def address(key: str) -> str:
    """The page of a change, for the message that tells of it; "" where there is none."""
    found = Change.objects.filter(pk=key).first()
    return found.get_absolute_url() if found is not None else ""
