from datetime import date

import pytest

from cqo.registry.people.rules.retention import Group, RetentionTerms, kept_until


@pytest.mark.parametrize(
    ("group", "last_use", "until"),
    [
        (Group.PERSON_FILE, date(2026, 3, 2), date(2056, 3, 2)),
        (Group.CONTACT, date(2024, 2, 29), date(2027, 2, 28)),
        (Group.EVIDENCE, date(2026, 12, 31), date(2031, 12, 31)),
        (Group.REQUEST, date(2026, 3, 2), date(2029, 3, 2)),
        (Group.MESSAGE, date(2026, 3, 2), date(2029, 3, 2)),
        (Group.SIGN_IN, date(2026, 12, 31), date(2027, 12, 31)),
        (Group.DELIVERY, date(2026, 3, 2), date(2027, 3, 2)),
        (Group.ROSTER, date(2026, 3, 2), date(2026, 8, 29)),
    ],
)
def test_each_group_is_kept_for_its_period(group, last_use, until):
    assert kept_until(group, last_use, RetentionTerms()) == until


def test_a_file_without_a_period_is_kept_for_good():
    assert kept_until(Group.PERSON_FILE, date(2026, 3, 2), RetentionTerms(file_years=None)) is None


@pytest.mark.parametrize(("last_use", "until"), [(date(2026, 8, 31), date(2027, 2, 28)), (date(2026, 6, 30), date(2026, 12, 30))])
def test_sign_in_logs_stay_six_months_whatever_the_terms_say(last_use, until):
    assert kept_until(Group.SIGN_IN, last_use, RetentionTerms(sign_in_months=1)) == until
