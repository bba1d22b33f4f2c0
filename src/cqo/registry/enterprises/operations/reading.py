"""Opening what is sealed in a file: allowed to some, and always on the record."""

from datetime import datetime

from django.db import transaction

from cqo.foundation.access import gate
from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.audit import operations as audit
from cqo.registry.enterprises.models import Enterprise


@transaction.atomic
def reveal_phone(*, enterprise: Enterprise, by: Actor, at: datetime) -> str:
    """The contact's full phone number; "" where none is known."""
    gate.require(by, Can.REVEAL_PERSONAL)
    audit.record(
        "enterprise.revealed",
        by=by,
        at=at,
        city=enterprise.city_code,
        kind="enterprise",
        key=str(enterprise.pk),
        facts={"fields": ["contact"]},
    )
    return enterprise.phone.reveal() if enterprise.phone else ""
