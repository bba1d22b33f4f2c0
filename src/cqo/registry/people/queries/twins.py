"""Pairs of files that may be of one person, and the merges that were done."""

from collections import defaultdict
from itertools import combinations, islice

from django.db.models import Count, Q, QuerySet

from cqo.foundation.access.actor import Actor
from cqo.foundation.codes.documents import Kind
from cqo.registry.people.models import Merge, Person
from cqo.registry.people.queries import files

MOST_PAIRS = 200


def pairs(actor: Actor, *, limit: int = MOST_PAIRS) -> list[tuple[Person, Person]]:
    """Pairs of current files in reach that bear one name and may be of one person, by name, at most `limit` of them.

    Two files with two different resident ids are of two people: there is one number for each (GB 11643).
    """
    reached = files.current(files.within(actor))
    unsure = Count("pk", Q(id_hash__isnull=True) | ~Q(id_type=Kind.RESIDENT_ID.value))
    shared = reached.values("name_key").annotate(times=Count("pk"), unsure=unsure).filter(times__gt=1, unsure__gt=0)
    names = shared.order_by("name_key").values_list("name_key", flat=True)[:limit]
    by_name: dict[str, list[Person]] = defaultdict(list)
    for person in reached.filter(name_key__in=list(names)).order_by("name_key", "pk"):
        by_name[person.name_key].append(person)
    candidates = (pair for namesakes in by_name.values() for pair in combinations(namesakes, 2) if may_be_one(*pair))
    return list(islice(candidates, limit))


def may_be_one(left: Person, right: Person) -> bool:
    """Whether two files can be of one person: not where both have a resident id."""
    return not (left.id_hash and right.id_hash and left.id_type == right.id_type == Kind.RESIDENT_ID)


def merges(actor: Actor) -> QuerySet[Merge]:
    """The merges of files in reach, newest first, undone ones included."""
    return Merge.objects.filter(kept__in=files.within(actor).values("pk")).select_related("kept", "merged").order_by("-merged_at", "-pk")


def of_file(person: Person) -> QuerySet[Merge]:
    """The merges in force by which files went into this one, newest first."""
    return Merge.objects.filter(kept=person, undone_at__isnull=True).select_related("merged").order_by("-merged_at", "-pk")
