"""Papers that prove what stands in a file: years in quality work, schooling."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from cqo.foundation.access import gate
from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.documents import operations as documents
from cqo.foundation.documents.models import Attachment
from cqo.foundation.refusal import NotPossible
from cqo.registry.people.models import Person
from cqo.registry.people.queries import files, papers

ERASED, MISTAKEN = "person_erased", "mistaken"


@transaction.atomic
def add(*, person: Person, upload: documents.Upload, by: Actor, at: datetime) -> Attachment:
    """Add evidence of years in quality work or of schooling to a file. Raises NotPossible("person.merged")."""
    gate.require(by, Can.KEEP_REGISTRY, Can.OWN_FILE)
    if person.merged_into_id is not None:
        raise NotPossible("person.merged")
    return documents.attach(
        kind=papers.PERSON,
        key=person.pk,
        purpose=papers.QUALITY_EVIDENCE,
        upload=upload,
        city=by.city or files.city_of(person),
        by=by,
        at=at,
    )


@transaction.atomic
def remove(*, attachment: Attachment, by: Actor, at: datetime) -> None:
    """Take evidence away that was added by mistake: by an official, or by whoever added it.

    Raises NotPossible: "evidence.not_yours", "document.removed_already".
    """
    gate.require(by, Can.KEEP_REGISTRY, Can.OWN_FILE)
    if not by.may(Can.KEEP_REGISTRY) and attachment.uploaded_by != by.signature().user:
        raise NotPossible("evidence.not_yours")
    documents.remove(attachment=attachment, reason=MISTAKEN, by=by, at=at)


def remove_all(people: Sequence[UUID], *, by: Actor, at: datetime) -> None:
    """Take every paper of erased files away, the scans of their withdrawn certificates included."""
    for attachment in papers.of_people(people):
        documents.remove(attachment=attachment, reason=ERASED, by=by, at=at)
