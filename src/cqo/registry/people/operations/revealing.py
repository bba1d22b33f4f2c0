"""Show a person's full number and phone, once, and write down that it was done (个人信息保护法, Art. 51 and 54)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from cqo.foundation.access import gate
from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.audit import operations as audit
from cqo.foundation.refusal import NotPossible
from cqo.registry.people.models import Person
from cqo.registry.people.queries import files


@dataclass(frozen=True)
class Revealed:
    """What is kept sealed, in clear; "" where it is not known."""

    id_number: str
    phone: str
    birth_date: str


@transaction.atomic
def reveal(*, person: Person, by: Actor, at: datetime) -> Revealed:
    """What is kept sealed about a person; the record says who saw it and when. Raises NotPossible("person.erased")."""
    gate.require(by, Can.REVEAL_PERSONAL, Can.OWN_FILE)
    if person.erased_at is not None:
        raise NotPossible("person.erased")
    shown = [name for name in ("id_number", "phone", "birth_date") if getattr(person, name)]
    audit.record(
        "person.revealed",
        by=by,
        at=at,
        city=by.city or files.city_of(person),
        kind="person",
        key=str(person.pk),
        facts={"fields": sorted(shown)},
    )
    return Revealed(**{name: getattr(person, name).reveal() if name in shown else "" for name in ("id_number", "phone", "birth_date")})
