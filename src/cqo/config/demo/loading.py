"""Loading the sample cities: once, into an empty database, as one transaction, so that a killed loading leaves nothing behind."""

from datetime import datetime

from django.db import transaction

from cqo.config.demo import hanzhong, nantong
from cqo.config.demo.days import Days
from cqo.config.demo.signins import SignIns
from cqo.foundation.access.actor import system as system_actor
from cqo.foundation.accounts.models import Organisation, User
from cqo.foundation.audit import operations as audit
from cqo.foundation.audit import queries as record
from cqo.foundation.audit.signature import system
from cqo.foundation.provisions import samples
from cqo.foundation.refusal import NotPossible
from cqo.portal.desk.operations import tallies
from cqo.qualification.certificates.operations import keys
from cqo.registry.enterprises.models import Enterprise
from cqo.registry.people.models import Person

KIND, KEY = "demo", "cities"
RULES_DAYS_AGO = 730  # before anything happens in either city


def is_loaded() -> bool:
    """Whether the sample cities stand in this database."""
    return record.timeline(KIND, KEY).exists()


def load(*, at: datetime) -> bool:
    """Load both cities; False where they were loaded already. Raises NotPossible("demo.not_empty") where anybody's data is in the way."""
    if is_loaded():
        return False
    with transaction.atomic():
        if any(model.objects.exists() for model in (Enterprise, Person, Organisation, User)):
            raise NotPossible("demo.not_empty")
        days, sign_ins = Days(at), SignIns()
        samples.load(days.moment(RULES_DAYS_AGO))
        keys.create(by=system_actor("demo"), at=days.moment(RULES_DAYS_AGO))
        nantong.load(days, sign_ins)
        hanzhong.load(days, sign_ins)
        tallies.refresh(at=at)
        audit.record("demo.loaded", by=system("demo"), at=at, city="", kind=KIND, key=KEY)
    return True


def seal(*, at: datetime) -> None:
    """Chain everything that the loading recorded. Must not run inside a transaction."""
    while audit.seal(at=at):
        pass
