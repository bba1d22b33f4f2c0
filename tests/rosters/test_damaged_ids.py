"""An id that stood in a number cell is never taken for somebody's: three of its digits are gone."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from cqo.foundation.codes import resident_id
from cqo.foundation.codes.resident_id import Fault
from cqo.foundation.sheets import cells


@given(st.dates(date(1930, 1, 1), date(2010, 12, 31)), st.integers(1, 999))
def test_id_from_a_number_cell_is_always_damaged(birth, sequence):
    first = f"610702{birth:%Y%m%d}{sequence:03d}"
    number = first + resident_id.check_character(first).replace("X", "0")
    assert resident_id.fault(resident_id.normalise(cells.text(float(number)))) is Fault.DAMAGED
