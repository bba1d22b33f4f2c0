"""Reads of people's files: what an actor may see, and how a person is found exactly."""

from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, UUIDField
from django.db.models.functions import Coalesce

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.reach import Reach, Scale
from cqo.foundation.access.reaching import Reaching, in_place
from cqo.foundation.codes import documents
from cqo.foundation.statements import Statement
from cqo.registry.enterprises.models import Enterprise
from cqo.registry.people import identity
from cqo.registry.people.models import Employment, Person, PersonInCity


def visible() -> QuerySet[Person]:
    """Every file that is not hidden in a roster still being published, merged ones included."""
    return Person.objects.filter(Q(batch__isnull=True) | Q(batch__visible=True))


def within(actor: Actor) -> QuerySet[Person]:
    """The visible files an actor's capacity reaches: people known in the place, working for the firm, or oneself. Each person once."""
    files, reach = visible(), actor.reach
    match reach.scale:
        case Scale.EVERYTHING:
            return files
        case Scale.OWN:
            return files.filter(_or_merged(Q(user__pk=reach.key)))
        case Scale.ORGANISATION:
            return files.filter(_working_for(reach.key))
        case _:
            # That no place has a person's key is nothing new, but keeps PostgreSQL from gathering every person of the place before the first page.
            known = _places(reach).filter(person=OuterRef("pk")).exclude(pk=OuterRef("pk"))
            return files.filter(_or_merged(Q(Exists(known))))


_reached = Reaching(lambda actor, key: within(actor).filter(pk=key))
_merged = Statement(lambda kept: Person.objects.filter(merged_into=kept).order_by("pk").values_list("pk", flat=True))


def reached(actor: Actor, key: UUID) -> Person | None:
    """The file of a key where it is within reach."""
    return next(iter(_reached(actor, key=key)), None)


def current(files: QuerySet[Person]) -> QuerySet[Person]:
    """Those files that stand for themselves: not merged into another, not erased."""
    return files.filter(merged_into__isnull=True, erased_at__isnull=True)


def _or_merged(condition: Q) -> Q:
    """Files of which a condition holds, or into which a file was merged of which it holds: a merge takes nobody out of anybody's sight.

    The merged files are few and looked up once, so that the condition alone decides what a long list costs.
    """
    return condition | Q(pk__in=Person.objects.filter(condition, merged_into__isnull=False).values("merged_into"))


def _working_for(enterprise: str, **employed: Any) -> Q:
    """Files of people with an employment at a firm, or at one merged into it; found from the firm's side, where they are few."""
    firms = Q(enterprise=enterprise) | Q(enterprise__in=Enterprise.objects.filter(merged_into__pk=enterprise).values("pk"))
    known = Employment.objects.filter(Q(batch__isnull=True) | Q(batch__visible=True), firms, recorded_until__isnull=True, **employed)
    return _or_merged(Q(pk__in=known.values("person")))


def _places(reach: Reach) -> QuerySet[PersonInCity]:
    places = PersonInCity.objects.filter(Q(batch__isnull=True) | Q(batch__visible=True))
    place = in_place(reach, zone="zone")
    return places.none() if place is None else places.filter(place)


def by_document(kind: documents.Kind, number: str) -> Person | None:
    """The file of an identity document, hidden ones included; of a merged file, the one that was kept."""
    found = Person.objects.select_related("merged_into").filter(id_hash=identity.look_up(kind, number)).first()
    return found.merged_into or found if found is not None else None


def family(person: Person) -> list[UUID]:
    """The keys of a file and of every file merged into it."""
    return [person.pk, *_merged(kept=person.pk)]


def without_sign_in(files: QuerySet[Person]) -> QuerySet[Person]:
    """Those files that nobody signs in for, and whose document is known, so that a code can be given for them."""
    merged = Person.objects.filter(merged_into=OuterRef("pk"), user__isnull=False)
    return files.filter(~Exists(merged), user__isnull=True, id_hash__isnull=False)


def staff_of(files: QuerySet[Person], enterprise: UUID) -> QuerySet[Person]:
    """Those files whose people work for a firm, as far as is known now."""
    return files.filter(_working_for(str(enterprise), ends__isnull=True))


def owner(person: Person) -> UUID | None:
    """The sign-in of a file, or of one merged into it."""
    if person.user_id is not None:
        return person.user_id
    return Person.objects.filter(merged_into=person, user__isnull=False).values_list("user", flat=True).first()


def own(user: UUID | None, person: str = "person") -> Q:
    """Rows about a user's own file: the one they sign in for, the one it was merged into, or one that was merged into it.

    person: the way from a row to the person.
    """
    kept = Person.objects.filter(user=user, merged_into__isnull=False).values("merged_into")
    return Q(**{f"{person}__user": user}) | Q(**{f"{person}__merged_into__user": user}) | Q(**{f"{person}__in": kept})


def sign_in(person: str = "person") -> Coalesce:
    """SQL of the user who signs in for a row's person: of the file, of the one it was merged into, or of one that was merged into it."""
    merged = Person.objects.filter(merged_into=OuterRef(person), user__isnull=False).order_by("pk").values("user")[:1]
    return Coalesce(F(f"{person}__user"), F(f"{person}__merged_into__user"), Subquery(merged), output_field=UUIDField())


def has_file(user: UUID) -> bool:
    """Whether a sign-in opens somebody's own file."""
    return Person.objects.filter(user=user).exists()


def city_of(person: Person) -> str:
    """The city in whose record acts on a file stand where the actor has none of their own: where the person was first known."""
    place = PersonInCity.objects.filter(person__in=family(person)).order_by("pk").first()
    return place.city_code if place is not None else ""


def twins(person: Person) -> QuerySet[Person]:
    """Other current files with the same name that share a city: candidates for a merge."""
    cities = PersonInCity.objects.filter(person=person).values("city_code")
    return current(visible()).filter(name_key=person.name_key, places__city_code__in=cities).exclude(pk=person.pk).distinct().order_by("pk")
