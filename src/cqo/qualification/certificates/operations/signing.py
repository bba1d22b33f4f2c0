"""Signed PDFs of certificates: set, signed and sealed on all cores, then attached chunk by chunk.

The processes that do the work know nothing of the database; only this one writes. A certificate without `signed_digest` is one whose PDF is still to
be made, so whoever begins again knows what is left.
"""

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from cqo.foundation.access.actor import system
from cqo.foundation.documents import blobs
from cqo.foundation.documents import operations as documents
from cqo.foundation.documents.operations import Upload
from cqo.foundation.documents.signing import Signer
from cqo.foundation.documents.states import FileKind
from cqo.foundation.refusal import NotPossible
from cqo.qualification.certificates import making, printed
from cqo.qualification.certificates.making import Order
from cqo.qualification.certificates.models import Certificate, SigningKey

PAPER = "pdf"
CHUNK = 40
ALONE_UP_TO = 8  # fewer are done before another process has started


def signer() -> Signer:
    """The key in use. Raises NotPossible("issue.no_signing_key")."""
    row = SigningKey.objects.filter(retired_at__isnull=True, compromised_from__isnull=True).order_by("-made_at").first()
    if row is None or not row.private_pem:
        raise NotPossible("issue.no_signing_key")
    return Signer(row.certificate_pem, row.private_pem.reveal())


def order(certificate: Certificate, *, by: Signer) -> Order:
    """What has to be made for a certificate (its template loaded)."""
    return Order(printed.of(certificate, certificate.template), by, settings.PORTAL_OWNER)


def sign_issue(issue_key: UUID, *, at: datetime) -> None:
    """Make the PDFs of an issue that are not there yet."""
    sign_waiting(
        list(Certificate.objects.filter(membership__issue_id=issue_key, signed_digest="").order_by("number").values_list("pk", flat=True)),
        at=at,
    )


def sign_waiting(keys: Sequence[UUID], *, at: datetime) -> None:
    """Make the PDFs of some certificates. Raises NotPossible("issue.no_signing_key")."""
    if not keys:
        return
    by, remaining = signer(), iter(keys)
    with _workers(len(keys)) as work:
        while chunk := list(islice(remaining, CHUNK)):
            certificates = list(Certificate.objects.filter(pk__in=chunk, signed_digest="").select_related("template").order_by("number"))
            drafts = work([order(certificate, by=by) for certificate in certificates])
            _attach(certificates, drafts, at=at)


@transaction.atomic
def _attach(certificates: Sequence[Certificate], drafts: Sequence[blobs.Draft], *, at: datetime) -> None:
    for certificate, draft in zip(certificates, drafts, strict=True):
        if Certificate.objects.filter(pk=certificate.pk, signed_digest="").update(signed_digest=draft.digest):
            upload = Upload(f"{certificate.number}.pdf", FileKind.PDF, draft)
            by = system("issue.approve", city=certificate.city_code)
            documents.attach(kind="certificate", key=certificate.pk, purpose=PAPER, upload=upload, city=certificate.city_code, by=by, at=at)


@contextmanager
def _workers(count: int) -> Iterator[Any]:
    """Something that makes a list of orders into drafts, on all cores where it is worth it."""
    cores = len(os.sched_getaffinity(0))
    if count <= ALONE_UP_TO or cores < 2:
        yield lambda orders: [making.make_and_seal(each) for each in orders]
        return
    with ProcessPoolExecutor(cores, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield lambda orders: list(pool.map(making.make_and_seal, orders, chunksize=max(1, len(orders) // (2 * cores))))
