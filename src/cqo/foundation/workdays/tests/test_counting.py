from datetime import date

import pytest

from cqo.foundation.workdays import rules
from cqo.foundation.workdays.states import Kind


def monday_to_friday(day):
    return day.weekday() < 5


def test_a_period_passes_over_the_weekend():
    assert rules.add_workdays(date(2026, 4, 30), 5, monday_to_friday) == date(2026, 5, 7)


def test_no_days_end_where_they_start():
    assert rules.add_workdays(date(2026, 5, 2), 0, monday_to_friday) == date(2026, 5, 2)


def test_a_period_is_not_counted_backwards():
    with pytest.raises(ValueError, match="forwards"):
        rules.add_workdays(date(2026, 5, 4), -1, monday_to_friday)


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        (date(2026, 5, 1), date(2026, 5, 1), 0),
        (date(2026, 5, 1), date(2026, 5, 4), 1),
        (date(2026, 5, 1), date(2026, 5, 3), 0),
        (date(2026, 5, 3), date(2026, 5, 10), 5),
        (date(2026, 5, 8), date(2026, 5, 4), 0),
    ],
)
def test_days_between_leave_the_start_out_and_take_the_end_in(start, end, days):
    assert rules.workdays_between(start, end, monday_to_friday) == days


def test_a_day_is_worked_as_its_notice_says_and_else_monday_to_friday():
    marked = {date(2026, 5, 9): Kind.WORK, date(2026, 5, 5): Kind.OFF}
    asked = [date(2026, 5, 9), date(2026, 5, 5), date(2026, 5, 6), date(2026, 5, 10)]
    assert [rules.is_workday(day, marked) for day in asked] == [True, False, True, False]


def test_the_last_days_of_december_need_the_next_notice_too():
    assert rules.years_needed(date(2026, 12, 28)) == (2026,)
    assert rules.years_needed(date(2026, 12, 29)) == (2026, 2027)
    assert rules.years_needed(date(2027, 1, 1)) == (2027,)
