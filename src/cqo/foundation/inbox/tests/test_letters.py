from datetime import date

import pytest
from django_tasks_db.models import DBTaskResult

from cqo.foundation.access.gate import PowerMissing
from cqo.foundation.accounts.states import Role
from cqo.foundation.audit import queries as record
from cqo.foundation.audit.ids import new_id
from cqo.foundation.inbox import queries, wechat
from cqo.foundation.inbox.models import Addressee, Letter, Message
from cqo.foundation.inbox.operations import letters, messages
from cqo.foundation.inbox.tests.builders import AT, TODAY, Clock, enterprise, official, user
from cqo.foundation.refusal import NotPossible

pytestmark = pytest.mark.django_db
TEXT = "请于3月20日前登录平台核对本企业联系人。联系电话：0916-7212345。"


def sent(by, *organisations, **changed):
    given = {
        "key": new_id(),
        "subject": "核对联系人",
        "text": TEXT,
        "organisations": [each.pk for each in organisations],
        "by": by,
        "at": AT,
    }
    return letters.send(**(given | changed))


def test_a_letter_reaches_everyone_who_acts_for_the_chosen_enterprises():
    firm, other = enterprise(user(), user()), enterprise(user())
    by = official()

    letter = sent(by, firm)
    assert [job.args_kwargs["args"] for job in DBTaskResult.objects.all()] == [[str(letter.pk)]]
    written = letters.distribute(letter=letter.pk, now=Clock())

    assert written == 2
    assert {message.organisation_id for message in Message.objects.all()} == {firm.pk}
    message = Message.objects.order_by("pk").first()
    assert (message.title, message.body, message.sender) == ("核对联系人", TEXT, str(by.user))
    assert not Message.objects.filter(organisation=other).exists()


def test_the_act_is_recorded_with_a_digest_of_whom_it_was_for():
    firm = enterprise(user())
    letter = sent(official(), firm)

    entries = [(entry.event, entry.city, entry.members_count) for entry in record.timeline("letter", str(letter.pk))]
    assert entries == [("letter.sent", "610700", 1)]


def test_the_same_form_sent_twice_is_one_letter():
    firm = enterprise(user())
    by, key = official(), new_id()

    assert sent(by, firm, key=key) == sent(by, firm, key=key)
    assert (Letter.objects.count(), Addressee.objects.count()) == (1, 1)


def test_a_worker_killed_half_way_goes_on_where_it_stopped(monkeypatch):
    firms = [enterprise(user()) for _number in range(5)]
    letter = sent(official(), *firms)
    monkeypatch.setattr(letters, "ENTERPRISES_AT_ONCE", 2)
    told = messages.tell
    calls = []

    def killed_at_the_fourth(**given):
        calls.append(given["organisation"])
        if len(calls) == 4:
            raise SystemExit
        return told(**given)

    monkeypatch.setattr(messages, "tell", killed_at_the_fourth)
    with pytest.raises(SystemExit):
        letters.distribute(letter=letter.pk, now=Clock())
    assert (Message.objects.count(), Addressee.objects.filter(told_at__isnull=False).count()) == (2, 2)

    monkeypatch.setattr(messages, "tell", told)
    assert letters.distribute(letter=letter.pk, now=Clock()) == 3
    assert sorted(Message.objects.values_list("organisation_id", flat=True)) == sorted(firm.pk for firm in firms)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("请联系张三 13912342231", "手机号码（尾号 2231）"),
        ("张三，610702190001010011", "身份证号码（尾号 0011）"),
        ("１３９ １２３４ ２２３１ 和 61070219000101001x", "身份证号码（尾号 001x）、手机号码（尾号 2231）"),
    ],
)
def test_personal_data_in_a_letter_is_refused_and_named(text, found):
    with pytest.raises(NotPossible) as refusal:
        sent(official(), enterprise(user()), text=text)

    assert (refusal.value.code, refusal.value.facts) == ("letter.personal_data", {"found": found})
    assert Letter.objects.count() == 0


def test_a_letter_goes_only_to_claimed_enterprises_in_reach():
    here, unclaimed, neighbour = enterprise(user()), enterprise(), enterprise(user(), county="610723")
    left = enterprise(user(), ends=date(2026, 3, 1))
    by = official()

    assert list(queries.claimed_within(by, on=TODAY)) == [here]
    with pytest.raises(NotPossible) as refusal:
        sent(by, here, unclaimed, neighbour, left)
    assert (refusal.value.code, refusal.value.facts) == ("letter.out_of_reach", {"count": 3})


def test_the_city_reaches_all_its_counties_and_no_other_city():
    first, second = enterprise(user()), enterprise(user(), county="610723")
    enterprise(user(), county="320623")

    assert set(queries.claimed_within(official(division="610700", role=Role.CITY_OFFICER), on=TODAY)) == {first, second}


def test_a_letter_to_nobody_is_refused():
    with pytest.raises(NotPossible) as refusal:
        sent(official())
    assert refusal.value.code == "letter.nobody"


def test_an_enterprise_writes_no_letters():
    from cqo.foundation.access import queries as access

    chief = user()
    firm = enterprise(chief)
    (actor,) = access.capacities(user=chief, on=TODAY)

    with pytest.raises(PowerMissing):
        sent(actor, firm)
    assert list(queries.claimed_within(actor, on=TODAY)) == []
    assert list(queries.letters_within(actor)) == []


def test_an_office_sees_its_own_letters_and_how_far_they_came():
    chief = user()
    by = official()
    letter = sent(by, enterprise(chief, user()), enterprise(user()))
    letters.distribute(letter=letter.pk, now=Clock())
    messages.mark_read(message=Message.objects.get(recipient=chief), at=AT)

    assert [(each, each.addressee_count) for each in queries.addressed(queries.letters_within(by))] == [(letter, 2)]
    assert list(queries.letters_within(official(division="610723"))) == []
    assert queries.reception(letter) == queries.Reception(enterprises=2, told=2, messages=3, read=1, cost_fen=0)


def test_the_text_for_a_group_is_cut_where_it_is_long():
    letter = sent(official(), enterprise(user()), text="字" * 301)

    assert wechat.group_text(letter, address="https://cqo.example.cn") == (
        f"【610722局】核对联系人\n\n{'字' * 300}……\n\n请各企业登录首质通查收：https://cqo.example.cn"
    )
