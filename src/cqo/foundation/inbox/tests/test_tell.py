from datetime import date

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from cqo.foundation.audit.signature import system
from cqo.foundation.inbox import operations as inbox
from cqo.foundation.inbox import queries
from cqo.foundation.inbox.models import Delivery, Message
from cqo.foundation.inbox.tests.builders import AT, FACTS, enterprise, user
from cqo.foundation.refusal import NotPossible

pytestmark = pytest.mark.django_db
BY = system("test")


def copies(message):
    return [
        (copy.channel, copy.state, copy.error, copy.address_masked, bool(copy.address)) for copy in message.deliveries.order_by("channel")
    ]


def test_everyone_who_acts_for_an_organisation_is_told_once():
    chief, clerk = user(), user()
    gone, closed = user(), user(is_active=False)
    firm = enterprise(chief, clerk, closed)
    enterprise(gone, ends=date(2026, 3, 1))

    written = inbox.tell(kind="trial.quiet", by=BY, at=AT, organisation=firm.pk, users=[chief.pk])

    assert [message.recipient for message in written] == [chief, clerk]
    assert {message.organisation_id for message in written} == {firm.pk}


def test_the_message_says_its_facts_in_the_readers_words():
    (message,) = inbox.tell(kind="trial.passed", by=BY, at=AT, users=[user().pk], about=("trial", 7), facts=FACTS)
    message.refresh_from_db()

    assert message.title == "申请 RL-610722-2026-0001 已通过"
    assert message.body == "您 2026年3月2日 提交的申请 RL-610722-2026-0001 已通过。"
    assert (message.about_kind, message.about_key, message.sender) == ("trial", "7", "system")


def test_with_consent_copies_wait_for_the_worker_and_hold_no_address_in_clear():
    (message,) = inbox.tell(
        kind="trial.passed", by=BY, at=AT, users=[user(phone="13912342231", email="liming@example.cn", consent=True).pk], facts=FACTS
    )

    assert copies(message) == [
        ("email", "queued", "", "l****g@example.cn", True),
        ("sms", "queued", "", "139****2231", True),
    ]
    assert Delivery.objects.get(channel="sms").address.reveal() == "13912342231"
    assert [job.task_path for job in DBTaskResult.objects.all()] == ["cqo.foundation.inbox.jobs.deliver"]


@pytest.mark.parametrize("consent", [False, None])
def test_without_consent_the_message_stands_in_the_site_only(consent):
    (message,) = inbox.tell(
        kind="trial.passed", by=BY, at=AT, users=[user(phone="13912342231", email="liming@example.cn", consent=consent).pk], facts=FACTS
    )

    assert copies(message) == [("email", "skipped", "no_consent", "", False), ("sms", "skipped", "no_consent", "", False)]
    assert queries.unread_count(message.recipient_id) == 1
    assert DBTaskResult.objects.count() == 0


def test_a_necessary_kind_needs_no_consent():
    (message,) = inbox.tell(kind="trial.receipt", by=BY, at=AT, users=[user(phone="13912342231").pk], facts=FACTS)

    assert copies(message) == [("email", "skipped", "no_address", "", False), ("sms", "queued", "", "139****2231", True)]


def test_a_later_consent_replaces_an_earlier_one():
    told = user(phone="13912342231", consent=True)
    told.consents.update(withdrawn_at=AT)
    told.consents.create(notice_version="1", optional_contact=False, given_at=AT)

    (message,) = inbox.tell(kind="trial.passed", by=BY, at=AT, users=[told.pk], facts=FACTS)

    assert [copy[:3] for copy in copies(message)] == [("email", "skipped", "no_address"), ("sms", "skipped", "no_consent")]


def test_nothing_leaves_from_an_act_that_is_taken_back():
    told = user(phone="13912342231", consent=True)

    @transaction.atomic
    def act():
        inbox.tell(kind="trial.passed", by=BY, at=AT, users=[told.pk], facts=FACTS)
        raise NotPossible("lifecycle.changed_meanwhile")

    with pytest.raises(NotPossible):
        act()

    assert (Message.objects.count(), Delivery.objects.count(), DBTaskResult.objects.count()) == (0, 0, 0)


def test_a_fact_that_a_sentence_needs_must_be_there():
    with pytest.raises(KeyError):
        inbox.tell(kind="trial.passed", by=BY, at=AT, users=[user().pk], facts={"number": "1"})
    with pytest.raises(KeyError):
        inbox.tell(kind="trial.unknown", by=BY, at=AT, users=[user().pk])
    assert Message.objects.count() == 0


def test_facts_hold_no_personal_data():
    with pytest.raises(ValueError, match="looks like personal data"):
        inbox.tell(kind="trial.passed", by=BY, at=AT, users=[user().pk], facts=FACTS | {"number": "13912342231"})


def test_telling_many_costs_as_many_queries_as_telling_one(django_assert_num_queries):
    alone = enterprise(user(phone="13912342231", consent=True))
    crowd = enterprise(*(user(phone=f"138123400{number}", consent=True) for number in range(30, 50)))

    for firm in (alone, crowd):
        with django_assert_num_queries(8):
            inbox.tell(kind="trial.passed", by=BY, at=AT, organisation=firm.pk, facts=FACTS)
