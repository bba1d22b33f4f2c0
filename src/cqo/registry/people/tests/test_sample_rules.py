from datetime import UTC, date, datetime

import pytest

from cqo.foundation.provisions import queries, samples
from cqo.registry.enterprises import provisions as enterprises
from cqo.registry.enterprises.rules.claims import ClaimTerms
from cqo.registry.enterprises.rules.supervision import SupervisionTerms
from cqo.registry.people import provisions as people
from cqo.registry.people.rules.conditions import ConditionFacts, ConditionTerms, unmet
from cqo.registry.people.states import Education

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _samples():
    """Both sample sets in force."""
    enterprises.connect()
    people.connect()
    samples.load(AT)


def test_the_samples_are_marked_and_loaded_once():
    assert samples.load(AT) == 0
    for place in ("610700", "320600"):
        editions = queries.history(ConditionTerms, place)
        assert [edition.sample for edition in editions] == [True] * len(editions)
        assert [edition.document.number[:2] for edition in editions] == ["示例"] * len(editions)


def test_the_two_cities_decide_differently_about_the_same_person():
    college_and_quality_title = ConditionFacts(years_in_quality=3, education=Education.COLLEGE, title="")
    hanzhong, nantong = (queries.in_force(ConditionTerms, place, TODAY) for place in ("610722", "320623"))

    assert [each.article for each in unmet(college_and_quality_title, hanzhong.terms, hanzhong.articles)] == ["第六条第三项"]
    assert unmet(college_and_quality_title, nantong.terms, nantong.articles) == []


def test_nantong_became_stricter_for_larger_firms_in_2021():
    before, after = (queries.in_force(ConditionTerms, "320600", day).terms for day in (date(2020, 12, 31), date(2021, 1, 1)))

    assert (before.years_large, after.years_large) == (None, 5)


def test_zones_and_slips_differ_too():
    assert [queries.in_force(SupervisionTerms, place, TODAY).terms.zone_checks_own for place in ("610700", "320600")] == [True, False]
    assert [queries.in_force(ClaimTerms, place, TODAY).terms for place in ("610700", "320600")] == [ClaimTerms(90, 5), ClaimTerms(180, 3)]
