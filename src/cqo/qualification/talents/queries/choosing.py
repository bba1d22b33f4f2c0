"""What an entry stands on and where it belongs, chosen from a person's certificates and employments."""

from collections.abc import Iterable, Sequence
from datetime import date

from cqo.qualification.certificates.models import Certificate
from cqo.qualification.certificates.states import Tier
from cqo.registry.enterprises.models import Enterprise
from cqo.registry.people.models import Employment

_RANKS = {tier.value: rank for rank, tier in enumerate((Tier.BASIC, Tier.ADVANCED, Tier.SENIOR))}


def best(certificates: Iterable[Certificate]) -> Certificate | None:
    """The certificate of the highest tier among those that were not ended, the newest among equals; where all were ended, the last one issued."""
    found = list(certificates)
    lasting = [each for each in found if not each.ending]
    if lasting:
        return max(lasting, key=lambda each: (_RANKS[each.tier], each.issued_date, each.pk))
    return max(found, key=lambda each: (each.issued_date, each.pk), default=None)


def employer(jobs: Sequence[Employment], *, city: str, now: Enterprise | None) -> Enterprise | None:
    """The firm that an entry names: the one it names already where that still employs, else the newest employment, one in the city before others."""
    firms = [job.enterprise.merged_into or job.enterprise for job in sorted(jobs, key=_newness, reverse=True)]
    if now is not None and now.city_code == city and any(firm.pk == now.pk for firm in firms):
        return now
    return next((firm for firm in firms if firm.city_code == city), firms[0] if firms else None)


def _newness(job: Employment) -> tuple[date, object]:
    return job.starts or date.min, job.pk
