"""Blank sheets of stock: which certificate is on which, and which were spoiled or lost; handing certificates over."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from cqo.foundation.access import gate
from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.audit import operations as audit
from cqo.foundation.refusal import NotPossible
from cqo.qualification.certificates.models import Certificate, Issue, Sheet
from cqo.qualification.certificates.queries import files
from cqo.qualification.certificates.queries import issues as queries
from cqo.qualification.certificates.rules import sheets as rules
from cqo.qualification.certificates.states import SheetState


@transaction.atomic
def assign(*, issue: Issue, first: str, by: Actor, at: datetime) -> list[Sheet]:
    """Note that an issue's certificates that are on no sheet yet were printed, in the order of their numbers, on the sheets from `first` on.

    Raises NotPossible: "sheet.none_waiting", "sheet.number_unreadable", "sheet.taken".
    """
    gate.require(by, Can.ISSUE_CERTIFICATES)
    waiting = list(queries.without_sheet(issue))
    if not waiting:
        raise NotPossible("sheet.none_waiting")
    numbers = _numbers(first, len(waiting), city=issue.city_code)
    rows = [
        Sheet(city_code=issue.city_code, sheet_number=number, certificate=certificate, state=SheetState.PRINTED.value, recorded_at=at)
        for number, certificate in zip(numbers, waiting, strict=True)
    ]
    _add(rows)
    facts = {"sheets": len(rows)}
    audit.record("sheets.assign", by=by, at=at, city=issue.city_code, kind="issue", key=str(issue.pk), facts=facts)
    return rows


@transaction.atomic
def write_off(*, city: str, first: str, count: int, state: SheetState, ground: str, by: Actor, at: datetime) -> list[Sheet]:
    """Note that sheets were spoiled or lost, printed ones too: their certificates are then on no sheet and can be printed anew.

    Raises NotPossible: "sheet.number_unreadable", "sheet.taken" (written off already), "sheet.out_of_reach" (another bureau's certificate is on it).
    """
    gate.require(by, Can.ISSUE_CERTIFICATES)
    numbers = rules.numbers_from(first, count)
    if not numbers:
        raise NotPossible("sheet.number_unreadable")
    known = {row.sheet_number: row for row in Sheet.objects.filter(city_code=city, sheet_number__in=numbers)}
    gone = next((row for row in known.values() if row.state != SheetState.PRINTED), None)
    if gone is not None:
        raise NotPossible("sheet.taken", number=gone.sheet_number)
    printed = {row.certificate_id: row for row in known.values() if row.certificate_id}
    strange = set(printed) - set(files.within(by).filter(pk__in=list(printed)).values_list("pk", flat=True))
    if strange:
        raise NotPossible("sheet.out_of_reach", number=printed[strange.pop()].sheet_number)
    Sheet.objects.filter(pk__in=[row.pk for row in known.values()]).update(state=state.value, ground=ground, recorded_at=at)
    _add(
        [
            Sheet(city_code=city, sheet_number=number, state=state.value, ground=ground, recorded_at=at)
            for number in numbers
            if number not in known
        ]
    )
    rows = list(Sheet.objects.filter(city_code=city, sheet_number__in=numbers).select_related("certificate").order_by("sheet_number"))
    audit.record(
        "sheets.write_off", by=by, at=at, city=city, kind="sheet", key=str(rows[0].pk), facts={"state": state, "sheets": len(rows)}
    )
    return rows


@transaction.atomic
def hand_over(*, issue: Issue, certificates: Sequence[UUID], day: date, by: Actor, at: datetime) -> int:
    """Note the day on which certificates of an issue were handed over; how many. Who had theirs already keeps the first day."""
    gate.require(by, Can.ISSUE_CERTIFICATES)
    rows = Certificate.objects.select_for_update(of=("self",)).filter(
        pk__in=certificates, membership__issue=issue, handed_over_date__isnull=True, ending=""
    )
    keys = list(rows.values_list("pk", flat=True))
    Certificate.objects.filter(pk__in=keys).update(handed_over_date=day, version=F("version") + 1)
    audit.record_many(
        audit.Act(event="certificate.hand_over", by=by, at=at, city=issue.city_code, kind="certificate", key=str(key), facts={"day": day})
        for key in keys
    )
    return len(keys)


def _numbers(first: str, count: int, *, city: str) -> list[str]:
    numbers = rules.numbers_from(first, count)
    if not numbers:
        raise NotPossible("sheet.number_unreadable")
    taken = Sheet.objects.filter(city_code=city, sheet_number__in=numbers).order_by("sheet_number").first()
    if taken is not None:
        raise NotPossible("sheet.taken", number=taken.sheet_number)
    return numbers


def _add(rows: Sequence[Sheet]) -> None:
    try:
        with transaction.atomic():
            Sheet.objects.bulk_create(rows)
    except IntegrityError as race:
        raise NotPossible("sheet.taken", number=rows[0].sheet_number) from race
