"""What is indexed: one row for each thing that can be found. The terms that lead to it are kept by `engines`, as each database likes it."""

from django.db import models


class Entry(models.Model):
    """The searchable text of one thing, numbered within its kind in the order things came in.

    Written by `operations` only, which keeps the index in step.
    The text is `|name|former name|/reading/#code# token token `: see `grams` for the marks.
    """

    # The database's own row number on SQLite, named: without a name a table rebuild would give rows other numbers than the index has.
    number = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=24)
    key = models.UUIDField()
    text = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="search_entry_kind_key")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
