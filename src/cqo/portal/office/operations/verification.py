"""Verify the record because an auditor asked for it."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from cqo.foundation.access import gate
from cqo.foundation.access.actor import Actor, system
from cqo.foundation.access.capabilities import Can
from cqo.foundation.accounts.models import User
from cqo.foundation.audit import operations as audit
from cqo.foundation.audit import verification
from cqo.foundation.refusal import NotPossible
from cqo.portal.office import rules
from cqo.portal.office.models import Verification

MOST_FAULTS_KEPT = 200
INSTALLATION = "installation"


@transaction.atomic
def ask(*, city: str, by: Actor, at: datetime) -> Verification:
    """Note that a city's chain ("": the installation's own) is to be verified; a job does it.

    Raises NotPossible("record.verification_running") while an earlier one is under way.
    """
    gate.require(by, Can.READ_RECORD)
    running = Verification.objects.filter(city_code=city, finished_at__isnull=True, asked_at__gt=at - rules.VERIFICATION_SILENT_AFTER)
    if running.exists():
        raise NotPossible("record.verification_running")
    asked = Verification.objects.create(city_code=city, asked_by=User.objects.get(pk=str(by.user)), asked_at=at)
    audit.record("record.verification_asked", by=by, at=at, city=city, kind="record", key=city or INSTALLATION)
    return asked


def carry_out(*, asked: Verification, at: datetime) -> None:
    """Walk the chain and keep what was found; what the clock says is only when it was finished. Finished ones are left alone."""
    found = verification.verify(asked.city_code)
    head = found.heads[0] if found.heads else None
    with transaction.atomic():
        kept = Verification.objects.filter(pk=asked.pk, finished_at__isnull=True).update(
            finished_at=at,
            entries=found.entries,
            waiting=found.waiting,
            head_seq=head.seq if head else None,
            head_hash=head.hash if head else "",
            faults=[asdict(fault) for fault in found.faults[:MOST_FAULTS_KEPT]],
        )
        if kept:
            audit.record(
                "record.verified",
                by=system("record.verification_asked", city=asked.city_code),
                at=at,
                city=asked.city_code,
                kind="record",
                key=asked.city_code or INSTALLATION,
                facts={"entries": found.entries, "faults": len(found.faults)},
            )
