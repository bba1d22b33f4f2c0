"""Scores as people type them, and a list of them read from a spreadsheet. Values in, scores and every fault out. No database, no clock, no Django."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from cqo.qualification.training.rules.assessment import FULL

_NUMBER = re.compile(r"(-?)(\d{1,6})(?:\.(\d+))?")
ABSENT = frozenset({"缺考", "缺", "未考", "absent"})


class BadScore(ValueError):
    """Something that is no score; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def tenths(typed: str) -> int | None:
    """A score in tenths of a point; None for an empty cell.

    Raises BadScore: "not_a_number", "below_nothing", "above_the_maximum", "too_fine" (more than one decimal).

    >>> tenths("８５．５"), tenths("100.0"), tenths(" 60分 "), tenths("")
    (855, 1000, 600, None)
    """
    text = unicodedata.normalize("NFKC", typed).replace("。", ".").strip().removesuffix("分").strip()
    if not text:
        return None
    parts = _NUMBER.fullmatch(text)
    if parts is None:
        raise BadScore("not_a_number")
    minus, whole, decimals = parts.group(1), parts.group(2), (parts.group(3) or "").rstrip("0")
    if len(decimals) > 1:
        raise BadScore("too_fine")
    score = int(whole) * 10 + int(decimals or 0)
    if minus and score:
        raise BadScore("below_nothing")
    if score > FULL:
        raise BadScore("above_the_maximum")
    return score


def is_absent(typed: str) -> bool:
    """Whether a cell says that somebody missed the exam."""
    return unicodedata.normalize("NFKC", typed).strip().casefold() in ABSENT


@dataclass(frozen=True)
class Known:
    """Somebody who signed up for the class: the key and the number of the sign-up, the name, whether they are admitted."""

    key: UUID
    number: str
    name: str
    admitted: bool


@dataclass(frozen=True)
class Typed:
    """A row of the spreadsheet: its number there, and its cells."""

    row: int
    number: str
    name: str
    exam: str
    homework: str


@dataclass(frozen=True)
class Fault:
    """Why a row cannot be taken; `said` is what stands in it."""

    row: int
    code: str
    said: str


@dataclass(frozen=True)
class Score:
    """A row that was read: whose, and what it says; None for an empty cell."""

    key: UUID
    exam: int | None
    homework: int | None
    absent: bool


@dataclass
class Read:
    """What a spreadsheet says: its scores and its faults. With a fault nothing of it is taken."""

    scores: list[Score] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def read(rows: Iterable[Typed], known: Sequence[Known]) -> Read:
    """Find whom each row is about, by the number of the sign-up or by a name that only one has, and read the scores. Empty rows are passed over.

    Codes: "unknown_person", "not_admitted", "name_differs", "name_twice", "twice", and those of `tenths`.
    """
    found, first_rows = Read(), dict[UUID, int]()
    for row in rows:
        if not (row.exam.strip() or row.homework.strip()):
            continue
        person = _person(row, known)
        if isinstance(person, Fault):
            found.faults.append(person)
            continue
        if person.key in first_rows:
            found.faults.append(Fault(row.row, "twice", str(first_rows[person.key])))
            continue
        first_rows[person.key] = row.row
        absent = is_absent(row.exam)
        exam = None if absent else _score(row.row, row.exam, found.faults)
        found.scores.append(Score(person.key, exam, _score(row.row, row.homework, found.faults), absent))
    return found


def _person(row: Typed, known: Sequence[Known]) -> Known | Fault:
    number, name = row.number.strip().casefold(), row.name.strip()
    if number:
        matches = [each for each in known if each.number.casefold() == number]
    else:
        matches = [each for each in known if each.name == name]
        matches = [each for each in matches if each.admitted] or matches
    if not matches:
        return Fault(row.row, "unknown_person", row.number or row.name)
    if len(matches) > 1:
        return Fault(row.row, "name_twice", row.name)
    person = matches[0]
    if number and name and person.name != name:
        return Fault(row.row, "name_differs", f"{row.name} / {person.name}")
    return person if person.admitted else Fault(row.row, "not_admitted", person.name)


def _score(row: int, typed: str, faults: list[Fault]) -> int | None:
    try:
        return tenths(typed)
    except BadScore as bad:
        faults.append(Fault(row, bad.code, typed))
        return None
