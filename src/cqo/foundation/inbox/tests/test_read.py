from datetime import timedelta

import pytest

from cqo.foundation.audit.signature import system
from cqo.foundation.inbox import links, queries
from cqo.foundation.inbox import operations as inbox
from cqo.foundation.inbox.models import Message
from cqo.foundation.inbox.operations import messages
from cqo.foundation.inbox.tests.builders import AT, FACTS, user

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client, foundation_alone):
    """Somebody signed in, past the first steps, which are the portal's."""
    one = user()
    client.force_login(one)
    return one


def told(reader, *, at=AT, **given):
    """A message to somebody."""
    return inbox.tell(kind="trial.passed", by=system("test"), at=at, users=[reader.pk], facts=FACTS, **given)[0]


def test_unread_messages_stand_first_then_the_newest(reader):
    oldest, middle, newest = (told(reader, at=AT + timedelta(days=number)) for number in range(3))
    messages.mark_read(message=newest, at=AT)

    assert list(queries.messages_of(reader.pk)) == [middle, oldest, newest]
    assert list(queries.messages_of(reader.pk, unread_only=True)) == [middle, oldest]
    assert queries.unread_count(reader.pk) == 2


def test_opening_a_message_reads_it_once(client, reader):
    message = told(reader)

    client.get(f"/messages/{message.pk}/")
    first = Message.objects.get().read_at
    client.get(f"/messages/{message.pk}/")

    assert first is not None
    assert Message.objects.get().read_at == first


def test_a_message_leads_to_its_case(client, reader, monkeypatch):
    monkeypatch.setitem(links._addresses, "trial", lambda key: f"/trials/{key}/")
    message, bare = told(reader, about=("trial", "7")), told(reader, about=("unknown", "7"))

    assert 'href="/trials/7/"' in client.get(f"/messages/{message.pk}/").content.decode()
    assert client.get(f"/messages/{bare.pk}/").context["case_url"] == ""


def test_somebody_elses_message_does_not_exist(client, reader):
    foreign = told(user())

    assert client.get(f"/messages/{foreign.pk}/").status_code == 404
    assert Message.objects.get().read_at is None


def test_all_are_marked_read_but_not_other_peoples(client, reader):
    told(reader)
    told(reader)
    told(user())

    page = client.post("/messages/read/", follow=True).content.decode()

    assert "已将 2 条消息标为已读。" in page
    assert queries.unread_count(reader.pk) == 0
    assert Message.objects.filter(read_at__isnull=True).count() == 1
    assert client.get("/messages/read/").status_code == 405


def test_the_filter_leaves_read_messages_out(client, reader):
    messages.mark_read(message=told(reader), at=AT)

    assert "没有未读消息" in client.get("/messages/?show=unread").content.decode()
    assert "RL-610722-2026-0001" in client.get("/messages/").content.decode()


@pytest.mark.parametrize("page", ["0", "99", "x"])
def test_a_page_that_is_none_shows_the_nearest(client, reader, page):
    told(reader)

    assert client.get(f"/messages/?page={page}").status_code == 200


def test_who_is_not_signed_in_is_led_to_the_sign_in(client):
    assert client.get("/messages/").status_code == 302


def test_the_list_costs_as_many_queries_for_many_messages(client, reader, django_assert_num_queries):
    for count in (1, 30):
        for _number in range(count):
            told(reader)
        with django_assert_num_queries(7):
            client.get("/messages/")
