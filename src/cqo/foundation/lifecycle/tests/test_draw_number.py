"""Platform numbers: each given once, none left out, and a typing slip is told at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import pairwise
from threading import Barrier

import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from cqo.foundation.lifecycle import numbers, rules
from cqo.foundation.lifecycle.models import Counter

AT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
NUMBER = st.builds(
    rules.number,
    kind=st.sampled_from(["RL", "QQ", "ZS"]),
    city=st.sampled_from(["610700", "320600"]),
    year=st.integers(2026, 2099),
    counter=st.integers(1, 99_999),
)


def drawn(**changed) -> int:
    return int(numbers.draw(**{"kind": "RL", "city": "610700", "at": AT, **changed}).split("-")[3])


@pytest.mark.django_db
def test_each_city_kind_and_year_counts_by_itself():
    assert [drawn(), drawn(), drawn(kind="QQ"), drawn(city="320600"), drawn(at=AT.replace(year=2027)), drawn()] == [1, 2, 1, 1, 1, 3]


@pytest.mark.django_db
def test_the_year_is_shanghais():
    new_year = datetime(2026, 12, 31, 16, 0, tzinfo=UTC)
    assert [numbers.draw(kind="RL", city="610700", at=at).split("-")[2] for at in (new_year.replace(hour=15), new_year)] == ["2026", "2027"]


@pytest.mark.django_db
def test_a_case_that_was_not_written_leaves_no_gap():
    drawn()
    with transaction.atomic():
        assert drawn() == 2
        transaction.set_rollback(True)
    assert drawn() == 2


@pytest.mark.django_db(transaction=True)
def test_numbers_drawn_at_once_have_neither_gaps_nor_doubles():
    threads, each = 6, 5
    ready = Barrier(threads)

    def draw(_thread: int) -> list[int]:
        ready.wait(timeout=20)
        found = []
        for _ in range(each):
            with transaction.atomic():
                found.append(drawn())
        connection.close()
        return found

    with ThreadPoolExecutor(threads) as clerks:
        found = sorted(number for part in clerks.map(draw, range(threads)) for number in part)
    assert found == list(range(1, threads * each + 1))
    assert Counter.objects.get().last == threads * each


@given(NUMBER)
def test_a_number_has_the_right_check_character(number: str):
    assert rules.is_number(number)


@given(NUMBER, st.data())
def test_a_single_slip_is_found(number: str, data: st.DataObject):
    places = [place for place, letter in enumerate(number) if letter in rules.ALPHABET]
    place = data.draw(st.sampled_from(places))
    slip = data.draw(st.sampled_from([letter for letter in rules.ALPHABET if letter != number[place]]))
    assert rules.is_number(number[:place] + slip + number[place + 1 :]) is False


@given(NUMBER, st.data())
def test_two_neighbours_in_the_wrong_order_are_found(number: str, data: st.DataObject):
    pairs = [
        place
        for place, (left, right) in enumerate(pairwise(number))
        if left != right and "-" not in (left, right) and {left, right} <= set(rules.ALPHABET)
    ]
    if not pairs:
        return
    place = data.draw(st.sampled_from(pairs))
    assert rules.is_number(number[:place] + number[place + 1] + number[place] + number[place + 2 :]) is False


@pytest.mark.parametrize("text", ["", "RL", "RL-610700-2026-00031", "RL-610700-2026-00031-", "RL-610700-2026-00031-KK", "----"])
def test_what_is_no_number_is_none(text: str):
    assert rules.is_number(text) is False
