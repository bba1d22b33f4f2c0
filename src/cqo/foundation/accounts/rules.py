"""Decisions about accounts: values in, verdicts out. No database, no clock, no Django."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cqo.foundation.accounts.states import THREE_ADMINISTRATORS, Role

CODE_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXY"  # 31, a prime: one wrong letter always changes the check character
CODE_LENGTH = 12
LONGEST_DELEGATION_DAYS = 366


@dataclass(frozen=True)
class Term:
    """A role held from a day until a day (None: open ended); both days included."""

    role: Role
    starts: date
    ends: date | None = None

    def overlaps(self, other: "Term") -> bool:
        """Whether there is a day on which both are held."""
        return (self.ends is None or other.starts <= self.ends) and (other.ends is None or self.starts <= other.ends)

    def holds_on(self, day: date) -> bool:
        """Whether the role is held on that day."""
        return self.starts <= day and (self.ends is None or day <= self.ends)


def excluded_by(wanted: Term, held: Iterable[Term]) -> Role | None:
    """The role that forbids taking `wanted`: two of the three administrators never meet in one person (三员分立, GB/T 22239-2019, 8.1.5).

    An administrator of the three holds no business role at the same time either: who keeps the accounts does not keep the registry.
    The own file is no office: everybody may have one.
    """
    for term in held:
        if term.role == wanted.role or Role.PERSON in (term.role, wanted.role) or not term.overlaps(wanted):
            continue
        if wanted.role in THREE_ADMINISTRATORS or term.role in THREE_ADMINISTRATORS:
            return term.role
    return None


def code_from(random_bytes: bytes) -> str:
    """An activation code of 11 random characters and one check character, from at least 11 random bytes.

    The alphabet leaves out 0, 1, I, O and Z, which people misread on paper.
    """
    body = "".join(CODE_ALPHABET[byte % 31] for byte in random_bytes[: CODE_LENGTH - 1])
    return body + _check_character(body)


def _check_character(body: str) -> str:
    return CODE_ALPHABET[sum((place + 1) * CODE_ALPHABET.index(letter) for place, letter in enumerate(body)) % 31]


def code_as_typed(text: str) -> str | None:
    """What somebody typed or scanned as a code, tidied (spaces, dashes, lower case); None where it cannot be one (a typing slip is told at once)."""
    tidy = "".join(letter for letter in text.upper() if letter.isalnum())
    if len(tidy) != CODE_LENGTH or any(letter not in CODE_ALPHABET for letter in tidy):
        return None
    return tidy if _check_character(tidy[:-1]) == tidy[-1] else None


def code_on_paper(code: str) -> str:
    """Grouped by four for reading aloud.

    >>> code_on_paper("ABCDEFGHJKLM")
    'ABCD-EFGH-JKLM'
    """
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))
