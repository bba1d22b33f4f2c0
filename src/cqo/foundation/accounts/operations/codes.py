"""Activation codes: issue in batches, use once, withdraw."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from cqo.foundation.accounts import queries
from cqo.foundation.accounts.models import ActivationCode, User
from cqo.foundation.accounts.rules import code_from
from cqo.foundation.accounts.states import CodeKind
from cqo.foundation.audit import operations as audit
from cqo.foundation.audit.ids import new_id
from cqo.foundation.audit.signature import Signatory
from cqo.foundation.refusal import NotPossible
from cqo.foundation.sealing.fields import Sealed


@transaction.atomic
def issue(*, kind: CodeKind, subjects: Sequence[UUID], city: str, expires: date, by: Signatory, at: datetime) -> UUID:
    """Issue one code for each file and withdraw the unused ones issued before; returns the batch's key for printing."""
    batch = new_id()
    let_go(kind=kind, subjects=subjects, at=at)
    rows = []
    for subject in subjects:
        code = code_from(secrets.token_bytes(16))
        rows.append(
            ActivationCode(
                kind=kind.value,
                subject=subject,
                city_code=city,
                code=Sealed.of(code),
                code_hash=queries.code_hash(code),
                batch=batch,
                issued_at=at,
                expires_date=expires,
            )
        )
    ActivationCode.objects.bulk_create(rows)
    audit.record(
        "slips.issued", by=by, at=at, city=city, kind="slip_batch", key=str(batch), facts={"kind": kind.value}, members=map(str, subjects)
    )
    return batch


def use(*, code: ActivationCode, user: User, at: datetime) -> None:
    """Use a code up, once. Raises NotPossible("slip.not_usable") when somebody else was quicker."""
    moved = ActivationCode.objects.filter(pk=code.pk, used_at__isnull=True, withdrawn_at__isnull=True).update(
        used_at=at, used_by=user, code=None
    )
    if not moved:
        raise NotPossible("slip.not_usable")


def let_go(*, kind: CodeKind, subjects: Iterable[UUID], at: datetime) -> None:
    """Withdraw the unused codes of some files, because newer ones are printed or somebody has come in by another way."""
    ActivationCode.objects.filter(kind=kind.value, subject__in=list(subjects), used_at__isnull=True, withdrawn_at__isnull=True).update(
        withdrawn_at=at, code=None
    )


@transaction.atomic
def withdraw(*, batch: UUID, subjects: Iterable[UUID], by: Signatory, at: datetime, city: str) -> int:
    """Withdraw the unused codes of a batch (slips lost on the way) for those files of it that `by` reaches; returns how many."""
    unused = ActivationCode.objects.filter(batch=batch, subject__in=list(subjects), used_at__isnull=True, withdrawn_at__isnull=True)
    count = unused.update(withdrawn_at=at, code=None)
    audit.record("slips.withdrawn", by=by, at=at, city=city, kind="slip_batch", key=str(batch), facts={"count": count})
    return count
