"""Things to find, and a caller's table to find them through."""

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection, models

from cqo.foundation.search import operations
from cqo.foundation.search.operations import Document


class Firm(models.Model):
    """Stands for any part's own table; made in a test's transaction by `firm_table`."""

    id = models.UUIDField(primary_key=True)
    parent_id = models.UUIDField()
    visible = models.BooleanField()

    class Meta:
        managed = False
        app_label = "elsewhere"
        db_table = "elsewhere_firm"


@contextmanager
def firm_table() -> Iterator[None]:
    """The table of `Firm`, for as long as the test runs."""
    key, truth = ("uuid", "boolean") if connection.vendor == "postgresql" else ("char(32)", "bool")
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE elsewhere_firm (id {key} PRIMARY KEY, parent_id {key} NOT NULL, visible {truth} NOT NULL)")
        yield
        cursor.execute("DROP TABLE elsewhere_firm")


def key(number: int) -> uuid.UUID:
    """A key to recognise."""
    return uuid.UUID(int=number)


def index(number: int, *names: str, kind: str = "enterprise", **rest: object) -> uuid.UUID:
    """Index one document under `key(number)`."""
    operations.put([Document(kind=kind, key=key(number), names=names, **rest)])
    return key(number)


def numbers(keys: Iterable[uuid.UUID]) -> list[int]:
    """Back from keys to the numbers they were made of."""
    return [key.int for key in keys]
