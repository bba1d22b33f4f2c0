from datetime import date

import pytest

from cqo.foundation.provisions import operations, queries
from cqo.foundation.provisions.models import RuleSet
from cqo.foundation.provisions.tests.builders import AT, HourTerms, division, enacted

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 1)


def test_the_nearest_ancestor_wins_whole():
    enacted("610000", valid_from=date(2026, 1, 1), hours=10)
    enacted("610700", valid_from=date(2026, 1, 1), hours=12, terms=HourTerms(hours=12, online_share=50))
    enacted("610722", valid_from=date(2026, 1, 1), hours=16)

    county = queries.in_force(HourTerms, "610722", DAY)
    neighbour = queries.in_force(HourTerms, "610723", DAY)
    elsewhere = queries.in_force(HourTerms, "610102", DAY)

    assert (county.division_code, county.terms) == ("610722", HourTerms(hours=16))
    assert (neighbour.division_code, neighbour.terms) == ("610700", HourTerms(hours=12, online_share=50))
    assert (elsewhere.division_code, elsewhere.terms) == ("610000", HourTerms(hours=10))


def test_where_no_place_has_rules_the_recorded_default_holds_and_can_be_pinned():
    operations.keep_defaults(at=AT)

    found = queries.in_force("hours", "320600", DAY)

    assert (found.is_default, found.terms, found.key) == (True, HourTerms(), "hours/000000/1")
    assert queries.edition(found.rule_set).terms == HourTerms()


def test_without_a_recorded_default_the_classes_own_defaults_hold():
    found = queries.in_force("hours", "320600", DAY)

    assert (found.rule_set, found.is_default, found.terms) == (None, True, HourTerms())


def test_a_set_that_has_ended_gives_way_to_the_one_above():
    enacted("610000", valid_from=date(2026, 1, 1), hours=10)
    enacted("610700", valid_from=date(2026, 2, 1), hours=12, valid_to=date(2026, 5, 31))

    assert queries.in_force("hours", "610700", date(2026, 5, 31)).terms.hours == 12
    assert queries.in_force("hours", "610700", date(2026, 6, 1)).terms.hours == 10
    assert queries.in_force("hours", "610700", date(2026, 1, 31)).terms.hours == 10


def test_a_lookup_costs_one_query_whatever_was_asked_before(django_assert_num_queries):
    enacted("610700", valid_from=date(2026, 1, 1))

    for _time in range(2):
        with django_assert_num_queries(1):
            queries.in_force("hours", "610722", DAY)
        with django_assert_num_queries(1):
            queries.all_in_force("610722", DAY)


def test_all_in_force_answers_for_each_subject_as_in_force_does():
    operations.keep_defaults(at=AT)
    enacted("610700", valid_from=date(2026, 1, 1), hours=12)

    for edition in queries.all_in_force("610722", DAY):
        assert edition == queries.in_force(edition.subject, "610722", DAY)


def test_a_term_added_to_the_class_later_has_its_default_in_old_sets():
    old = enacted("610700", valid_from=date(2026, 1, 1), hours=12)
    RuleSet.objects.filter(pk=old.rule_set).update(terms={"hours": 12, "taken_away_since": 1})

    assert queries.in_force("hours", "610700", DAY).terms == HourTerms(hours=12)


def test_an_unknown_subject_is_a_mistake_in_the_code():
    division("610700")
    with pytest.raises(KeyError):
        queries.in_force("hourz", "610700", DAY)
