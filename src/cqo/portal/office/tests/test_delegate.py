"""The system administrator gives a delegation for somebody who fell ill, sees all of them, and ends one."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cqo.foundation.access import queries as access
from cqo.foundation.access.capabilities import Can
from cqo.foundation.accounts.models import Delegation
from cqo.portal.office.tests import builders

pytestmark = pytest.mark.django_db
DELEGATIONS = "/office/posts/delegations/"


@pytest.fixture
def city(client):
    city = builders.hanzhong()
    builders.signed_in(client, city, "系统管理岗")
    return city


def give(client, term, receiver, **changed):
    today = timezone.localdate()
    typed = {
        "giver": str(term.pk), "receiver": str(receiver.pk), "starts": today.isoformat(), "ends": (today + timedelta(days=6)).isoformat(),
        "reason": "因病住院", **changed,
    }  # fmt: skip
    return client.post(f"/office/posts/officials/{term.user_id}/delegation/", typed)


def test_the_deputy_acts_in_the_others_place(client, city):
    ill, deputy = builders.user("何平"), builders.user("郑浩")
    term = city.put(ill, "城固受理岗")
    city.put(deputy, "佛坪受理岗")

    give(client, term, deputy, scope=["check_claim", "see_registry"])

    lent = access.capacities(user=deputy, on=timezone.localdate())[1]
    assert (lent.reach.key, lent.powers, lent.on_behalf_of) == (
        "610722", frozenset({Can.CHECK_CLAIM, Can.SEE_REGISTRY}), Delegation.objects.get().pk,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("receiver", "changed", "words"),
    [
        ("auditor", {}, "三员分立"),
        ("deputy", {"ends": "2020-01-01"}, "委托期限最长一年，止期不得早于起期。"),
        ("deputy", {"ends": "2099-01-01"}, "委托期限最长一年，止期不得早于起期。"),
    ],
)
def test_what_cannot_be_lent_is_told(client, city, receiver, changed, words):
    ill = builders.user("何平")
    people = {"deputy": builders.user("郑浩"), "auditor": builders.user("陈静")}
    term = city.put(ill, "城固受理岗")
    city.put(people["deputy"], "佛坪受理岗")
    city.put(people["auditor"], "审计管理岗")

    page = give(client, term, people[receiver], **changed)

    assert words in str(page.context["form"].errors["__all__"])
    assert Delegation.objects.count() == 0


def test_a_post_of_the_three_administrators_cannot_be_chosen(client, city):
    auditor, deputy = builders.user("陈静"), builders.user("郑浩")
    term = city.put(auditor, "审计管理岗")
    city.put(deputy, "佛坪受理岗")

    page = give(client, term, deputy)

    assert list(page.context["form"].errors) == ["giver"]
    assert Delegation.objects.count() == 0


def test_the_list_shows_the_citys_delegations_and_ends_one_once(client, city):
    ill, deputy, today = builders.user("何平"), builders.user("郑浩"), timezone.localdate()
    term = city.put(ill, "城固受理岗")
    city.put(deputy, "佛坪受理岗")
    give(client, term, deputy)
    other = builders.nantong()
    stranger = other.put(builders.user("南通人"), "南通系统管理岗")
    foreign = Delegation.objects.create(giver=stranger, receiver=deputy, reason="x", starts=today, ends=today, recorded_at=builders.AT)
    own = Delegation.objects.get(giver=term)

    assert list(client.get(DELEGATIONS).context["found"]) == [own]
    first = client.post(f"{DELEGATIONS}{own.pk}/end/", follow=True)
    second = client.post(f"{DELEGATIONS}{own.pk}/end/", follow=True)

    assert ("委托已结束。" in first.content.decode(), "这项委托已经结束。" in second.content.decode()) == (True, True)
    assert client.post(f"{DELEGATIONS}{foreign.pk}/end/").status_code == 404
    assert Delegation.objects.get(pk=foreign.pk).ended_at is None
