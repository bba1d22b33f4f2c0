"""What somebody who wants to learn holds already, and what they lack for a class."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import F
from django.db.models.functions import Coalesce

from cqo.foundation.provisions import queries as provisions
from cqo.foundation.provisions.queries import Edition
from cqo.qualification.certificates.models import Certificate
from cqo.qualification.certificates.queries import status
from cqo.qualification.certificates.states import Status, Tier
from cqo.qualification.training.models import TrainingClass
from cqo.qualification.training.rules.prerequisites import Learner, TrainingTerms, Unmet, unmet
from cqo.registry.people.models import ExternalCertificate

COUNTED = (Status.VALID.value, Status.EXPIRED.value)


@dataclass(frozen=True)
class Lack:
    """A prerequisite that is not met, with the paper that asks for it."""

    unmet: Unmet
    document: str

    @property
    def rule(self) -> str:
        """The paper and the article that ask for it."""
        return self.document + self.unmet.article


def terms_of(training_class: TrainingClass) -> Edition[TrainingTerms]:
    """The rules a class is held under: those it was announced with, else those that hold where and when it begins."""
    if training_class.provision is not None:
        return provisions.pinned(training_class)
    return provisions.in_force(TrainingTerms, training_class.county_id or training_class.city_code, training_class.starts_date)


def of_people(people: Collection[UUID], on: date) -> Mapping[UUID, Learner]:
    """What people (kept files) hold on a day, certificates at files merged into theirs included. Two queries.

    An expired certificate still shows what its holder learned; one that was revoked, cancelled, replaced or suspended does not count.
    A certificate from elsewhere that names no tier counts as basic, which is what the classes before the three tiers taught.
    """
    held: dict[UUID, set[Tier]] = defaultdict(set)
    elsewhere: dict[UUID, set[Tier]] = defaultdict(set)
    own = Coalesce(F("person__merged_into"), F("person"))
    issued = Certificate.objects.annotate(holder=own, worth=status.expression(on)).filter(holder__in=people, worth__in=COUNTED)
    for holder, tier in issued.values_list("holder", "tier"):
        held[holder].add(Tier(tier))
    known = ExternalCertificate.objects.annotate(holder=own).filter(holder__in=people, withdrawn_at__isnull=True)
    for holder, tier in known.values_list("holder", "tier"):
        elsewhere[holder].add(Tier(tier or Tier.BASIC))
    return {person: Learner(frozenset(held[person]), frozenset(elsewhere[person])) for person in people}


def lack(training_class: TrainingClass, learner: Learner, edition: Edition[TrainingTerms], *, exemption: str = "") -> Lack | None:
    """What a learner lacks for a class; None where nothing is missing."""
    missing = unmet(Tier(training_class.tier), replace(learner, exemption=exemption), edition.terms, edition.articles)
    if missing is None:
        return None
    document = edition.document
    return Lack(missing, f"{document.title}{f'（{document.number}）' if document.number else ''}")
