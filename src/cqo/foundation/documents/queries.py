"""Reads of attachments."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.template.defaultfilters import filesizeformat
from django.urls import reverse

from cqo.foundation.access.actor import Actor
from cqo.foundation.documents import readers, wording
from cqo.foundation.documents.models import Attachment
from cqo.foundation.look.templatetags.look import moment
from cqo.foundation.statements import Statement


@dataclass(frozen=True)
class Paper:
    """An attachment as `case.html` shows it; a removed one has no name and no address."""

    key: UUID
    purpose: str
    name: str
    size: int
    uploaded_at: datetime
    removed_at: datetime | None
    url: str

    @property
    def note(self) -> str:
        """What it is, how large, since when."""
        return f"{self.purpose} · {filesizeformat(self.size)} · {moment(self.uploaded_at)}"


def readable(actor: Actor, attachment: UUID) -> Attachment | None:
    """The attachment, where it still has its content and the actor may read its case's papers; None otherwise."""
    found = Attachment.objects.filter(pk=attachment, removed_at__isnull=True).select_related("blob").first()
    if found is None or not readers.may_read(actor, kind=found.kind, key=found.key):
        return None
    return found


def _attached(with_removed: bool, *, kind: str, keys: list[UUID]) -> QuerySet[Attachment]:
    rows = Attachment.objects.filter(kind=kind, key__in=keys).order_by("uploaded_at", "pk")
    return rows if with_removed else rows.filter(removed_at__isnull=True)


_attachments = Statement(_attached)
_among = Statement(
    lambda kinds, keys: Attachment.objects.filter(kind__in=kinds, key__in=keys, removed_at__isnull=True).order_by("uploaded_at", "pk")
)


def papers(kind: str, key: UUID, *, with_removed: bool = False) -> list[Paper]:
    """A case's papers, oldest first. Whoever calls has loaded the case within the actor's reach."""
    return papers_of(kind, [key], with_removed=with_removed)[key]


def papers_of(kind: str, keys: Iterable[UUID], *, with_removed: bool = False) -> dict[UUID, list[Paper]]:
    """The papers of several cases, in one query; none for no case."""
    found: dict[UUID, list[Paper]] = {key: [] for key in keys}
    if not found:
        return found
    for row in _attachments(with_removed, kind=kind, keys=list(found)):
        found[row.key].append(_paper(row))
    return found


def papers_among(keys_of: Mapping[str, Sequence[UUID]]) -> dict[UUID, list[Paper]]:
    """The papers of several cases of several kinds (kind → keys), in one query."""
    found: dict[UUID, list[Paper]] = {key: [] for keys in keys_of.values() for key in keys}
    for row in _among(kinds=list(keys_of), keys=list(found)) if found else []:
        found[row.key].append(_paper(row))
    return found


def _paper(row: Attachment) -> Paper:
    return Paper(
        key=row.pk,
        purpose=wording.purpose(row.purpose),
        name=row.name.reveal() if row.name else "",
        size=row.size,
        uploaded_at=row.uploaded_at,
        removed_at=row.removed_at,
        url="" if row.removed_at else reverse("documents:attachment", args=[row.pk]),
    )
