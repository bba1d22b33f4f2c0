"""Resident ids: GB 11643-1999, and every number a spreadsheet has damaged."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from cqo.foundation.codes import resident_id
from cqo.foundation.codes.resident_id import Fault

BIRTHS = st.dates(date(1930, 1, 1), date(2010, 12, 31))
SEQUENCES = st.integers(1, 999)


def number_of(birth: date, sequence: int, region: str = "610702") -> str:
    first = f"{region}{birth:%Y%m%d}{sequence:03d}"
    return first + resident_id.check_character(first)


NUMBERS = st.builds(number_of, BIRTHS, SEQUENCES)


@given(NUMBERS)
def test_check_character_agrees_with_another_implementation(number):
    assert number[17] == ric.calc_check_digit(number)


@given(BIRTHS, SEQUENCES)
def test_birth_and_sex_are_read(birth, sequence):
    number = number_of(birth, sequence)
    assert (resident_id.fault(number), resident_id.birth_date(number)) == (None, birth)
    assert resident_id.sex(number) == ("m" if sequence % 2 else "f")


@given(NUMBERS)
def test_fifteen_digits_and_three_zeros_are_damaged_unless_the_check_fits(number):
    cut = number[:15] + "000"
    assert resident_id.fault(cut) == (None if resident_id.check_character(cut[:17]) == "0" else Fault.DAMAGED)


@pytest.mark.parametrize("text", ["6.10729197406105E+17", "6.10729E+17", "6.1E17", "６.１０７２９Ｅ＋１７", "610729197406105000.0"])
def test_exponents_are_damaged(text):
    assert resident_id.fault(resident_id.normalise(text)) is Fault.DAMAGED


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        ("11010519491231002X", None),
        ("110105194912310021", Fault.CHECKSUM),
        ("610702491231002", Fault.FORMAT),
        ("61070219491231002", Fault.FORMAT),
        ("X10105194912310021", Fault.FORMAT),
        ("", Fault.FORMAT),
        ("610702190002300010", Fault.BIRTH),
    ],
)
def test_what_is_wrong_with_a_number(number, fault):
    assert resident_id.fault(number) == fault


@pytest.mark.parametrize(
    "typed",
    ["11010519491231002x", " 110105 19491231 002Ｘ", "'11010519491231002X", "110105-19491231-002×", "\u202d11010519491231002X\u202c"],
)
def test_habits_of_writing_are_normalised(typed):
    assert resident_id.normalise(typed) == "11010519491231002X"


def test_residence_permits_are_told_from_resident_ids():
    permit = number_of(date(1990, 1, 1), 1, region="810000")
    assert (resident_id.is_residence_permit(permit), resident_id.is_residence_permit("11010519491231002X")) == (True, False)
