from datetime import date

import pytest

from cqo.foundation.provisions import queries, subjects, wording
from cqo.foundation.provisions.tests.builders import HOURS, HourTerms, enacted

pytestmark = pytest.mark.django_db


def test_two_cities_are_compared_term_by_term_with_their_articles():
    hanzhong = enacted("610700", valid_from=date(2026, 1, 1), terms=HourTerms(hours=8), articles={"hours": "第八条"})
    nantong = enacted(
        "320600", valid_from=date(2026, 1, 1), terms=HourTerms(hours=16, kinds=("class", "salon")), articles={"hours": "第五条"}
    )

    rows = queries.compare(hanzhong, nantong)

    assert [(row.term.name, row.differs) for row in rows] == [
        ("hours", True),
        ("online_share", False),
        ("counts_reading", False),
        ("level", False),
        ("kinds", True),
    ]
    assert (rows[0].left, rows[0].left_article, rows[0].right, rows[0].right_article) == (8, "第八条", 16, "第五条")


def test_values_are_said_in_words():
    terms = HourTerms(hours=16, kinds=("class", "salon"))

    said = [wording.say(term, getattr(terms, term.name)) for term in subjects.terms_of(HOURS)]

    assert said == ["16", "未规定", "否", "基础", "面授；沙龙"]


def test_editions_of_two_subjects_are_not_comparable(monkeypatch):
    other = subjects.Subject(key="other", title="其他", terms=HourTerms, labels=HOURS.labels)
    monkeypatch.setitem(subjects._subjects, "other", other)
    left = queries.in_force("hours", "610700", date(2026, 1, 1))
    right = queries.in_force("other", "610700", date(2026, 1, 1))

    with pytest.raises(ValueError, match="not comparable"):
        queries.compare(left, right)


def test_places_lists_only_those_with_rules_of_their_own():
    enacted("610700", valid_from=date(2026, 1, 1))
    enacted("320600", valid_from=date(2026, 1, 1))
    enacted("320600", valid_from=date(2026, 2, 1))

    assert queries.places("hours") == ["320600", "610700"]
