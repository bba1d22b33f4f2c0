"""Putting things into the index and taking them out: the only writers of `Entry`."""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TypeVar

from django.db import connections, router, transaction

from cqo.foundation.search import engines, grams, pinyin
from cqo.foundation.search.models import Entry

CHUNK = 2_000

Thing = TypeVar("Thing")


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


def put(documents: Iterable[Document]) -> int:
    """Index each document, or index it anew where its (kind, key) is known; one that has not changed is left alone. Returns how many were written.

    One transaction. Of several documents with one (kind, key) the last counts. Raises ValueError for a kind or token out of shape.
    """
    using = router.db_for_write(Entry)
    written = 0
    with transaction.atomic(using=using):
        for chunk in _chunks(documents):
            rows = {(document.kind, document.key): row(document) for document in chunk}
            written += engines.of(connections[using]).write(list(rows.values()))
    return written


def remove(kind: str, keys: Iterable[uuid.UUID]) -> int:
    """Take things out of the index; unknown keys are passed over. Returns how many were taken out."""
    using = router.db_for_write(Entry)
    with transaction.atomic(using=using):
        return sum(engines.of(connections[using]).erase(kind, chunk) for chunk in _chunks(keys))


def row(document: Document) -> engines.Row:
    """The text and terms of a document. Codes stand behind names and readings, so that a short query can be kept out of them."""
    kind = _checked_kind(document.kind)
    names, codes = dict.fromkeys(map(grams.tidy, document.names)), []
    for code in dict.fromkeys(map(grams.tidy, document.codes)):
        if grams.is_code(code):
            codes.append(code)
        else:
            names[code] = None
    names.pop("", None)
    readings = dict.fromkeys(
        reading for name in names for reading in (pinyin.of_person(name) if document.is_person else (pinyin.initials(name),)) if reading
    )
    terms: dict[str, None] = {}
    for name in names:
        terms.update(dict.fromkeys(grams.of_name(name)))
    for reading in readings:
        terms.update(dict.fromkeys(grams.of_reading(reading)))
    for code in codes:
        terms.update(dict.fromkeys(grams.of_code(code)))
    for token in document.tokens:
        terms[engines.token_term(kind, _checked_token(token))] = None
    terms[engines.kind_term(kind)] = None
    text = (
        f"{grams.NAME}{''.join([name + grams.NAME for name in names])}"
        f"{grams.READING}{''.join([reading + grams.READING for reading in readings])}"
        f"{grams.CODE}{''.join([code + grams.CODE for code in codes])}"
        f"{grams.TOKEN}{''.join([token + grams.TOKEN for token in dict.fromkeys(document.tokens)])}"
    )
    return engines.Row(kind=kind, key=document.key, text=text, grams=" ".join(terms))


@lru_cache(maxsize=256)
def _checked_kind(kind: str) -> str:
    if not (kind.isascii() and kind.isalpha() and kind.islower() and len(kind) <= 24):
        raise ValueError(f"a kind is a word in small letters, not {kind!r}")
    return kind


@lru_cache(maxsize=4096)
def _checked_token(token: str) -> str:
    if not grams.is_token(token):
        raise ValueError(f"a token is made of small letters, digits and colons, like c:610700, not {token!r}")
    return token


def _chunks(things: Iterable[Thing]) -> Iterator[list[Thing]]:
    coming = iter(things)
    while chunk := list(islice(coming, CHUNK)):
        yield chunk
