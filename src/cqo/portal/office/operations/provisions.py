"""Enact an edition of the rules: the gate for `foundation/provisions`, which stands below `access`."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from cqo.foundation.access import gate
from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.reach import Scale
from cqo.foundation.provisions import operations as provisions
from cqo.foundation.provisions import rules
from cqo.foundation.provisions.queries import Document, Edition
from cqo.foundation.refusal import NotPossible


def may_enact(by: Actor, division_code: str) -> bool:
    """Whether somebody makes the rules of a division: a city those of its own place and its counties, nobody those of the platform."""
    in_reach = by.reach.scale in (Scale.PROVINCE, Scale.CITY, Scale.COUNTY) and by.reach.key in rules.chain(division_code)
    return by.may(Can.KEEP_PROVISIONS) and in_reach


@transaction.atomic
def enact(
    *,
    subject: str,
    division_code: str,
    terms: Any,
    document: Document,
    valid_from: date,
    valid_to: date | None,
    articles: Mapping[str, str],
    note: str,
    reason: str,
    after: int,
    by: Actor,
    at: datetime,
) -> Edition[Any]:
    """Enact an edition for a division in one's reach.

    Raises gate.PowerMissing, NotPossible("provisions.out_of_reach"), and what `provisions.operations.enact` raises.
    """
    gate.require(by, Can.KEEP_PROVISIONS)
    if not may_enact(by, division_code):
        raise NotPossible("provisions.out_of_reach")
    return provisions.enact(
        subject=subject,
        division_code=division_code,
        terms=terms,
        document=document,
        valid_from=valid_from,
        valid_to=valid_to,
        articles=articles,
        note=note,
        reason=reason,
        after=after,
        by=by,
        at=at,
    )
