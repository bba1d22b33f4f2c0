"""Entries of the record in words: who acted, and what it was about. The record holds keys; names are looked up when it is shown."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import QuerySet
from django.db.models.query import ModelIterable

from cqo.foundation.access.wording import ROLE_NAMES
from cqo.foundation.accounts import queries as accounts
from cqo.foundation.accounts.queries import UUID_LENGTH
from cqo.foundation.accounts.states import Role
from cqo.foundation.audit import queries as audit
from cqo.portal.office import wording
from cqo.portal.office.models import Verification

# Kind of case → the table it stands in, and the column it is called by.
NAMED_BY: Mapping[str, tuple[str, str]] = {
    "claim": ("enterprises.Claim", "number"),
    "class": ("training.TrainingClass", "title"),
    "designated_list": ("enterprises.DesignatedList", "year"),
    "enrolment": ("training.Enrolment", "number"),
    "enterprise": ("enterprises.Enterprise", "name"),
    "organisation": ("accounts.Organisation", "name"),
    "person": ("people.Person", "name"),
    "post": ("accounts.Post", "title"),
    "request": ("people.Request", "number"),
    "syllabus": ("training.Syllabus", "title"),
    "user": ("accounts.User", "name"),
    "zone": ("divisions.Zone", "name"),
}


@dataclass(frozen=True)
class Words:
    """An entry's who and what about; `who` is empty for the platform itself."""

    who: str
    role: str
    about: str


class Entries(QuerySet[Any]):
    """Entries that come with `words`: the names of all rows fetched together are looked up at once, one query for each kind."""

    def _fetch_all(self) -> None:
        is_fresh = self._result_cache is None
        super()._fetch_all()
        if is_fresh and issubclass(self._iterable_class, ModelIterable):
            put_into_words(self._result_cache or ())


def within(city: str) -> QuerySet[Any]:
    """The entries of a city ("": the installation's own), newest first, each with `words`. Slice before showing."""
    found = audit.recent(city)
    return Entries(model=found.model, query=found.query, using=found.db)


def entry(city: str, key: UUID) -> Any | None:
    """One entry of a city or of the installation, with `words`; None for any other."""
    return within(city).filter(pk=key).first() or within("").filter(pk=key).first()


def verifications(city: str) -> QuerySet[Verification]:
    """The verifications of a city's chain and of the installation's, newest first."""
    return Verification.objects.filter(city_code__in=[city, ""]).select_related("asked_by").order_by("-asked_at", "-pk")


def put_into_words(entries: Iterable[Any]) -> None:
    """Give each entry its `words`."""
    entries = list(entries)
    names = accounts.names_of({entry.user for entry in entries})
    subjects = _subjects(entries)
    for entry in entries:
        role = str(ROLE_NAMES[Role(entry.role)]) if entry.role in set(Role) else ""
        entry.words = Words(names.get(entry.user, ""), role, subjects.get((entry.kind, entry.key), entry.key))


def _subjects(entries: Iterable[Any]) -> dict[tuple[str, str], str]:
    keys: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        if entry.kind in NAMED_BY and len(entry.key) == UUID_LENGTH:
            keys[entry.kind].add(entry.key)
    found = {}
    for kind, wanted in keys.items():
        table, column = NAMED_BY[kind]
        for key, name in apps.get_model(table).objects.filter(pk__in=wanted).values_list("pk", column):
            found[kind, str(key)] = str(name)
    return found


def kind_in_words(kind: str) -> str:
    """What sort of case an entry is about."""
    return str(wording.SUBJECTS.get(kind, kind))
