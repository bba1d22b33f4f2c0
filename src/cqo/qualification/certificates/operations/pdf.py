"""The signed PDF of one certificate."""

from collections.abc import Iterator
from datetime import datetime

from cqo.foundation.access.actor import Actor
from cqo.foundation.documents import operations as documents
from cqo.foundation.documents.models import Attachment
from cqo.foundation.refusal import NotPossible
from cqo.qualification.certificates import making
from cqo.qualification.certificates.models import Certificate
from cqo.qualification.certificates.operations import signing


def signed(certificate: Certificate) -> bytes:
    """A certificate's PDF, signed now with the key in use; kept nowhere. Raises NotPossible("issue.no_signing_key")."""
    return making.make(signing.order(certificate, by=signing.signer()))


def read(*, certificate: Certificate, by: Actor, at: datetime) -> Iterator[bytes]:
    """The PDF as it was signed when the certificate was issued; the reading stands in the record. Raises NotPossible("certificate.pdf_waiting")."""
    kept = Attachment.objects.filter(
        kind="certificate", key=certificate.pk, purpose=signing.PAPER, digest=certificate.signed_digest, removed_at__isnull=True
    ).first()
    if not certificate.signed_digest or kept is None:
        raise NotPossible("certificate.pdf_waiting")
    return documents.read(attachment=kept, by=by, at=at)
