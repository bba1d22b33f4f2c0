import uuid
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum

import pytest

from cqo.foundation.audit import facts


class Colour(StrEnum):
    RED = "red"


def test_equal_facts_have_one_text_whatever_their_order():
    one = facts.canonical({"b": 2, "a": ["x", None, True]})
    other = facts.canonical({"a": ("x", None, True), "b": 2})
    assert one == other == '{"a":["x",null,true],"b":2}'


def test_no_facts_are_an_empty_object():
    assert (facts.canonical(None), facts.canonical({})) == ("{}", "{}")


def test_dates_moments_keys_and_states_are_written_as_texts():
    key = uuid.UUID("01a20c6d-b32b-745f-8bda-112233445566")
    moment = datetime(2026, 3, 2, 12, 30, tzinfo=timezone(timedelta(hours=8)))
    written = facts.canonical({"at": moment, "key": key, "on": date(2026, 3, 2), "state": Colour.RED})
    assert written == (
        '{"at":"2026-03-02T04:30:00.000000+00:00","key":"01a20c6d-b32b-745f-8bda-112233445566","on":"2026-03-02","state":"red"}'
    )


@pytest.mark.parametrize(
    "value",
    [
        "王建国",
        "Wang Jianguo",
        "wang@example.cn",
        "13912342231",
        "139-1234-2231",
        "tel:13912342231",
        "610702190001010011",
        "9144030071526726XG",
        610702190001010011,
        ["610702", "13912342231"],
        "é",
        "x" * 201,
        1.5,
        Decimal("1.5"),
        b"x",
        {"nested": 1},
        [["nested"]],
        datetime(2026, 3, 2),  # noqa: DTZ001
    ],
)
def test_what_looks_like_personal_data_or_is_no_plain_value_is_refused(value):
    with pytest.raises(ValueError) as refusal:
        facts.canonical({"reason": value})
    assert str(refusal.value).startswith("reason ")


def test_a_refusal_does_not_repeat_the_value():
    with pytest.raises(ValueError) as refusal:
        facts.canonical({"reason": "13912342231"})
    assert "13912342231" not in str(refusal.value)


@pytest.mark.parametrize("name", ["phone", "birth_date", "id_number", "Reason", "原因", "", "a b"])
def test_a_fact_named_like_personal_data_or_not_like_a_name_is_refused(name):
    with pytest.raises(ValueError):
        facts.canonical({name: 1})


@pytest.mark.parametrize("value", ["610702", "2026-03-02", "2026-03-02T04:30:00", "a" * 64, "1" * 64, "hanzhong-2026-1", "0..5"])
def test_codes_dates_and_digests_pass(value):
    assert facts.canonical({"code": value}) == f'{{"code":"{value}"}}'


def test_a_credit_code_passes_under_its_own_name():
    assert facts.canonical({"credit_code": "9144030071526726XG"}) == '{"credit_code":"9144030071526726XG"}'


def test_another_official_code_passes_once_declared(monkeypatch):
    monkeypatch.setattr(facts, "_codes", {"credit_code"})
    with pytest.raises(ValueError):
        facts.canonical({"certificate_number": "6107002026000012"})
    facts.declare_codes("certificate_number")
    assert facts.canonical({"certificate_number": "6107002026000012"}) == '{"certificate_number":"6107002026000012"}'


def test_personal_data_cannot_be_declared_a_code():
    with pytest.raises(ValueError):
        facts.declare_codes("phone")


def test_facts_of_unbounded_length_are_refused():
    with pytest.raises(ValueError):
        facts.canonical({"keys": ["k" * 100] * 100})


def test_members_have_one_digest_whatever_their_order():
    assert facts.members_of(iter(["b", "a"])) == facts.members_of(["a", "b"])
    assert facts.members_of(["a", "b"])[0] == 2
    assert facts.members_of(["a", "b"]) != facts.members_of(["a", "c"])


def test_members_that_could_be_read_two_ways_are_refused():
    with pytest.raises(ValueError):
        facts.members_of(["a\nb"])


def test_a_moment_is_written_in_utc():
    assert facts.moment("at", datetime(2026, 3, 2, 4, 0, 0, 5, tzinfo=UTC)) == "2026-03-02T04:00:00.000005+00:00"
