"""A thing as it is to be found, and what of it is stored: its tidied text and the terms that lead to it. No database."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from cqo.foundation.search import grams, pinyin


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One thing as it is to be found.

    `names` are the name in use and former ones, `codes` credit codes and certificate numbers. `tokens` are looked up whole and never typed:
    places and other groups that a search is narrowed to ("c:610700", "d:610722"), and marks that find the thing only for a search that
    passes them (a keyed hash of a phone's tail, "p:1f0c…").
    """

    kind: str
    key: uuid.UUID
    names: Sequence[str]
    codes: Sequence[str] = ()
    is_person: bool = False
    tokens: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Parts:
    """A document taken apart and tidied; each part without repeats."""

    names: tuple[str, ...]
    readings: tuple[str, ...]
    codes: tuple[str, ...]
    tokens: tuple[str, ...]

    @classmethod
    def of_text(cls, text: str) -> "Parts":
        """The parts of a stored text."""
        names, _, rest = text.partition(grams.READING)
        readings, _, rest = rest.partition(grams.CODE)
        codes, _, tokens = rest.rpartition(grams.CODE)
        divided = names.split(grams.NAME), readings.split(grams.READING), codes.split(grams.CODE), tokens.split(grams.TOKEN)
        return cls(*[tuple(filter(None, part)) for part in divided])

    @property
    def text(self) -> str:
        """What is stored. Codes stand behind names and readings, so that a short query can be kept out of them."""
        return (
            f"{grams.NAME}{''.join([name + grams.NAME for name in self.names])}"
            f"{grams.READING}{''.join([reading + grams.READING for reading in self.readings])}"
            f"{grams.CODE}{''.join([code + grams.CODE for code in self.codes])}"
            f"{grams.TOKEN}{''.join([token + grams.TOKEN for token in self.tokens])}"
        )

    @property
    def terms(self) -> str:
        """The terms that lead to it, with a space between them."""
        found = set(self.tokens)
        for name in self.names:
            found.update(grams.of_name(name))
        for reading in self.readings:
            found.update(grams.of_reading(reading))
        for code in self.codes:
            found.update(grams.of_code(code))
        return " ".join(found)


def take_apart(document: Document) -> Parts:
    """The parts of a document; codes that are no codes to `grams` go with the names. Raises ValueError for a kind or token out of shape."""
    _check_kind(document.kind)
    for token in document.tokens:
        _check_token(token)
    tidied = [grams.tidy(name) for name in document.names]
    codes: list[str] = []
    for code in map(grams.tidy, document.codes):
        (codes if grams.is_code(code) else tidied).append(code)
    names = tuple(dict.fromkeys(filter(None, tidied)))
    readings = [reading for name in names for reading in (pinyin.of_person(name) if document.is_person else (pinyin.initials(name),))]
    return Parts(names, tuple(dict.fromkeys(filter(None, readings))), tuple(dict.fromkeys(codes)), tuple(dict.fromkeys(document.tokens)))


@lru_cache(maxsize=64)
def _check_kind(kind: str) -> None:
    if not (kind.isascii() and kind.isalpha() and kind.islower() and len(kind) <= 24):
        raise ValueError(f"a kind is a word in small letters, not {kind!r}")


@lru_cache(maxsize=4096)
def _check_token(token: str) -> None:
    if not grams.is_token(token):
        raise ValueError(f"a token is made of small letters, digits and colons, like c:610700, not {token!r}")
