from datetime import timedelta

import pytest

from cqo.foundation.audit import operations, queries
from cqo.foundation.audit.tests.builders import NOON, Clerk, act

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def keys(entries):
    return [entry.key for entry in entries]


def test_a_case_is_told_from_its_beginning_and_without_the_others():
    operations.record_many(
        [
            act("enterprise.moved", key="e-1", at=NOON + HOUR),
            act("enterprise.entered", key="e-1", at=NOON),
            act("enterprise.entered", key="e-2", at=NOON),
            act("person.entered", kind="person", key="e-1", at=NOON),
        ]
    )
    assert [entry.event for entry in queries.timeline("enterprise", "e-1")] == ["enterprise.entered", "enterprise.moved"]


def test_merged_cases_are_told_together():
    operations.record_many([act(key="e-1", at=NOON + HOUR), act(key="e-2", at=NOON), act(key="e-3", at=NOON)])
    assert keys(queries.timeline("enterprise", "e-1", "e-2")) == ["e-2", "e-1"]


def test_the_newest_of_a_city_come_first():
    operations.record_many([act(key="old", at=NOON), act(key="new", at=NOON + HOUR), act(key="away", city="320600", at=NOON)])
    assert keys(queries.recent("610700")) == ["new", "old"]
    assert keys(queries.recent()[:1]) == ["new"]


def test_the_installations_own_acts_are_asked_for_by_the_empty_code():
    operations.record_many([act(key="own", city=""), act(key="citys")])
    assert keys(queries.recent("")) == ["own"]


@pytest.mark.parametrize(
    ("narrowing", "expected"),
    [
        ({"event": "person.entered"}, ["p"]),
        ({"kind": "person"}, ["p"]),
        ({"user": "clerk-9"}, ["c"]),
        ({"since": NOON + HOUR}, ["late"]),
        ({"before": NOON + HOUR, "kind": "enterprise", "user": "clerk-1"}, ["e"]),
    ],
)
def test_the_list_is_narrowed_by_what_is_given(narrowing, expected):
    operations.record_many(
        [
            act(key="e"),
            act("person.entered", kind="person", key="p"),
            act(key="c", by=Clerk(user="clerk-9")),
            act(key="late", at=NOON + HOUR),
        ]
    )
    assert keys(queries.recent(**narrowing)) == expected


def test_a_city_without_a_seal_has_no_head():
    operations.record_many([act()])
    assert (queries.head("610700"), list(queries.heads())) == (None, [])
