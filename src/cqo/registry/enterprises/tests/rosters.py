"""Rosters as files, and the work of an import from upload to publication, done here and now."""

import csv
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO, StringIO
from typing import Any
from uuid import UUID

from cqo.foundation.access.actor import Actor
from cqo.foundation.intake import queries, recipes
from cqo.foundation.intake.models import Batch, Row
from cqo.foundation.intake.operations import batches, checking, publishing, undoing
from cqo.foundation.search import queries as search
from cqo.registry.enterprises import indexing
from cqo.registry.enterprises.models import Enterprise, FormerName
from cqo.registry.enterprises.queries import files
from cqo.registry.enterprises.tests.builders import AT, code

HEADER = ("企业名称", "统一社会信用代码", "所属县区", "从业人数", "联系人", "联系电话")
PHONE = "13912340001"


def firm(number: int, **cells: str) -> dict[str, str]:
    """A row of a roster."""
    row = {
        "企业名称": f"城固县第{number}机械有限公司",
        "统一社会信用代码": code(number),
        "所属县区": "城固县",
        "从业人数": "120",
        "联系人": "李四",
        "联系电话": f"139{number:08d}",
    }
    return row | cells


def table(*rows: Mapping[str, str], header: tuple[str, ...] = HEADER) -> bytes:
    """The rows as a CSV."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows([row.get(column, "") for column in header] for row in rows)
    return text.getvalue().encode()


def uploaded(content: bytes, *, by: Actor, kind: str = "enterprises", **options: str) -> Batch:
    """A batch whose columns nobody has confirmed yet."""
    return batches.upload(
        kind=kind, file=BytesIO(content), name="名单.csv", size=len(content), city="610700", options=options, by=by, at=AT
    )


def checked(content: bytes, *, by: Actor, kind: str = "enterprises", **options: str) -> Batch:
    """A batch with a verdict on every row."""
    batch = uploaded(content, by=by, kind=kind, **options)
    batches.start_check(batch=batch, version=batch.version, mapping={}, by=by, at=AT)
    checking.run(batch_key=batch.pk, at=AT)
    return Batch.objects.get(pk=batch.pk)


def published(content: bytes, *, by: Actor, kind: str = "enterprises", **options: str) -> Batch:
    """A batch whose rows are in the registry."""
    batch = checked(content, by=by, kind=kind, **options)
    publishing.start(batch=batch, version=batch.version, by=by, at=AT)
    publishing.run(batch_key=batch.pk, at=AT)
    return Batch.objects.get(pk=batch.pk)


def undone(batch: Batch, *, by: Actor) -> Batch:
    """A batch taken back."""
    undoing.start(batch=batch, version=batch.version, by=by, at=AT)
    undoing.run(batch_key=batch.pk, at=AT)
    return Batch.objects.get(pk=batch.pk)


def verdicts(batch: Batch) -> list[str]:
    """The verdict on every row, in order."""
    return list(Row.objects.filter(batch=batch).order_by("position").values_list("verdict", flat=True))


def codes(batch: Batch) -> list[str]:
    """What is said of every row, in order."""
    return [
        ",".join(filter(None, said))
        for said in Row.objects.filter(batch=batch).order_by("position").values_list("refused", "warned", "remarks")
    ]


def row(batch: Batch, position: int) -> Row:
    """A row of a batch."""
    return queries.rows(batch).get(position=position)


def registry() -> dict[str, Any]:
    """Everything of the registry that a roster could touch, hidden files too, without keys made at random."""
    columns = [
        field.attname
        for field in Enterprise._meta.local_concrete_fields
        if field.attname not in {"id", "batch_id", "phone", "recorded_at", "version"}
    ]
    rows = Enterprise.objects.order_by("credit_code").values_list(*columns)
    names = FormerName.objects.order_by("enterprise__credit_code", "name").values_list("enterprise__credit_code", "name")
    return {
        "files": [tuple(bytes(value) if isinstance(value, memoryview) else value for value in row) for row in rows],
        "phones": [file.phone.reveal() if file.phone else "" for file in Enterprise.objects.order_by("credit_code")],
        "former": list(names),
        "found": found("机械"),
    }


def found(text: str) -> list[str]:
    """The credit codes of the visible files that a search finds."""
    rows = search.narrow(files.visible(), kind=indexing.KIND, query=text)
    return sorted(rows.values_list("credit_code", flat=True))


class Interruption(Exception):
    """A process was killed here."""


class Interrupted:
    """A recipe that breaks off at its n-th call, after that call has written its rows: in the middle of a chunk."""

    def __init__(self, recipe: recipes.Recipe, *, at_call: int) -> None:
        self._recipe, self._left = recipe, at_call

    def __getattr__(self, name: str) -> Any:
        return getattr(self._recipe, name)

    def checker(self, **told: Any) -> Any:
        """A checker that may break off."""
        return _InterruptedChecker(self, self._recipe.checker(**told))

    def stage(self, *args: Any, **kwargs: Any) -> Any:
        """Writes, then may break off."""
        return self.counted(self._recipe.stage(*args, **kwargs))

    def apply_changes(self, *args: Any, **kwargs: Any) -> Any:
        """Writes, then may break off."""
        return self.counted(self._recipe.apply_changes(*args, **kwargs))

    def finish(self, *args: Any, **kwargs: Any) -> Any:
        """Writes, then may break off."""
        return self.counted(self._recipe.finish(*args, **kwargs))

    def revert(self, *args: Any, **kwargs: Any) -> Any:
        """Writes, then may break off."""
        return self.counted(self._recipe.revert(*args, **kwargs))

    def unstage(self, *args: Any, **kwargs: Any) -> Any:
        """Deletes, then may break off."""
        return self.counted(self._recipe.unstage(*args, **kwargs))

    def counted(self, answer: Any) -> Any:
        """The answer, unless this was the call to break off at."""
        self._left -= 1
        if self._left == 0:
            raise Interruption
        return answer


class _InterruptedChecker:
    def __init__(self, recipe: Interrupted, checker: Any) -> None:
        self._recipe, self._checker = recipe, checker

    def __getattr__(self, name: str) -> Any:
        return getattr(self._checker, name)

    def judge(self, rows: Any) -> Any:
        return self._recipe.counted(self._checker.judge(rows))


@contextmanager
def breaking_off(kind: str, *, at_call: int) -> Iterator[None]:
    """The recipe of a kind breaks off at its n-th call."""
    recipe = recipes.of(kind)
    recipes.register(Interrupted(recipe, at_call=at_call))  # type: ignore[arg-type]
    try:
        yield
    finally:
        recipes.register(recipe)


def key_of(credit_code: str) -> UUID:
    """The key of a file, hidden or not."""
    return Enterprise.objects.get(credit_code=credit_code).pk
