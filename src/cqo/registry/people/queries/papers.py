"""Papers about people: evidence at the file itself, scans at a certificate from elsewhere; and who may read them."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q, QuerySet

from cqo.foundation.access.actor import Actor
from cqo.foundation.audit import queries as record
from cqo.foundation.documents.models import Attachment
from cqo.registry.people.models import ExternalCertificate
from cqo.registry.people.queries import files, lives

PERSON = "person"
CERTIFICATE = "external_certificate"
QUALITY_EVIDENCE = "quality_evidence"


def of_people(people: Sequence[UUID]) -> QuerySet[Attachment]:
    """Every paper at some files and at their certificates, withdrawn ones included, that still has its content."""
    certificates = ExternalCertificate.objects.filter(person__in=people).values("pk")
    belonging = Q(kind=PERSON, key__in=people) | Q(kind=CERTIFICATE, key__in=certificates)
    return Attachment.objects.filter(belonging, removed_at__isnull=True).order_by("uploaded_at", "pk")


def stamped(people: Sequence[UUID]) -> dict[UUID, UUID]:
    """Employment → the stamped paper of its firm under which the bureau filed it (代录), as the record names it; corrections keep their paper."""
    papers: dict[UUID, UUID] = {}
    for entry in record.timeline(PERSON, *people).filter(event__startswith="employment."):
        facts = entry.stated
        paper = facts.get("paper") or papers.get(UUID(facts["before"]) if facts.get("before") else UUID(int=0))
        if paper:
            papers[UUID(facts["employment"])] = UUID(str(paper))
    return papers


def may_read_of_person(actor: Actor, key: UUID) -> bool:
    """Evidence is for officials who reach the person and for the person; a firm sees none of it."""
    return not actor.is_firm and files.within(actor).filter(pk=key).exists()


def may_read_of_certificate(actor: Actor, key: UUID) -> bool:
    """The scan of a certificate is for officials who reach the person, for the person, and for the firm while the person works there."""
    holder = files.within(actor).filter(external_certificates=key).first()
    if holder is None or actor.organisation is None or not actor.is_firm:
        return holder is not None
    return lives.works_at(files.family(holder.merged_into or holder), actor.organisation)
