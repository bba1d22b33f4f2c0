from datetime import timedelta

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cqo.foundation.accounts.models import User
from cqo.foundation.lists import keyset
from cqo.foundation.lists.tests.builders import AT, person

pytestmark = pytest.mark.django_db
ORDERS = [(), ("name",), ("-name",), ("last_login",), ("-last_login", "name"), ("name", "-last_login"), ("-login_name",), ("pk",)]


def in_order(users, fields):
    """The same order worked out by hand: rows without a value last, equal rows by their key."""
    rows = sorted(users, key=lambda user: user.pk)
    for field in reversed([field for field in fields if field != "pk"]):
        name = field.removeprefix("-")
        present = sorted(
            (user for user in rows if getattr(user, name) is not None),
            key=lambda user, name=name: getattr(user, name),
            reverse=field != name,
        )
        rows = present + [user for user in rows if getattr(user, name) is None]
    return [user.login_name for user in rows]


def walked(queryset, fields, size):
    """Every page from the first to the last, then back again."""
    forwards = [keyset.page(queryset, fields, size=size)]
    while forwards[-1].has_next:
        forwards.append(keyset.page(queryset, fields, size=size, after=str(forwards[-1].rows[-1].pk)))
    backwards = [forwards[-1]]
    while backwards[-1].has_previous:
        backwards.append(keyset.page(queryset, fields, size=size, before=str(backwards[-1].rows[0].pk)))
    return forwards, backwards[::-1]


def names(pages):
    return [user.login_name for page in pages for user in page.rows]


@pytest.mark.parametrize("fields", ORDERS)
def test_pages_show_every_row_once_in_order_both_ways(fields):
    for number in range(11):
        person(f"u{number:02}", name="甲乙丙"[number % 3], days=None if number % 4 == 0 else number // 2)
    forwards, backwards = walked(User.objects.all(), fields, 3)
    expected = in_order(User.objects.all(), fields)
    assert (names(forwards), names(backwards)) == (expected, expected)
    assert [page.has_previous for page in forwards] == [False, True, True, True]
    assert [page.has_next for page in backwards] == [True, True, True, False]


@pytest.mark.parametrize("fields", ORDERS)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(st.sampled_from("甲乙"), st.sampled_from([None, 1, 2])), max_size=9), size=st.integers(1, 4))
def test_any_rows_are_walked_whole(fields, rows, size):
    User.objects.all().delete()
    User.objects.bulk_create(
        User(login_name=f"u{number}", name=name, last_login=days and AT - timedelta(days=days), created_at=AT)
        for number, (name, days) in enumerate(rows)
    )
    forwards, backwards = walked(User.objects.all(), fields, size)
    expected = in_order(User.objects.all(), fields)
    assert (names(forwards), [user.login_name for chunk in keyset.chunks(User.objects.all(), fields, size=size) for user in chunk]) == (
        expected,
        expected,
    )
    assert names(backwards) == expected


def test_a_later_page_costs_two_queries_however_late(django_assert_num_queries):
    for number in range(30):
        person(f"u{number:02}")
    with django_assert_num_queries(1):
        keyset.page(User.objects.all(), ("login_name",), size=5)
    late = User.objects.get(login_name="u24")
    with django_assert_num_queries(2):
        found = keyset.page(User.objects.all(), ("login_name",), size=5, after=str(late.pk))
    assert names([found]) == ["u25", "u26", "u27", "u28", "u29"]


def test_the_database_starts_from_the_place_and_does_not_walk_there():
    place = person("u5")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # which reads a table of one row whole, unless it is told not to
            cursor.execute("SET LOCAL enable_seqscan = off")
    found = keyset._from(User.objects.all(), keyset.keys(User.objects.all(), ("login_name",)), ["u5", place.pk])
    plan = found.order_by("login_name", "pk").explain()
    start = "Index Cond: ((login_name)::text >= 'u5'::text)" if connection.vendor == "postgresql" else "(login_name>?)"
    assert plan.count(start) == 1


@pytest.mark.parametrize("nonsense", ["", "x", "00000000-0000-0000-0000-000000000000", "1 OR 1=1"])
def test_a_place_that_is_none_gives_the_first_page(nonsense):
    for number in range(4):
        person(f"u{number}")
    assert names([keyset.page(User.objects.all(), ("login_name",), size=2, after=nonsense)]) == ["u0", "u1"]


def test_a_row_that_left_the_list_still_marks_the_place():
    for number in range(4):
        person(f"u{number}")
    done = User.objects.get(login_name="u1")
    User.objects.filter(pk=done.pk).update(is_active=False)
    waiting = User.objects.filter(is_active=True)
    assert names([keyset.page(waiting, ("login_name",), size=2, after=str(done.pk), among=User.objects.all())]) == ["u2", "u3"]


def test_going_back_past_the_beginning_gives_a_full_first_page():
    for number in range(5):
        person(f"u{number}")
    second = User.objects.get(login_name="u1")
    assert names([keyset.page(User.objects.all(), ("login_name",), size=3, before=str(second.pk))]) == ["u0", "u1", "u2"]
