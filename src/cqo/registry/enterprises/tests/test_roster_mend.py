"""Rows edited in place, and what becomes of the rows that share their key."""

import pytest

from cqo.foundation.access.gate import PowerMissing
from cqo.foundation.accounts.states import Role
from cqo.foundation.intake import queries
from cqo.foundation.intake.models import Batch
from cqo.foundation.intake.operations import mending, publishing
from cqo.foundation.refusal import NotPossible
from cqo.registry.enterprises.models import Enterprise
from cqo.registry.enterprises.tests.builders import AT, actor, city_officer, code, county_officer, official
from cqo.registry.enterprises.tests.rosters import checked, codes, firm, published, row, table, verdicts

pytestmark = pytest.mark.django_db


def mended(batch: Batch, position: int, *, by, **cells: str) -> Batch:
    """A row with some cells changed."""
    found = row(batch, position)
    now = queries.cells_of(found) | cells
    mending.mend(row=found, seen=queries.mark_of(found), cells=now, by=by, at=AT)
    return Batch.objects.get(pk=batch.pk)


def test_a_mended_row_is_judged_again_and_published():
    by = city_officer()
    batch = checked(table(firm(1), firm(2, 统一社会信用代码="错")), by=by)
    batch = mended(batch, 1, by=by, credit_code=code(2))
    assert (verdicts(batch), batch.accepted, batch.rejected) == (["new", "new"], 2, 0)
    assert {name: count for name, count in batch.tallies.items() if count} == {"new": 2, "mended": 1}
    publishing.start(batch=batch, version=batch.version, by=by, at=AT)
    publishing.run(batch_key=batch.pk, at=AT)
    assert Enterprise.objects.count() == 2


def test_mending_away_the_first_of_two_duplicates_lets_the_second_in():
    by = city_officer()
    batch = checked(table(firm(1), firm(1), firm(3)), by=by)
    assert codes(batch) == ["", "duplicate.in_file", ""]
    batch = mended(batch, 0, by=by, credit_code=code(2))
    assert (verdicts(batch), codes(batch), batch.accepted) == (["new"] * 3, [""] * 3, 3)


def test_mending_a_row_into_a_duplicate_refuses_the_later_one():
    by = city_officer()
    batch = checked(table(firm(1), firm(2), firm(3)), by=by)
    batch = mended(batch, 0, by=by, credit_code=code(3))
    assert (codes(batch), batch.accepted, batch.rejected) == (["", "", "duplicate.in_file"], 2, 1)


def test_the_tallies_after_mending_are_those_of_all_rows_counted():
    by = city_officer()
    published(table(firm(1)), by=by)
    batch = checked(table(firm(1, 联系人="王五"), firm(2), firm(2), firm(4, 联系电话="12"), firm(5, 统一社会信用代码="")), by=by)
    for position, cells in (
        (4, {"credit_code": code(5)}),
        (1, {"credit_code": code(6)}),
        (0, {"contact_name": "李四"}),
        (3, {"phone": "13900000000"}),
    ):
        batch = mended(batch, position, by=by, **cells)
        assert {**batch.tallies} == queries.tallies(batch)
    assert verdicts(batch) == ["same", "new", "new", "new", "new"]


def test_the_row_on_screen_must_be_the_row_as_it_stands():
    by = city_officer()
    batch = checked(table(firm(1)), by=by)
    found = row(batch, 0)
    seen = queries.mark_of(found)
    mending.mend(row=found, seen=seen, cells=queries.cells_of(found) | {"name": "甲厂"}, by=by, at=AT)
    with pytest.raises(NotPossible) as refused:
        mending.mend(row=found, seen=seen, cells=queries.cells_of(found) | {"name": "乙厂"}, by=by, at=AT)
    assert (refused.value.code, queries.cells_of(row(batch, 0))["name"]) == ("lifecycle.changed_meanwhile", "甲厂")


def test_what_was_mended_after_somebody_saw_it_is_not_published_by_them():
    by = city_officer()
    batch = checked(table(firm(1)), by=by)
    mended(batch, 0, by=by, name="甲厂")
    with pytest.raises(NotPossible) as refused:
        publishing.start(batch=batch, version=batch.version, by=by, at=AT)
    assert refused.value.code == "lifecycle.changed_meanwhile"


def test_a_county_cannot_mend_a_row_into_another_county():
    by = county_officer()
    batch = checked(table(firm(1)), by=by)
    batch = mended(batch, 0, by=by, division="洋县")
    assert codes(batch) == ["division.out_of_reach"]


def test_nothing_is_mended_once_it_is_published():
    by = city_officer()
    batch = published(table(firm(1)), by=by)
    with pytest.raises(NotPossible) as refused:
        mended(batch, 0, by=by, name="甲厂")
    assert refused.value.code == "intake.not_open"


def test_a_reader_cannot_mend():
    batch = checked(table(firm(1)), by=city_officer())
    with pytest.raises(PowerMissing):
        mended(batch, 0, by=actor(official("reader", role=Role.PROVINCE_READER, division="610000")), name="甲厂")
