"""Credit codes: GB 32100-2015, compared with another implementation and with codes of real firms in public lists."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc

from cqo.foundation.codes import credit_code
from cqo.foundation.codes.credit_code import ALPHABET, Fault

FIRST = st.builds(
    lambda head, region, rest: head + region + rest,
    st.text(ALPHABET, min_size=2, max_size=2),
    st.text("0123456789", min_size=6, max_size=6),
    st.text(ALPHABET, min_size=9, max_size=9),
)


@pytest.mark.parametrize(
    "code", ["9144030071526726XG", "91330100799655058B", "91350100M000100Y43", "91610702MAEX00010N", "91610722MAEX00010M"]
)
def test_known_codes_are_valid(code):
    assert credit_code.fault(code) is None


@given(FIRST)
def test_check_character_agrees_with_another_implementation(first):
    assert credit_code.check_character(first) == uscc.calc_check_digit(first)


@given(FIRST, st.integers(8, 16), st.sampled_from(ALPHABET))
def test_every_single_wrong_character_is_noticed(first, position, other):
    code = first + credit_code.check_character(first)
    wrong = code[:position] + other + code[position + 1 :]
    assert credit_code.fault(wrong) == (None if wrong == code else Fault.CHECKSUM)


@given(FIRST, st.integers(8, 15))
def test_every_swap_of_neighbours_is_noticed(first, position):
    code = first + credit_code.check_character(first)
    swapped = code[:position] + code[position + 1] + code[position] + code[position + 2 :]
    assert credit_code.fault(swapped) == (None if swapped == code else Fault.CHECKSUM)


@given(FIRST)
def test_full_width_lower_case_and_spaced_codes_are_the_same_code(first):
    code = first + credit_code.check_character(first)
    wide = "".join(chr(ord(mark) + 0xFEE0) for mark in code.lower())
    assert credit_code.normalise(f" {wide[:8]}\u3000{wide[8:]}\u200b\t") == code
    assert credit_code.normalise(code) == code


@pytest.mark.parametrize(
    "code", ["", "91610702MAEX0001", "91610702MAEX00010NN", "9161070OMAEX00010N", "916107021234567", "91610702MAEX0001ON", "汉" * 18]
)
def test_wrong_form_is_told_apart_from_a_wrong_check_character(code):
    assert credit_code.fault(code) is Fault.FORMAT
