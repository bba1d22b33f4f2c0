import base64
import json
import stat
from datetime import timedelta

import pytest
from django.core import mail
from django_tasks_db.models import DBTaskResult

from cqo.foundation.audit.signature import system
from cqo.foundation.inbox import operations as inbox
from cqo.foundation.inbox.channels import Receipt, Refused, Unreachable, sms
from cqo.foundation.inbox.models import Delivery
from cqo.foundation.inbox.operations import deliveries
from cqo.foundation.inbox.states import Channel
from cqo.foundation.inbox.tests.builders import AT, FACTS, Clock, user
from cqo.foundation.sealing.sealing import open_bytes

pytestmark = pytest.mark.django_db
PHONE = "13912342231"


class Provider:
    """A provider of SMS that does as it is told and remembers what it was given."""

    def __init__(self):
        self.taken = []
        self.answers = []
        self.meanwhile = None

    def send(self, *, key, template, signature, phone, params):
        self.taken.append((key, template.text, phone))
        if self.meanwhile:
            self.meanwhile()
        answer = self.answers.pop(0) if self.answers else Receipt(f"ref-{len(self.taken)}", 5)
        if isinstance(answer, BaseException):
            raise answer
        return answer


class Killed(BaseException):
    """The worker's process ends between handing over and noting it."""


@pytest.fixture
def provider(monkeypatch, settings):
    """The city's own provider instead of the file."""
    one = Provider()
    monkeypatch.setitem(sms._adapters, "trial", lambda: one)
    settings.SMS_ADAPTER = "trial"
    return one


def waiting(**columns):
    """A copy by SMS that waits."""
    inbox.tell(kind="trial.passed", by=system("test"), at=AT, users=[user(phone=PHONE, consent=True, **columns).pk], facts=FACTS)
    return Delivery.objects.get(channel="sms")


def outcome(copy):
    copy.refresh_from_db()
    return copy.state, copy.attempts, copy.error


def test_the_file_shows_the_text_and_hides_the_number(outbox, settings):
    copy = waiting()

    assert deliveries.deliver_due(now=Clock()) == 1

    (path,) = outbox.iterdir()
    content = json.loads(path.read_text())
    assert content["text"] == "【首质通】您的申请RL-610722-2026-0001已通过。"
    assert (content["template"], content["phone_masked"], content["parts"]) == ("trial.passed", "139****2231", 1)
    assert PHONE not in path.name + path.read_text()
    assert open_bytes(base64.b64decode(content["phone_sealed"])) == PHONE.encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert outcome(copy) == ("sent", 1, "")
    assert (copy.cost_fen, copy.provider_reference, copy.sent_at, copy.due_at) == (settings.SMS_PRICE_FEN, str(copy.pk), AT, None)


def test_a_mail_goes_out_with_the_address_of_its_page(settings):
    settings.EMAIL_HOST = "mail.example.cn"
    settings.PUBLIC_ADDRESS = "https://cqo.example.cn"
    (message,) = inbox.tell(
        kind="trial.passed", by=system("test"), at=AT, users=[user(email="liming@example.cn", consent=True).pk], facts=FACTS
    )

    deliveries.deliver_due(now=Clock())

    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (["liming@example.cn"], "申请 RL-610722-2026-0001 已通过")
    assert sent.body == f"您 2026年3月2日 提交的申请 RL-610722-2026-0001 已通过。\n\nhttps://cqo.example.cn/messages/{message.pk}/"
    copy = Delivery.objects.get(channel="email")
    assert (copy.state, copy.provider_reference) == ("sent", f"<{copy.pk}@localhost>")


@pytest.mark.parametrize(("channel", "setting"), [("email", {"EMAIL_HOST": ""}), ("sms", {"SMS_ADAPTER": "none"})])
def test_a_channel_that_is_not_set_up_is_passed_over(settings, outbox, channel, setting):
    settings.EMAIL_HOST = "mail.example.cn"
    for name, value in setting.items():
        setattr(settings, name, value)
    waiting(email="liming@example.cn")

    deliveries.deliver_due(now=Clock())

    states = dict(Delivery.objects.values_list("channel", "state"))
    assert states == {"email": "sent", "sms": "sent"} | {channel: "skipped"}
    assert Delivery.objects.get(channel=channel).error == "not_set_up"


def test_a_worker_killed_between_sending_and_noting_counts_as_an_attempt_and_waits(provider):
    clock = Clock()
    copy = waiting()
    provider.answers = [Killed()]
    with pytest.raises(Killed):
        deliveries.deliver_due(now=clock)
    assert outcome(copy) == ("sending", 1, "")

    clock.forward(timedelta(minutes=9))
    assert deliveries.deliver_due(now=clock) == 0
    assert deliveries.queue_due(at=clock()) is False

    clock.forward(timedelta(minutes=1))
    assert deliveries.queue_due(at=clock()) is True
    assert deliveries.deliver_due(now=clock) == 1
    assert outcome(copy) == ("sent", 2, "")
    assert [key for key, _text, _phone in provider.taken] == [copy.pk, copy.pk]


def test_a_copy_that_kills_every_worker_is_given_up(provider):
    clock = Clock()
    copy = waiting()
    for _attempt in range(5):
        provider.answers = [Killed()]
        with pytest.raises(Killed):
            deliveries.deliver_due(now=clock)
        clock.forward(timedelta(minutes=10))

    assert deliveries.deliver_due(now=clock) == 0
    assert outcome(copy) == ("failed", 5, "no_answer")
    assert len(provider.taken) == 5


def test_while_one_worker_sends_another_leaves_the_copy_alone(provider):
    copy = waiting()
    provider.meanwhile = lambda: deliveries.deliver_due(now=Clock())

    assert deliveries.deliver_due(now=Clock()) == 1

    assert len(provider.taken) == 1
    assert outcome(copy) == ("sent", 1, "")


def test_a_slow_workers_late_answer_does_not_overwrite_the_newer_attempt(provider):
    clock = Clock()
    copy = waiting()

    def another_worker_takes_over():
        provider.meanwhile = None
        clock.forward(timedelta(minutes=11))
        deliveries.deliver_due(now=clock)

    provider.meanwhile = another_worker_takes_over
    provider.answers = [Receipt("ref-new", 5), Unreachable()]

    deliveries.deliver_due(now=clock)

    assert outcome(copy) == ("sent", 2, "")
    assert (copy.provider_reference, len(provider.taken)) == ("ref-new", 2)


def test_an_unreachable_provider_is_tried_again_with_growing_pauses_and_then_given_up(provider):
    clock = Clock()
    copy = waiting()
    DBTaskResult.objects.all().delete()
    pauses = []
    provider.answers = [Unreachable() for _attempt in range(5)]
    for _attempt in range(4):
        assert deliveries.deliver_due(now=clock) == 1
        copy.refresh_from_db()
        pauses.append(copy.due_at - clock())
        assert deliveries.deliver_due(now=clock) == 0
        clock.at = copy.due_at

    deliveries.deliver_due(now=clock)

    assert pauses == [timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=3)]
    assert outcome(copy) == ("failed", 5, "unreachable")
    first = DBTaskResult.objects.order_by("run_after").first()
    assert first.run_after - AT == timedelta(minutes=1)


def test_a_wrong_number_is_not_tried_again(provider):
    copy = waiting()
    provider.answers = [Refused()]

    deliveries.deliver_due(now=Clock())

    assert outcome(copy) == ("failed", 1, "refused")


def test_an_adapter_that_breaks_does_not_keep_others_from_leaving(provider):
    broken, fine = waiting(), None
    inbox.tell(kind="trial.passed", by=system("test"), at=AT, users=[user(phone="13912340001", consent=True).pk], facts=FACTS)
    fine = Delivery.objects.filter(channel="sms").exclude(pk=broken.pk).get()
    provider.answers = [ValueError("a fault in the adapter")]

    deliveries.deliver_due(now=Clock())

    assert (outcome(broken)[0], outcome(fine)[0]) == ("queued", "sent")


def test_a_consent_taken_back_before_the_worker_comes_holds(provider):
    copy = waiting()
    copy.message.recipient.consents.update(withdrawn_at=AT)

    deliveries.deliver_due(now=Clock())

    assert outcome(copy) == ("skipped", 1, "no_consent")
    assert provider.taken == []


def test_a_receipt_counts_once(provider):
    copy = waiting()
    deliveries.deliver_due(now=Clock())
    later = AT + timedelta(minutes=3)

    assert deliveries.receipt(channel=Channel.SMS, reference="ref-1", delivered=True, at=later) is True
    assert deliveries.receipt(channel=Channel.SMS, reference="ref-1", delivered=True, at=later + timedelta(hours=1)) is False
    assert deliveries.receipt(channel=Channel.SMS, reference="ref-1", delivered=False, at=later + timedelta(hours=2)) is False

    assert outcome(copy) == ("delivered", 1, "")
    assert copy.settled_at == later


def test_a_receipt_of_failure_says_so_and_an_unknown_one_changes_nothing(provider):
    copy = waiting()
    deliveries.deliver_due(now=Clock())

    assert deliveries.receipt(channel=Channel.SMS, reference="ref-9", delivered=True, at=AT) is False
    assert deliveries.receipt(channel=Channel.SMS, reference="", delivered=True, at=AT) is False
    assert deliveries.receipt(channel=Channel.SMS, reference="ref-1", delivered=False, at=AT) is True
    assert outcome(copy) == ("failed", 1, "not_delivered")


def test_a_long_queue_is_worked_in_portions(provider, monkeypatch):
    monkeypatch.setattr(deliveries, "MOST_AT_ONCE", 2)
    for number in range(3):
        inbox.tell(kind="trial.passed", by=system("test"), at=AT, users=[user(phone=f"1391234000{number}", consent=True).pk], facts=FACTS)
    DBTaskResult.objects.all().delete()

    assert deliveries.deliver_due(now=Clock()) == 2
    assert DBTaskResult.objects.count() == 1
    assert deliveries.deliver_due(now=Clock()) == 1
    assert len(provider.taken) == 3
