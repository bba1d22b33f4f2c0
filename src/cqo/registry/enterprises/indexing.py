"""What of an enterprise can be found: every name it bears or bore, its credit code, its place, its phone's tail."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.reach import Scale
from cqo.foundation.accounts import phones
from cqo.foundation.search import operations as search
from cqo.registry.enterprises.models import Enterprise, FormerName

KIND = "enterprise"


def refresh(keys: Iterable[UUID]) -> None:
    """Bring the index in step with files; a merged file is found through the one that was kept."""
    keys = set(keys)
    keys |= set(Enterprise.objects.filter(merged__in=keys).values_list("pk", flat=True))
    merged = defaultdict(list)
    for file in Enterprise.objects.filter(merged_into__in=keys).order_by("pk"):
        merged[file.merged_into_id].append(file)
    former = defaultdict(list)
    family = keys | {file.pk for group in merged.values() for file in group}
    for enterprise, name in (
        FormerName.objects.filter(enterprise__in=family).order_by("-until_date", "pk").values_list("enterprise", "name")
    ):
        former[enterprise].append(name)
    standing, gone = [], []
    for file in Enterprise.objects.filter(pk__in=keys).order_by("pk"):
        if file.merged_into_id is not None:
            gone.append(file.pk)
            continue
        files = [file, *merged[file.pk]]
        names = [name for each in files for name in (each.name, *former[each.pk])]
        phone = file.phone.reveal() if file.phone else ""
        codes = [each.credit_code for each in files]
        standing.append(
            document(file.pk, names=names, codes=codes, city=file.city_code, county=file.county_id, zone=file.zone_id, phone=phone)
        )
    search.remove(KIND, gone)
    search.put(standing)


def document(
    key: UUID, *, names: Sequence[str], codes: Sequence[str], city: str, county: str, zone: UUID | None, phone: str
) -> search.Document:
    """An enterprise as the index takes it; `phone` in clear, only the keyed hash of its last four digits goes in."""
    tokens = [f"c:{city}", f"d:{county}"]
    if zone is not None:
        tokens.append(f"z:{zone.hex}")
    if phone:
        tokens.append(phone_mark(phone))
    return search.Document(kind=KIND, key=key, names=names, codes=codes, tokens=tokens)


def phone_mark(phone: str) -> str:
    """The token by which an authorised search finds the last four digits of a phone."""
    return f"p:{phones.tail_look_up(phone).hex()[:24]}"


def scope_of(actor: Actor) -> list[str]:
    """The token that narrows a search to an actor's place; none for whom a place does not narrow (they are narrowed by their rows)."""
    reach = actor.reach
    match reach.scale:
        case Scale.CITY:
            return [f"c:{reach.key}"]
        case Scale.COUNTY:
            return [f"d:{reach.key}"]
        case Scale.ZONE:
            return [f"z:{UUID(reach.key).hex}"]
        case _:
            return []
