"""Putting things into the index and taking them out: the only writers of `Entry`."""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from django.db import connections, router, transaction

from cqo.foundation.search import engines
from cqo.foundation.search.documents import Document, take_apart
from cqo.foundation.search.models import Entry

__all__ = ["Document", "put", "remove"]

CHUNK = 2_000

Thing = TypeVar("Thing")


def put(documents: Iterable[Document]) -> int:
    """Index each document, or index it anew where its (kind, key) is known; one that has not changed is left alone.

    One transaction; returns how many were written. Of several documents with one (kind, key) the last counts. Raises ValueError for a kind
    or token out of shape.
    """
    using = router.db_for_write(Entry)
    engine, written = engines.of(connections[using]), 0
    with transaction.atomic(using=using):
        for chunk in _chunks(documents):
            for kind in dict.fromkeys(document.kind for document in chunk):
                written += _put(engine, kind, {document.key: document for document in chunk if document.kind == kind})
    return written


def remove(kind: str, keys: Iterable[uuid.UUID]) -> int:
    """Take things out of the index; unknown keys are passed over. Returns how many were taken out."""
    using = router.db_for_write(Entry)
    engine = engines.of(connections[using])
    with transaction.atomic(using=using):
        removed = 0
        for chunk in _chunks(keys):
            known = list(engine.known(kind, chunk).values())
            engine.erase(kind, known)
            removed += len(known)
    return removed


def _put(engine: engines.Engine, kind: str, documents: dict[uuid.UUID, Document]) -> int:
    known = engine.known(kind, list(documents))
    fresh, changed = [], []
    for key, document in documents.items():
        parts = take_apart(document)
        text = parts.text
        if key not in known:
            fresh.append(engines.Row(key, text, parts))
        elif known[key].text != text:
            changed.append((known[key], engines.Row(key, text, parts)))
    if fresh:
        engine.insert(kind, fresh)
    if changed:
        engine.change(kind, changed)
    return len(fresh) + len(changed)


def _chunks(things: Iterable[Thing]) -> Iterator[Sequence[Thing]]:
    coming = iter(things)
    while chunk := list(islice(coming, CHUNK)):
        yield chunk
