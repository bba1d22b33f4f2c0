"""The verbs of attachments: receive, attach, remove, read; and what the worker clears away."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from typing import BinaryIO
from uuid import UUID

from django.db import transaction

from cqo.foundation.audit import operations as audit
from cqo.foundation.audit.signature import Signatory
from cqo.foundation.documents import blobs, rules
from cqo.foundation.documents.models import Attachment, Blob
from cqo.foundation.documents.states import FileKind
from cqo.foundation.refusal import NotPossible
from cqo.foundation.sealing.fields import Sealed
from cqo.foundation.sealing.sealing import SealBroken

PIECE_BYTES = 256 * 1024
KEPT_UNATTACHED = timedelta(days=1)


@dataclass(frozen=True)
class Upload:
    """A file that was examined and sealed, and is not attached yet. What is not attached within a day is cleared away."""

    name: str
    kind: FileKind
    draft: blobs.Draft

    @property
    def size(self) -> int:
        """The content's bytes."""
        return self.draft.size


def receive(file: BinaryIO, *, name: str) -> Upload:
    """Examine a file and seal it to disk, so that attaching it later takes no time inside a transaction.

    Raises NotPossible with the codes of `rules.file_kind`.
    """
    try:
        kind = rules.file_kind(file)
    except rules.NotTaken as refused:
        raise NotPossible(refused.code) from refused
    return Upload(rules.tidy_name(name, kind), kind, blobs.seal(iter(lambda: file.read(PIECE_BYTES), b"")))


@transaction.atomic
def attach(*, kind: str, key: UUID, purpose: str, upload: Upload, city: str, by: Signatory, at: datetime) -> Attachment:
    """Add a paper to a case. An equal content that the city already has is not stored again.

    city: the six-digit code of the city in whose record the case is. Raises NotPossible("document.upload_gone").
    """
    blob, _ = Blob.objects.select_for_update().get_or_create(
        city_code=city, digest=upload.draft.digest, defaults={"size": upload.size, "stored_at": at}
    )
    if not blobs.place(upload.draft, city_code=city):
        raise NotPossible("document.upload_gone")
    attachment = Attachment.objects.create(
        kind=kind,
        key=key,
        purpose=purpose,
        name=Sealed.of(upload.name),
        content_type=upload.kind.value,
        size=upload.size,
        digest=upload.draft.digest,
        blob=blob,
        city_code=city,
        uploaded_by=by.signature().user,
        uploaded_at=at,
    )
    facts = {"attachment": attachment.pk, "purpose": purpose, "digest": attachment.digest, "size": attachment.size}
    audit.record("attachment.added", by=by, at=at, city=city, kind=kind, key=str(key), facts=facts)
    return attachment


@transaction.atomic
def remove(*, attachment: Attachment, reason: str, by: Signatory, at: datetime) -> None:
    """Take a paper away; its row stays as a tomb without name and content. reason: a code for the record.

    The content goes with the next `clear_unneeded` when no other row needs it. Raises NotPossible("document.removed_already").
    """
    gone = Attachment.objects.filter(pk=attachment.pk, removed_at__isnull=True).update(removed_at=at, blob=None, name=None)
    if not gone:
        raise NotPossible("document.removed_already")
    facts = {"attachment": attachment.pk, "purpose": attachment.purpose, "digest": attachment.digest, "reason": reason}
    audit.record("attachment.removed", by=by, at=at, city=attachment.city_code, kind=attachment.kind, key=str(attachment.key), facts=facts)


def read(*, attachment: Attachment, by: Signatory, at: datetime) -> Iterator[bytes]:
    """The plain content in chunks; that it was read stands in the record before the first byte leaves.

    Raises NotPossible("document.broken") where the stored file is gone or was tampered with (SealBroken where only a later chunk shows it).
    """
    try:
        chunks = blobs.opened(attachment.city_code, attachment.digest)
        first = next(chunks)
    except (FileNotFoundError, SealBroken) as trouble:
        raise NotPossible("document.broken") from trouble
    with transaction.atomic():
        facts = {"attachment": attachment.pk, "purpose": attachment.purpose, "digest": attachment.digest}
        audit.record("attachment.read", by=by, at=at, city=attachment.city_code, kind=attachment.kind, key=str(attachment.key), facts=facts)
    return chain([first], chunks)


def clear_unneeded(*, at: datetime) -> int:
    """Take from the disk what no attachment needs.

    The contents of removed papers go at once, files that a failed act left go when they are a day old.
    Returns how many files went. Safe to repeat and to run beside uploads: each content is taken with its row locked.
    """
    cleared = 0
    for city_code, digest in Blob.objects.filter(attachments__isnull=True).values_list("city_code", "digest").order_by("pk"):
        cleared += _clear(city_code, digest, at=at)
    oldest = (at - KEPT_UNATTACHED).timestamp()
    for city_code in blobs.cities():
        for path in blobs.stored(city_code):
            if path.stat().st_mtime < oldest and not Blob.objects.filter(city_code=city_code, digest=path.name).exists():
                cleared += _clear(city_code, path.name, at=at)
    for path in blobs.passing_files():
        if path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
            cleared += 1
    return cleared


@transaction.atomic
def _clear(city_code: str, digest: str, *, at: datetime) -> int:
    """Delete a content's file and row while the row is locked, so that an upload of the same content waits and then stores it afresh."""
    blob, _ = Blob.objects.select_for_update().get_or_create(city_code=city_code, digest=digest, defaults={"size": 0, "stored_at": at})
    if blob.attachments.exists():
        return 0
    blobs.delete(city_code, digest)
    blob.delete()
    return 1
