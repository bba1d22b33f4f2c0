"""Telephone numbers as they are typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqo.foundation.codes import phone


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("13912345678", "13912345678"),
        ("１３９１２３４５６７８", "13912345678"),
        ("139 1234 5678", "13912345678"),
        ("139-1234-5678", "13912345678"),
        ("+86 13912345678", "13912345678"),
        ("008613912345678", "13912345678"),
        ("手机", None),
        ("0916-2509380", "0916-2509380"),
        ("09162509380", "0916-2509380"),
        ("(0916) 2509380", "0916-2509380"),
        ("（０９１６）２５０９３８０", "0916-2509380"),
        ("0916—2509380", "0916-2509380"),
        ("010-62509380", "010-62509380"),
        ("02987654321", "029-87654321"),
        ("0513-85098765", "0513-85098765"),
        ("86-0916-2509380", "0916-2509380"),
        ("2509380", "2509380"),
        ("0916-2509380-801", "0916-2509380-801"),
        ("0916-2509380转801", "0916-2509380-801"),
        ("400-800-1234", "4008001234"),
        ("+852 91234567", "+852-91234567"),
        ("13912345678/0916-2509380", "13912345678"),
        ("0916-262/13912345678", "13912345678"),
        ("1391234567", None),
        ("139123456789", None),
        ("12912345678", None),
        ("0916-262", None),
        ("9162509380", None),
        ("无", None),
        ("", None),
    ],
)
def test_number_is_read_or_refused(typed, number):
    assert phone.read(typed) == number


def test_every_number_of_a_cell_is_read_once():
    assert phone.read_all("13912345678、0916-2509380 13912345678；无") == ("13912345678", "0916-2509380")


def test_mobile_is_preferred():
    assert phone.preferred("0916-2509380", None, "13912345678") == "13912345678"
    assert phone.preferred(None, "0916-2509380") == "0916-2509380"
    assert phone.preferred(None, None) == ""


@given(st.text(max_size=30))
def test_what_was_read_is_read_again_as_itself(typed):
    number = phone.read(typed)
    assert number is None or phone.read(number) == number
