from datetime import date

import pytest

from cqo.registry.enterprises.rules.claims import ClaimTerms, slip_expires
from cqo.registry.enterprises.rules.supervision import SupervisionTerms, checked_by_zone


def test_a_slip_opens_its_file_for_as_long_as_the_place_says():
    assert slip_expires(date(2026, 3, 2), ClaimTerms(slip_valid_days=90)) == date(2026, 5, 31)


@pytest.mark.parametrize(("in_zone", "zone_checks_own", "expected"), [(True, True, True), (True, False, False), (False, True, False)])
def test_a_zone_checks_only_its_own_enterprises_and_only_where_the_place_says_so(in_zone, zone_checks_own, expected):
    assert checked_by_zone(in_zone=in_zone, terms=SupervisionTerms(zone_checks_own=zone_checks_own)) is expected
