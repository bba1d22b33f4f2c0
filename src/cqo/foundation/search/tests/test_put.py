import pytest
from django.db import connection

from cqo.foundation.search import operations, queries
from cqo.foundation.search.models import Entry
from cqo.foundation.search.operations import Document
from cqo.foundation.search.tests.builders import index, key, numbers

pytestmark = pytest.mark.django_db


def test_what_has_not_changed_is_not_written():
    document = Document(kind="enterprise", key=key(1), names=["城固机械厂"], codes=["91610722MA6YW1234X"], tokens=["c:610700"])
    assert [operations.put([document]), operations.put([document]), Entry.objects.count()] == [1, 0, 1]


def test_a_new_name_finds_and_a_dropped_one_no_longer_does():
    index(1, "城固机械厂")
    index(1, "洋县轴承厂")
    assert [queries.first("enterprise", query) for query in ("城固", "机械", "cgjxc", "轴承", "yxzcc")] == [[], [], [], [key(1)], [key(1)]]


def test_a_change_keeps_the_place_in_the_order():
    index(1, "甲机械厂")
    index(2, "乙机械厂")
    index(1, "丙机械厂")
    assert numbers(queries.first("enterprise", "机械")) == [2, 1]


def test_a_token_that_is_taken_away_no_longer_finds():
    index(1, "城固机械厂", tokens=["d:610722"])
    index(1, "城固机械厂", tokens=["d:610723"])
    assert [queries.first("enterprise", "机械", scope=[token]) for token in ("d:610722", "d:610723")] == [[], [key(1)]]


def test_of_two_documents_with_one_key_the_last_counts():
    documents = [Document(kind="enterprise", key=key(1), names=[name]) for name in ("城固机械厂", "洋县轴承厂")]
    assert operations.put(documents) == 1
    assert [queries.first("enterprise", query) for query in ("机械", "轴承")] == [[], [key(1)]]


def test_more_than_one_chunk_is_written_in_order(monkeypatch):
    monkeypatch.setattr(operations, "CHUNK", 3)
    documents = [Document(kind=("enterprise", "person")[number % 2], key=key(number), names=["重名"]) for number in range(1, 9)]
    assert operations.put(documents) == 8
    assert [numbers(queries.first(kind, "重名")) for kind in ("enterprise", "person")] == [[8, 6, 4, 2], [7, 5, 3, 1]]


def test_one_key_may_stand_for_things_of_two_kinds():
    index(1, "王伟", kind="person", is_person=True)
    index(1, "王伟茶庄", kind="enterprise")
    assert [queries.first(kind, "茶庄") for kind in ("person", "enterprise")] == [[], [key(1)]]


@pytest.mark.parametrize("token", ["610722", "d:", "D:610722", "d:61 07", "d:汉中", "p:'", ""])
def test_a_token_out_of_shape_is_refused_and_nothing_written(token):
    with pytest.raises(ValueError, match="a token is"):
        operations.put(
            [Document(kind="enterprise", key=key(1), names=["甲"]), Document(kind="enterprise", key=key(2), names=["乙"], tokens=[token])]
        )
    assert Entry.objects.count() == 0


def test_a_kind_out_of_shape_is_refused():
    with pytest.raises(ValueError, match="a kind is"):
        index(1, "甲", kind="Firm 1")


def test_a_thing_without_a_name_is_found_by_its_code():
    operations.put([Document(kind="enterprise", key=key(1), names=["（）"], codes=["91610722MA6YW1234X"])])
    assert queries.first("enterprise", "ma6yw") == [key(1)]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="FTS5's own index")
def test_no_terms_stay_behind_after_changes_and_removals():
    index(1, "城固机械厂", codes=["91610722MA6YW1234X"], tokens=["d:610722"])
    index(1, "洋县轴承厂", tokens=["d:610723"])
    operations.remove("enterprise", [key(1)])
    with connection.cursor() as cursor:
        cursor.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, search_gram, row)")
        cursor.execute("SELECT count(*) FROM terms")
        assert cursor.fetchone() == (0,)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="the order of each token is kept apart")
def test_no_spots_stay_behind_after_changes_and_removals():
    index(1, "城固机械厂", tokens=["c:610700", "d:610722"])
    index(1, "城固机械厂", tokens=["c:610700", "d:610723"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM search_spot")
        assert cursor.fetchone() == (2,)
        operations.remove("enterprise", [key(1)])
        cursor.execute("SELECT count(*) FROM search_spot")
        assert cursor.fetchone() == (0,)
