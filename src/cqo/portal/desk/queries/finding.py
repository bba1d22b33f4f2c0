"""One search over everything somebody reaches: enterprises, people with their certificates, cases by number, accounts."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.accounts.models import Assignment, User
from cqo.foundation.lifecycle import rules as numbers
from cqo.foundation.search import queries as search
from cqo.portal.entrance.lockouts import accounts_of
from cqo.registry.enterprises import indexing as enterprise_index
from cqo.registry.enterprises.queries import claims
from cqo.registry.enterprises.queries import files as enterprises
from cqo.registry.people import indexing as people_index
from cqo.registry.people.models import ExternalCertificate
from cqo.registry.people.queries import files as people
from cqo.registry.people.queries import requests

SHOWN = 10
TAIL_DIGITS = 4


@dataclass(frozen=True)
class Finds:
    """What was found of one kind: the first rows, and whether there are more."""

    rows: list[Any]
    has_more: bool = False


NOTHING = Finds([])


def may_see_files(actor: Actor) -> bool:
    """Whether files are anything to an actor: an official who keeps accounts has a place, but no files."""
    return any(actor.may(power) for power in (Can.SEE_REGISTRY, Can.OWN_FIRM, Can.OWN_FILE))


def firms(actor: Actor, text: str) -> Finds:
    """Enterprises in reach: by any part of a name or former name, pinyin initials, credit code; by phone tail for who may see phones."""
    rows = enterprises.current(enterprises.within(actor)).select_related("county")
    return _first(rows, actor, text, kind=enterprise_index.KIND)


def persons(actor: Actor, text: str) -> Finds:
    """People in reach: by any part of a name, pinyin initials, certificate number; by phone tail for those who may see phones."""
    return _first(people.current(people.within(actor)), actor, text, kind=people_index.KIND)


def certificates_of(found: list[Any], text: str) -> dict[Any, str]:
    """Person → the number of their certificate that the search found them by. One query."""
    rows = ExternalCertificate.objects.filter(
        person__in=[person.pk for person in found], number__icontains=text.strip(), withdrawn_at__isnull=True
    )
    return dict(rows.order_by("-pk").values_list("person", "number"))


def cases(actor: Actor, text: str) -> list[Any]:
    """The claim or request of a platform number, where the actor reaches it; a number with a typing slip finds nothing. Two queries."""
    number = text.strip().upper()
    if not numbers.is_number(number):
        return []
    return [*claims.within(actor).filter(number=number), *requests.within(actor).filter(number=number)]


def accounts(actor: Actor, text: str) -> Finds:
    """Accounts by name or sign-in name: the city's officials for who keeps accounts, all of the city's for who looks after sign-ins."""
    if actor.may(Can.KEEP_ACCOUNTS):
        posts = Assignment.objects.filter(user=OuterRef("pk"), organisation__city_code=actor.city, post__isnull=False)
        found: QuerySet[User] = User.objects.filter(Exists(posts))
    elif actor.may(Can.KEEP_SECURITY):
        found = accounts_of(actor.city)
    else:
        return NOTHING
    return _cut(found.filter(Q(name__contains=text) | Q(login_name__contains=text.lower())).order_by("name", "pk"))


def _first(rows: QuerySet[Any], actor: Actor, text: str, *, kind: str) -> Finds:
    is_tail = actor.may(Can.REVEAL_PERSONAL) and text.isdecimal() and len(text) == TAIL_DIGITS
    marks = [enterprise_index.phone_mark(text)] if is_tail else []
    return _cut(search.narrow(rows, kind=kind, query=text, scope=enterprise_index.scope_of(actor), marks=marks))


def _cut(rows: QuerySet[Any]) -> Finds:
    found = list(rows[: SHOWN + 1])
    return Finds(found[:SHOWN], has_more=len(found) > SHOWN)
