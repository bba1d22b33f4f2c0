"""Killed in any chunk, after its rows were written and before they were committed, an import goes on to the same end."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from cqo.foundation.intake import files as rosters_on_disk
from cqo.foundation.intake.models import Batch, Row
from cqo.foundation.intake.operations import batches, checking, pace, publishing, undoing
from cqo.registry.enterprises.models import Enterprise
from cqo.registry.enterprises.queries import files
from cqo.registry.enterprises.tests.builders import AT, city_officer, code
from cqo.registry.enterprises.tests.rosters import (
    Interruption,
    breaking_off,
    checked,
    firm,
    found,
    published,
    registry,
    table,
    uploaded,
    verdicts,
)

pytestmark = pytest.mark.django_db
OLD = [firm(number) for number in range(1, 4)]
ROSTER = table(
    *(firm(number, 联系人="王五") for number in range(1, 4)),
    *(firm(number) for number in range(4, 12)),
    firm(12, 统一社会信用代码="错"),
    firm(5),
    firm(13),
)
EXPECTED = ["change"] * 3 + ["new"] * 8 + ["rejected"] * 2 + ["new"]


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch):
    for module in (checking, publishing, undoing):
        monkeypatch.setattr(module, "CHUNK", 3)
    monkeypatch.setattr(pace, "BREATH", 0)


def until_done(work: Callable[[], None], done: Callable[[], bool], *, at_call: int) -> int:
    """Interrupt the work at its n-th call, then let it run to its end; how often it was interrupted."""
    interrupted = 0
    with breaking_off("enterprises", at_call=at_call):
        try:
            work()
        except Interruption:
            interrupted = 1
            assert not done()
    work()
    assert done()
    return interrupted


@pytest.mark.parametrize("at_call", range(1, 6))
def test_a_check_killed_in_any_chunk_gives_the_same_verdicts(at_call):
    by = city_officer()
    published(table(*OLD), by=by)
    batch = uploaded(ROSTER, by=by)
    batches.start_check(batch=batch, version=batch.version, mapping={}, by=by, at=AT)
    times = until_done(
        lambda: checking.run(batch_key=batch.pk, at=AT), lambda: Batch.objects.get(pk=batch.pk).state == "checked", at_call=at_call
    )
    after = Batch.objects.get(pk=batch.pk)
    assert (times, verdicts(batch), after.rows, after.accepted, after.rejected) == (1, EXPECTED, 14, 12, 2)


@pytest.mark.parametrize("at_call", range(1, 6))
def test_a_publication_killed_in_any_chunk_shows_nothing_half_and_ends_the_same(at_call):
    by = city_officer()
    published(table(*OLD), by=by)
    batch = checked(ROSTER, by=by)
    publishing.start(batch=batch, version=batch.version, by=by, at=AT)

    def settled() -> bool:
        now = Batch.objects.get(pk=batch.pk)
        visible = files.visible().count()
        assert visible == (12 if now.visible else 3)
        assert Enterprise.objects.filter(credit_code__in=[code(1), code(2), code(3)], contact_name="王五").count() == (
            3 if now.visible else 0
        )
        return now.settled_at is not None

    times = until_done(lambda: publishing.run(batch_key=batch.pk, at=AT), settled, at_call=at_call)
    assert (times, files.visible().count(), verdicts(batch)) == (1, 12, EXPECTED)
    assert found("机械") == [code(number) for number in (*range(1, 12), 13)]


@pytest.mark.parametrize("at_call", range(1, 6))
def test_an_undoing_killed_in_any_chunk_ends_as_if_nothing_had_been_imported(at_call):
    by = city_officer()
    published(table(*OLD), by=by)
    before = registry()
    batch = published(ROSTER, by=by)
    undoing.start(batch=batch, version=batch.version, by=by, at=AT)
    assert files.visible().count() == 3
    times = until_done(
        lambda: undoing.run(batch_key=batch.pk, at=AT), lambda: Batch.objects.get(pk=batch.pk).state == "undone", at_call=at_call
    )
    assert (times, registry()) == (1, before)


def test_a_second_process_leaves_the_work_to_the_first():
    by = city_officer()
    batch = checked(table(firm(1)), by=by)
    publishing.start(batch=batch, version=batch.version, by=by, at=AT)
    with rosters_on_disk.alone(batch.file_path), pytest.raises(rosters_on_disk.AtWork):
        publishing.run(batch_key=batch.pk, at=AT)
    assert (Enterprise.objects.count(), Batch.objects.get().state) == (0, "publishing")


def test_whoever_comes_second_to_a_chunk_writes_nothing():
    by = city_officer()
    batch = checked(table(*(firm(number) for number in range(1, 8))), by=by)
    publishing.start(batch=batch, version=batch.version, by=by, at=AT)
    first, second = Batch.objects.get(), Batch.objects.get()
    publishing._stage_chunk(first, at=AT)
    with pytest.raises(checking.Overtaken):
        publishing._stage_chunk(second, at=AT)
    assert (Enterprise.objects.count(), Batch.objects.get().done) == (3, 3)


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_do_the_work_once():
    by = city_officer()
    batch = checked(table(*(firm(number) for number in range(1, 30))), by=by)
    publishing.start(batch=batch, version=batch.version, by=by, at=AT)
    together, refused = threading.Barrier(2), []

    def work() -> None:
        together.wait()
        try:
            publishing.run(batch_key=batch.pk, at=AT)
        except (rosters_on_disk.AtWork, checking.Overtaken) as busy:
            refused.append(type(busy))
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert (len(refused) <= 1, files.visible().count(), Row.objects.filter(verdict="new").count()) == (True, 29, 29)
