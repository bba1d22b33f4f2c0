import pytest

from cqo.foundation.search import operations, queries
from cqo.foundation.search.tests.builders import index, key, numbers

pytestmark = pytest.mark.django_db


def test_what_is_removed_is_not_found_again():
    index(1, "城固机械厂")
    index(2, "城固轴承厂")
    assert operations.remove("enterprise", [key(2), key(9)]) == 1
    assert numbers(queries.first("enterprise", "城固")) == [1]


def test_another_kind_with_the_same_key_stays():
    index(1, "王伟", kind="person")
    index(1, "王伟茶庄", kind="enterprise")
    operations.remove("enterprise", [key(1)])
    assert [queries.first(kind, "王伟") for kind in ("person", "enterprise")] == [[key(1)], []]


def test_what_comes_after_a_removal_is_found_by_its_own_name_only():
    index(1, "城固机械厂")
    operations.remove("enterprise", [key(1)])
    index(2, "洋县轴承厂")
    assert [queries.first("enterprise", query) for query in ("城固", "轴承")] == [[], [key(2)]]
