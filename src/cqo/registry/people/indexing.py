"""What of a person can be found: the names, certificate numbers, the places they are known in, their phone's tail."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from cqo.foundation.search import operations as search
from cqo.registry.enterprises.indexing import phone_mark
from cqo.registry.people.models import ExternalCertificate, Person, PersonInCity

KIND = "person"


def refresh(keys: Iterable[UUID]) -> None:
    """Bring the index in step with files; a merged file is found through the one that was kept, an erased one not at all."""
    keys = set(keys)
    keys |= set(Person.objects.filter(merged__in=keys).values_list("pk", flat=True))
    merged = defaultdict(list)
    for file in Person.objects.filter(merged_into__in=keys).order_by("pk"):
        merged[file.merged_into_id].append(file)
    family = keys | {file.pk for group in merged.values() for file in group}
    numbers, places = defaultdict(list), defaultdict(list)
    for person, number in (
        ExternalCertificate.objects.filter(person__in=family, withdrawn_at__isnull=True).order_by("pk").values_list("person", "number")
    ):
        numbers[person].append(number)
    for place in PersonInCity.objects.filter(person__in=family).order_by("pk"):
        places[place.person_id].append(place)
    standing, gone = [], []
    for file in Person.objects.filter(pk__in=keys).order_by("pk"):
        if file.merged_into_id is not None or file.erased_at is not None:
            gone.append(file.pk)
            continue
        files = [file, *merged[file.pk]]
        standing.append(
            document(
                file.pk,
                names=[each.name for each in files],
                codes=[number for each in files for number in numbers[each.pk]],
                places=[(place.city_code, place.county_code, place.zone) for each in files for place in places[each.pk]],
                phone=file.phone.reveal() if file.phone else "",
            )
        )
    search.remove(KIND, gone)
    search.put(standing)


def document(
    key: UUID, *, names: Sequence[str], codes: Sequence[str], places: Sequence[tuple[str, str, UUID | None]], phone: str
) -> search.Document:
    """A person as the index takes it. places: (city code, county code, zone) of every place they are known in."""
    tokens = (
        {f"c:{city}" for city, _, _ in places}
        | {f"d:{county}" for _, county, _ in places}
        | {f"z:{zone.hex}" for _, _, zone in places if zone}
    )
    if phone:
        tokens.add(phone_mark(phone))
    return search.Document(kind=KIND, key=key, names=names, codes=codes, is_person=True, tokens=sorted(tokens))
