import uuid
from datetime import date, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from cqo.foundation.audit import chain, facts, operations
from cqo.foundation.audit.models import Entry, Pending
from cqo.foundation.audit.signature import system
from cqo.foundation.audit.tests.builders import CITY, NOON, Clerk, act, entry, moves

pytestmark = pytest.mark.django_db

VALUES = {"event": "enterprise.moved", "by": Clerk(), "at": NOON, "city": CITY, "kind": "enterprise", "key": "e-1"}


def columns_of(key: uuid.UUID) -> dict[str, object]:
    return Entry.objects.filter(pk=key).values(*chain.COLUMNS[1:]).get()


def test_an_act_is_written_with_who_when_what_and_under_which_rules():
    key = operations.record(
        "enterprise.moved",
        by=Clerk(on_behalf_of="clerk-2"),
        at=NOON,
        city=CITY,
        kind="enterprise",
        key="e-1",
        under="hanzhong-2026-1",
        facts={"to": "610703", "from": "610702", "on": date(2026, 4, 1)},
    )
    assert columns_of(key) == {
        "city": "610700",
        "event": "enterprise.moved",
        "kind": "enterprise",
        "key": "e-1",
        "at": NOON,
        "user": "clerk-1",
        "capacity": "assignment-7",
        "role": "county_clerk",
        "on_behalf_of": "clerk-2",
        "under": "hanzhong-2026-1",
        "facts": '{"from":"610702","on":"2026-04-01","to":"610703"}',
        "members_count": None,
        "members_digest": "",
    }
    assert entry(key).stated == {"from": "610702", "on": "2026-04-01", "to": "610703"}


def test_an_entry_waits_for_its_seal_from_the_start():
    key = operations.record("rules.published", by=Clerk(), at=NOON, city="", kind="provision", key="p-1")
    assert list(Pending.objects.values_list("entry", "city")) == [(key, "")]


def test_a_job_signs_as_the_system_because_of_an_event():
    key = operations.record("mark.withdrawn", by=system("certificate.revoked"), at=NOON, city=CITY, kind="person", key="p-1")
    written = entry(key)
    assert (written.user, written.capacity, written.role) == ("system", "certificate.revoked", "system")


def test_a_bulk_act_is_one_entry_with_a_count_and_a_digest_of_its_members():
    key = operations.record("roster.published", by=Clerk(), at=NOON, city=CITY, kind="import", key="i-1", members=["b", "a", "c"])
    written = entry(key)
    assert (written.members_count, written.members_digest) == facts.members_of(["c", "b", "a"])
    assert written.members_count == 3


def test_an_act_that_fails_leaves_nothing_in_the_record():
    def fail_after_recording():
        with transaction.atomic():
            operations.record_many([act(), act()])
            raise LookupError

    with pytest.raises(LookupError):
        fail_after_recording()
    assert (Entry.objects.count(), Pending.objects.count()) == (0, 0)


def test_many_acts_are_written_in_order_and_all_or_none():
    keys = moves(3)
    assert list(Entry.objects.order_by("id").values_list("id", "key")) == list(zip(keys, ["e-1", "e-2", "e-3"], strict=True))
    with pytest.raises(ValueError):
        operations.record_many([*[act() for _ in range(operations.BATCH)], act(key="王建国")])
    assert (Entry.objects.count(), Pending.objects.count()) == (3, 3)


def test_an_act_costs_two_statements_and_one_where_the_database_can(django_assert_num_queries):
    with django_assert_num_queries(1 if connection.vendor == "postgresql" else 2):
        operations.record(**VALUES)


@pytest.mark.parametrize(
    "wrong",
    [
        {"event": "moved"},
        {"event": "enterprise.迁移"},
        {"city": "汉中"},
        {"city": "../610700"},
        {"kind": "an enterprise"},
        {"kind": "k" * 41},
        {"key": "13912342231"},
        {"key": "王建国"},
        {"by": Clerk(user="wang@example.cn")},
        {"by": Clerk(on_behalf_of="610702190001010011")},
        {"under": "汉市监发〔2026〕5号"},
        {"at": datetime(2026, 3, 2)},  # noqa: DTZ001
    ],
)
def test_an_entry_with_anything_but_keys_and_codes_is_refused(wrong):
    with pytest.raises(ValueError):
        operations.record_many([act(**wrong)])
    with pytest.raises(ValueError):
        operations.record(**{**VALUES, **wrong})
    assert Entry.objects.count() == 0


def test_the_database_refuses_a_count_without_a_digest():
    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.create(event="a.b", kind="k", key="1", at=NOON, user="u", facts="{}", members_count=3)
