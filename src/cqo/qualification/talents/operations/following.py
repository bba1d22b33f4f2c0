"""Entries follow what they are made of: certificates, employments, the employer's place, merges. Written in bulk; running it twice changes nothing."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from cqo.qualification.certificates.models import Certificate
from cqo.qualification.talents.models import Talent
from cqo.qualification.talents.queries import choosing
from cqo.registry.people.models import Employment, Person

FOLLOWED = (
    "file_id",
    "stands",
    "county_id",
    "zone_id",
    "industry_id",
    "enterprise_id",
    "certificate_id",
    "external_id",
    "external_ground",
    "tier",
)
CHUNK = 500


@transaction.atomic
def refresh(people: Iterable[UUID]) -> int:
    """Bring the entries of some people (and of files merged with theirs) in step; returns how many changed."""
    keys = list(dict.fromkeys(people))
    return sum(_refresh(keys[start : start + CHUNK]) for start in range(0, len(keys), CHUNK))


def _refresh(people: Sequence[UUID]) -> int:
    entered = Talent.objects.filter(Q(person__in=people) | Q(file__in=people) | Q(person__merged_into__in=people))
    files = set(people) | {key for pair in entered.values_list("person", "file") for key in pair}
    roots = {merged or key for key, merged in Person.objects.filter(pk__in=files).values_list("pk", "merged_into")}
    root_of = {
        key: merged or key
        for key, merged in Person.objects.filter(Q(pk__in=roots) | Q(merged_into__in=roots)).values_list("pk", "merged_into")
    }
    entries = list(Talent.objects.select_for_update(of=("self",)).select_related("enterprise").filter(person__in=root_of).order_by("pk"))
    if not entries:
        return 0
    certificates, jobs = _certificates(root_of), _jobs(root_of)
    groups: dict[tuple[UUID, str], list[Talent]] = defaultdict(list)
    for entry in entries:
        groups[root_of[entry.person_id], entry.city_code].append(entry)
    before = {entry.pk: _followed(entry) for entry in entries}
    for (root, city), group in groups.items():
        standing = next((entry for entry in group if entry.person_id == root), group[0])
        for entry in group:
            entry.file_id, entry.stands = root, entry is standing
            _stand(entry, certificates[root])
            _belong(entry, jobs[root], city)
    return _save([entry for entry in entries if _followed(entry) != before[entry.pk]])


def _certificates(root_of: dict[UUID, UUID]) -> dict[UUID, list[Certificate]]:
    columns = ("person", "city_code", "tier", "issued_date", "ending")
    found: dict[UUID, list[Certificate]] = defaultdict(list)
    for certificate in Certificate.objects.filter(person__in=root_of).only(*columns):
        found[root_of[certificate.person_id]].append(certificate)
    return found


def _jobs(root_of: dict[UUID, UUID]) -> dict[UUID, list[Employment]]:
    visible = Q(batch__isnull=True) | Q(batch__visible=True)
    open_ones = Employment.objects.filter(visible, person__in=root_of, recorded_until__isnull=True, ends__isnull=True)
    found: dict[UUID, list[Employment]] = defaultdict(list)
    for job in open_ones.select_related("enterprise__merged_into"):
        found[root_of[job.person_id]].append(job)
    return found


def _stand(entry: Talent, certificates: Sequence[Certificate]) -> None:
    """Of the platform's certificates in the entry's city the best one; one from elsewhere only as long as there is none."""
    best = choosing.best(each for each in certificates if each.city_code == entry.city_code)
    if best is not None:
        entry.certificate_id, entry.external_id, entry.external_ground, entry.tier = best.pk, None, "", best.tier


def _belong(entry: Talent, jobs: Sequence[Employment], city: str) -> None:
    """To the employer's place; without an employer, or with one in another city, to where it belonged last."""
    firm = choosing.employer(jobs, city=city, now=entry.enterprise)
    entry.enterprise_id = firm.pk if firm is not None else None
    if firm is None:
        return
    entry.industry_id = firm.industry_id or entry.industry_id
    if firm.city_code == city:
        entry.county_id, entry.zone_id = firm.county_id, firm.zone_id


def _save(changed: Sequence[Talent]) -> int:
    """Those that stand no longer first, so that no two ever stand for one file."""
    for stands in (False, True):
        Talent.objects.bulk_update([entry for entry in changed if entry.stands is stands], FOLLOWED, batch_size=100)
    return len(changed)


def _followed(entry: Talent) -> tuple[object, ...]:
    return tuple(getattr(entry, column) for column in FOLLOWED)
