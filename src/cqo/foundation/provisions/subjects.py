"""What there are rules about: one subject for each frozen dataclass of terms that an app's `rules` declares."""

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from django.utils.functional import Promise

Words = str | Promise


class Shape(StrEnum):
    """How a term is written."""

    NUMBER = "number"
    TEXT = "text"
    FLAG = "flag"
    LIST = "list"


@dataclass(frozen=True)
class Term:
    """One term of a subject: its column in the dataclass, and how it is shown and asked for.

    optional: None is allowed and means "not set here"; choices: code → words, for texts and lists that hold codes.
    """

    name: str
    shape: Shape
    optional: bool
    default: Any
    label: Words
    unit: Words
    help: Words
    choices: Mapping[str, Words]


@dataclass(frozen=True)
class Subject:
    """A subject of rules: the dataclass of its terms, and the words for each of them (all lazily translated).

    refused: terms → the code of the refusal where they do not go together (weights that do not make a hundred), "" where they do.
    """

    key: str
    title: Words
    terms: type
    labels: Mapping[str, Words]
    units: Mapping[str, Words] = field(default_factory=dict)
    help: Mapping[str, Words] = field(default_factory=dict)
    choices: Mapping[str, Mapping[str, Words]] = field(default_factory=dict)
    refused: Callable[[Any], str] | None = None


_subjects: dict[str, Subject] = {}


def register(subject: Subject) -> None:
    """Add a subject. Raises ValueError where a term has no default, no label, or a type that cannot be asked for on a screen."""
    taken = _subjects.get(subject.key)
    if taken is not None and taken.terms is not subject.terms:
        raise ValueError(f"the subject {subject.key!r} is {taken.terms.__name__} already")
    terms_of(subject)
    _subjects[subject.key] = subject


def get(subject: str | type) -> Subject:
    """The subject of a key or of a class of terms. Raises KeyError for one nobody registered."""
    if isinstance(subject, str):
        return _subjects[subject]
    for known in _subjects.values():
        if known.terms is subject:
            return known
    raise KeyError(subject.__name__)


def everything() -> list[Subject]:
    """All subjects, in the order in which they were registered."""
    return list(_subjects.values())


def terms_of(subject: Subject) -> list[Term]:
    """The terms of a subject in the order of the dataclass. Raises ValueError as `register` does."""
    if not is_dataclass(subject.terms):
        raise ValueError(f"{subject.terms.__name__} is not a dataclass")
    found = []
    for column in fields(subject.terms):
        if column.default is MISSING or column.name not in subject.labels:
            raise ValueError(f"{subject.key}.{column.name} needs a default and a label")
        shape, optional = _shapes(subject.terms)[column.name]
        found.append(
            Term(
                name=column.name,
                shape=shape,
                optional=optional,
                default=column.default,
                label=subject.labels[column.name],
                unit=subject.units.get(column.name, ""),
                help=subject.help.get(column.name, ""),
                choices=subject.choices.get(column.name, {}),
            )
        )
    return found


def defaults(subject: Subject) -> Any:
    """The terms as the platform sets them where no place has its own."""
    return subject.terms()


def stored(subject: Subject, terms: Any) -> dict[str, Any]:
    """Terms as they stand in the database. Raises ValueError for a value of the wrong shape or a code that is no choice."""
    content = {}
    for term in terms_of(subject):
        value = getattr(terms, term.name)
        if not fits(term, value):
            raise ValueError(f"{subject.key}.{term.name} does not take {value!r}")
        content[term.name] = list(value) if isinstance(value, tuple) else value
    return content


def read(subject: Subject, content: Mapping[str, Any]) -> Any:
    """Terms from the database: a term added to the class since then has its default, one taken away is left out."""
    known = {term.name for term in terms_of(subject)}
    return subject.terms(**{name: tuple(value) if isinstance(value, list) else value for name, value in content.items() if name in known})


def fits(term: Term, value: Any) -> bool:
    """Whether a term takes a value: right shape, None only where it may be unset, no negative number, only known codes."""
    if value is None:
        return term.optional
    if term.shape == Shape.FLAG:
        return isinstance(value, bool)
    if term.shape == Shape.NUMBER:
        return isinstance(value, int) and not isinstance(value, bool) and value >= 0
    codes = value if term.shape == Shape.LIST else (value,)
    if not isinstance(codes, tuple) or not all(isinstance(code, str) for code in codes):
        return False
    return not term.choices or all(code in term.choices for code in codes)


@cache
def _shapes(terms: type) -> dict[str, tuple[Shape, bool]]:
    return {name: _shape(name, hint) for name, hint in get_type_hints(terms).items()}


def _shape(name: str, hint: Any) -> tuple[Shape, bool]:
    if get_origin(hint) in (Union, types.UnionType):
        rest = [part for part in get_args(hint) if part is not types.NoneType]
        if len(rest) == 1:
            return _shape(name, rest[0])[0], True
    if hint == tuple[str, ...]:
        return Shape.LIST, False
    if hint is bool:
        return Shape.FLAG, False
    if hint is int:
        return Shape.NUMBER, False
    if isinstance(hint, type) and issubclass(hint, str):
        return Shape.TEXT, False
    raise ValueError(f"a term is a whole number, a text, yes or no, or a tuple of texts; {name} is {hint}")
