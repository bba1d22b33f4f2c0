"""Letters: an official writes to the enterprises in reach."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from cqo.foundation.access import gate
from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.audit import operations as audit
from cqo.foundation.audit.signature import Signature
from cqo.foundation.inbox import courier, queries, rules, wording
from cqo.foundation.inbox.models import Addressee, Letter
from cqo.foundation.inbox.operations import messages
from cqo.foundation.refusal import NotPossible

ENTERPRISES_AT_ONCE = 40


@dataclass(frozen=True)
class Writer:
    """In whose name the job hands a letter out: the official who wrote it."""

    user: UUID

    def signature(self) -> Signature:
        """The writer's key."""
        return Signature(user=str(self.user))


def refuse_personal_data(text: str) -> None:
    """Raise NotPossible("letter.personal_data") naming every identity number and mobile phone in a text by its last four characters."""
    found = rules.personal_data_in(text)
    if found:
        raise NotPossible("letter.personal_data", found="、".join(str(wording.PERSONAL[each.what]) % {"tail": each.tail} for each in found))


@transaction.atomic
def send(*, key: UUID, subject: str, text: str, organisations: Sequence[UUID], by: Actor, at: datetime) -> Letter:
    """Write a letter to enterprises; a job hands it to their people. `key` is made with the form: the same form sent twice is one letter.

    Raises gate.PowerMissing; NotPossible: "letter.personal_data", "letter.nobody", "letter.out_of_reach", "letter.form_stale".
    """
    gate.require(by, Can.SEND_MESSAGE)
    if by.organisation is None or by.user is None:
        raise gate.PowerMissing("access.power_missing", power=str(Can.SEND_MESSAGE))
    refuse_personal_data(f"{subject}\n{text}")
    wanted = set(organisations)
    claimed = set(queries.claimed_within(by, on=timezone.localdate(at)).values_list("pk", flat=True))
    if wanted - claimed:
        raise NotPossible("letter.out_of_reach", count=len(wanted - claimed))
    if not wanted:
        raise NotPossible("letter.nobody")
    columns = {"organisation_id": by.organisation, "writer_id": by.user, "city_code": by.city}
    letter, made = Letter.objects.get_or_create(pk=key, defaults={"subject": subject, "text": text, "sent_at": at, **columns})
    if not made and letter.organisation_id != by.organisation:
        raise NotPossible("letter.form_stale")
    if made:
        Addressee.objects.bulk_create([Addressee(letter=letter, organisation_id=each) for each in sorted(wanted)], batch_size=500)
        audit.record("letter.sent", by=by, at=at, city=by.city, kind="letter", key=str(key), members=map(str, wanted))
        courier.distribute(str(key))
    return letter


def distribute(*, letter: UUID, now: Callable[[], datetime]) -> int:
    """Hand a letter to the enterprises that do not have it yet, a few in each transaction; returns how many messages were written."""
    written = 0
    sheet = Letter.objects.select_related("organisation").get(pk=letter)
    while told := _next_enterprises(sheet, now()):
        written += sum(told)
    return written


@transaction.atomic
def _next_enterprises(letter: Letter, at: datetime) -> list[int]:
    """Tell the next few enterprises; one that another worker takes meanwhile is left to it."""
    counts = []
    facts = {"subject": letter.subject, "office": letter.organisation.name}
    for addressee in letter.addressees.filter(told_at__isnull=True).order_by("pk")[:ENTERPRISES_AT_ONCE]:
        if Addressee.objects.filter(pk=addressee.pk, told_at__isnull=True).update(told_at=at):
            told = messages.tell(
                kind=wording.LETTER, letter=letter, organisation=addressee.organisation_id, facts=facts, by=Writer(letter.writer_id), at=at
            )
            counts.append(len(told))
    return counts
