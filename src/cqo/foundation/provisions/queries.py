"""Which rules hold where and when, what they were, and how two editions differ.

Every answer costs one small indexed query, always: nothing is remembered between requests, so no process ever applies an old edition.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Generic, Protocol, TypeVar, overload
from uuid import UUID

from django.db import connections
from django.db.models import Q, QuerySet

from cqo.foundation.provisions import rules, subjects
from cqo.foundation.provisions.models import RuleSet
from cqo.foundation.provisions.subjects import Subject, Term
from cqo.foundation.refusal import NotPossible
from cqo.foundation.statements import Statement

T = TypeVar("T")


@dataclass(frozen=True)
class Document:
    """The paper an edition comes from: its title, its number (文号) and the day it was issued."""

    title: str
    number: str = ""
    issued_date: date | None = None


@dataclass(frozen=True)
class Edition(Generic[T]):
    """An edition of the rules about a subject, with its terms ready for a decision.

    rule_set: what a case stores to pin it (None only where no default was recorded yet).
    division_code: "000000" for the platform's default.
    articles: name of a term → the place in the document it comes from (第六条第二项).
    """

    subject: str
    terms: T
    rule_set: UUID | None
    division_code: str
    edition: int
    valid_from: date | None
    valid_to: date | None
    document: Document
    articles: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    recorded_at: datetime | None = None
    recorded_by: str = ""
    sample: bool = False

    @property
    def is_default(self) -> bool:
        """Whether no place above the one that was asked about has rules of its own (平台默认值)."""
        return self.division_code == rules.NATION

    @property
    def key(self) -> str:
        """What stands in the record as the version of the rules: `conditions/320600/2`."""
        return f"{self.subject}/{self.division_code}/{self.edition}"

    def holds_on(self, day: date) -> bool:
        """Whether the edition holds on that day."""
        return self.valid_from is None or rules.Span(self.valid_from, self.valid_to).holds_on(day)


@dataclass(frozen=True)
class Difference:
    """One term of two editions side by side."""

    term: Term
    left: Any
    right: Any
    left_article: str
    right_article: str

    @property
    def differs(self) -> bool:
        """Whether the two editions set the term differently."""
        return bool(self.left != self.right)


class Pinning(Protocol):
    """A case that keeps the rules it was submitted under: `provision` holds `Edition.rule_set`, None before submission."""

    provision: UUID | None


_candidates = Statement(
    lambda subject, codes, on: RuleSet.objects.filter(
        Q(division_id__in=codes, valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gte=on)) | Q(division__isnull=True),
        subject=subject,
    ).order_by("pk")
)


@overload
def in_force(subject: type[T], division_code: str, on: date) -> Edition[T]: ...
@overload
def in_force(subject: str, division_code: str, on: date) -> Edition[Any]: ...
def in_force(subject: Any, division_code: str, on: date) -> Edition[Any]:
    """The edition that holds in a division on a day: the nearest ancestor's, whole. One query. Raises KeyError for an unknown subject."""
    known = subjects.get(subject)
    codes = rules.chain(division_code)
    return _nearest(known, _candidates(subject=known.key, codes=codes, on=on), codes, on)


def all_in_force(division_code: str, on: date) -> list[Edition[Any]]:
    """What `in_force` answers for every registered subject, in the order of registration. One query."""
    codes = rules.chain(division_code)
    rows = list(
        RuleSet.objects.filter(
            Q(division_id__in=codes, valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gte=on)) | Q(division__isnull=True)
        ).order_by("pk")
    )
    return [_nearest(known, [row for row in rows if row.subject == known.key], codes, on) for known in subjects.everything()]


def edition(rule_set: UUID) -> Edition[Any]:
    """The edition of a stored key. Raises RuleSet.DoesNotExist."""
    row = RuleSet.objects.get(pk=rule_set)
    return of(row)


def pinned(case: Pinning) -> Edition[Any]:
    """The edition a case was submitted under, whatever was enacted since. Raises NotPossible("provisions.not_pinned") for a draft."""
    if case.provision is None:
        raise NotPossible("provisions.not_pinned")
    return edition(case.provision)


def key_of(terms: Edition[Any]) -> str:
    """The text that goes into the record as `under`."""
    return terms.key


def history(subject: str | type, division_code: str) -> list[Edition[Any]]:
    """Every edition a division itself enacted about a subject, newest first; the platform's defaults for "000000"."""
    known = subjects.get(subject)
    return [of(row) for row in _of_division(known.key, division_code).order_by("-edition")]


def latest(subject: str | type, division_code: str) -> Edition[Any] | None:
    """The newest edition a division itself enacted, in force or still to come; None where it has none."""
    row = _of_division(subjects.get(subject).key, division_code).order_by("-edition").first()
    return None if row is None else of(row)


def coming(division_code: str, on: date) -> dict[str, Edition[Any]]:
    """What a division itself has enacted for a later day, by subject. One query."""
    later = RuleSet.objects.filter(division_id=division_code, valid_from__gt=on, subject__in=[each.key for each in subjects.everything()])
    return {row.subject: of(row) for row in later.order_by("-valid_from")}


def places(subject: str | type | None = None) -> list[str]:
    """The codes of the divisions that have editions of their own, about one subject or about any."""
    own = RuleSet.objects.filter(division__isnull=False)
    if subject is not None:
        own = own.filter(subject=subjects.get(subject).key)
    return list(own.values_list("division_id", flat=True).distinct().order_by("division_id"))


def compare(left: Edition[Any], right: Edition[Any]) -> list[Difference]:
    """Two editions of one subject, term by term. Raises ValueError for editions of two subjects."""
    if left.subject != right.subject:
        raise ValueError(f"{left.subject} and {right.subject} are not comparable")
    return [
        Difference(
            term=term,
            left=getattr(left.terms, term.name),
            right=getattr(right.terms, term.name),
            left_article=left.articles.get(term.name, ""),
            right_article=right.articles.get(term.name, ""),
        )
        for term in subjects.terms_of(subjects.get(left.subject))
    ]


def of(row: RuleSet) -> Edition[Any]:
    """The edition that a row holds."""
    return Edition(
        subject=row.subject,
        terms=subjects.read(subjects.get(row.subject), row.terms),
        rule_set=row.pk,
        division_code=row.division_id or rules.NATION,
        edition=row.edition,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        document=Document(row.document_title, row.document_number, row.issued_date),
        articles=row.articles,
        note=row.note,
        recorded_at=row.recorded_at,
        recorded_by=row.recorded_by,
        sample=row.sample,
    )


def is_installed(using: str) -> bool:
    """Whether the table of rule sets exists in a database (not so while its migration is taken back)."""
    return RuleSet._meta.db_table in connections[using].introspection.table_names()


def _of_division(subject: str, division_code: str) -> QuerySet[RuleSet]:
    place = Q(division__isnull=True) if division_code == rules.NATION else Q(division_id=division_code)
    return RuleSet.objects.filter(place, subject=subject)


def _nearest(subject: Subject, rows: Any, codes: list[str], on: date) -> Edition[Any]:
    """The row of the nearest division, else the newest default begun by then, else the oldest default, else the class's own defaults."""
    by_place: dict[str, list[RuleSet]] = {}
    for row in rows:
        by_place.setdefault(row.division_id or rules.NATION, []).append(row)
    for code in codes:
        if code in by_place:
            return of(by_place[code][-1])
    kept = by_place.get(rules.NATION, [])
    begun = [row for row in kept if row.valid_from <= on]
    if begun or kept:
        return of((begun or kept[:1])[-1])
    return Edition(subject.key, subjects.defaults(subject), None, rules.NATION, 0, None, None, Document(""))
