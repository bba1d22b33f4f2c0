"""Somebody leaves: every post passes in one act, delegations end, the sign-in closes; a page says so first."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cqo.foundation.access import queries as access
from cqo.foundation.accounts.models import Assignment, Delegation, SignIn
from cqo.foundation.accounts.operations import sign_ins
from cqo.foundation.audit import queries as audit
from cqo.portal.office.tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def city(client):
    city = builders.hanzhong()
    builders.signed_in(client, city, "系统管理岗")
    return city


@pytest.fixture
def leaver(city):
    """何平, who holds two posts, lent one of them and received a third."""
    leaver, colleague = builders.user("何平"), builders.user("郑浩")
    first = city.put(leaver, "城固受理岗")
    city.put(leaver, "佛坪受理岗")
    city.post("城固复核岗", "城固县市场监督管理局", builders.Role.COUNTY_OFFICER)
    other = city.put(colleague, "城固复核岗")
    days = {"starts": timezone.localdate(), "ends": timezone.localdate() + timedelta(days=9), "recorded_at": builders.AT, "reason": "培训"}
    Delegation.objects.create(giver=first, receiver=colleague, **days)
    Delegation.objects.create(giver=other, receiver=leaver, **days)
    sign_ins.begin(user=leaver, session_key="k" * 32, browser="Firefox", address="203.0.113.7", at=timezone.now())
    return leaver


def hand_over(client, leaver, successor, day, **changed):
    """Fill in the form of a hand-over."""
    typed = {"successor": str(successor.pk) if successor else "", "on": day.isoformat(), "ground": "transfer", **changed}
    return client.post(f"/office/posts/officials/{leaver.pk}/hand-over/", typed)


def open_posts(user, day) -> set[str]:
    """The posts somebody can act from on a day."""
    return {
        term.post.title
        for term in Assignment.objects.filter(user=user, starts__lte=day).select_related("post")
        if not term.ends or term.ends >= day
    }


def test_the_page_before_says_everything_and_writes_nothing(client, city, leaver, today):
    successor = builders.user("马建华")
    city.put(successor, "质量科经办岗")

    page = client.post(
        f"/office/posts/officials/{leaver.pk}/hand-over/", {"successor": str(successor.pk), "on": today.isoformat(), "ground": "retirement"}
    )

    day = f"{today.year}年{today.month}月{today.day}日"
    ends = today + timedelta(days=9)
    until = f"{ends.year}年{ends.month}月{ends.day}日"
    assert page.context["writes"] == [
        f"“城固县市场监督管理局 城固受理岗”任职到{day}为止，次日起由 马建华 接任。",
        f"“佛坪县市场监督管理局 佛坪受理岗”任职到{day}为止，次日起由 马建华 接任。",
        f"何平 委托 郑浩 的代办（至{until}）结束。",
        f"郑浩 委托 何平 的代办（至{until}）结束。",
        "何平 的账号停用，所有登录立即退出。",
    ]
    leaver.refresh_from_db()
    assert (leaver.is_active, open_posts(leaver, today), open_posts(successor, today)) == (
        True,
        {"城固受理岗", "佛坪受理岗"},
        {"质量科经办岗"},
    )
    assert Delegation.objects.filter(ended_at__isnull=True).count() == 2
    assert SignIn.objects.filter(user=leaver, ended_at__isnull=True).count() == 1


def test_everything_passes_in_one_act(client, city, leaver, today):
    successor = builders.user("马建华")
    city.put(successor, "质量科经办岗")

    done = hand_over(client, leaver, successor, today, confirmed="1")

    tomorrow = today + timedelta(days=1)
    leaver.refresh_from_db()
    assert done.url == "/office/posts/"
    assert (leaver.is_active, open_posts(leaver, tomorrow)) == (False, set())
    assert open_posts(successor, today) == {"质量科经办岗"}
    assert open_posts(successor, tomorrow) == {"质量科经办岗", "城固受理岗", "佛坪受理岗"}
    assert Delegation.objects.filter(ended_at__isnull=True).count() == 0
    assert SignIn.objects.filter(user=leaver, ended_at__isnull=True).count() == 0
    handed = [entry for entry in audit.timeline("user", leaver.pk) if entry.event == "post.handed_over"]
    assert [(entry.members_count, entry.stated) for entry in handed] == [(2, {"successor": str(successor.pk), "ground": "transfer"})]
    assert {actor.reach.key for actor in access.capacities(user=successor, on=tomorrow)} == {"610700", "610722", "610730"}


def test_without_a_successor_the_posts_stand_empty(client, city, leaver, today):
    hand_over(client, leaver, None, today, confirmed="1")

    page = client.get("/office/posts/")
    vacant = {seat.post.title for seat in page.context["establishment"].vacant}
    assert vacant == {"质量科经办岗", "安全管理岗", "审计管理岗", "经开区受理岗"}
    assert {seat.post.title for seat in page.context["establishment"].vacant if seat.is_vacant(today + timedelta(days=1))} == vacant
    assert open_posts(leaver, today + timedelta(days=1)) == set()


def test_a_successor_who_holds_one_of_the_posts_keeps_it(client, city, leaver, today):
    successor = builders.user("马建华")
    city.put(successor, "城固受理岗")

    hand_over(client, leaver, successor, today, confirmed="1")

    assert open_posts(successor, today + timedelta(days=1)) == {"城固受理岗", "佛坪受理岗"}


def test_a_successor_who_may_not_hold_the_posts_is_told_before_anything_is_written(client, city, leaver, today):
    auditor = builders.user("陈静")
    city.put(auditor, "审计管理岗")

    for confirmed in ({}, {"confirmed": "1"}):
        page = hand_over(client, leaver, auditor, today, **confirmed)
        assert "三员分立" in str(page.context["form"].errors["__all__"])
    leaver.refresh_from_db()
    assert (leaver.is_active, open_posts(leaver, today), open_posts(auditor, today)) == (True, {"城固受理岗", "佛坪受理岗"}, {"审计管理岗"})
    assert Delegation.objects.filter(ended_at__isnull=True).count() == 2


@pytest.mark.parametrize(
    ("shift", "words"),
    [(1, "最后工作日不能晚于今天：办理交接时账号即停用。请在离任当日或之后办理。"), (-2000, "最后工作日不能早于任职起始日 2024-01-01。")],
)
def test_a_last_day_that_cannot_be_is_told(client, city, leaver, today, shift, words):
    page = hand_over(client, leaver, None, today + timedelta(days=shift), confirmed="1")

    assert page.context["form"].errors["__all__"] == [words]
    assert open_posts(leaver, today) == {"城固受理岗", "佛坪受理岗"}


def test_the_last_system_administrator_does_not_leave_without_a_successor(client, city, today):
    administrator = Assignment.objects.get(post=city.posts["系统管理岗"]).user

    page = hand_over(client, administrator, None, today, confirmed="1")

    assert page.context["form"].errors["__all__"] == [
        "本市必须至少有一名系统管理员，否则今后无人能建立账号。请先为系统管理员岗位安排接任的人。"
    ]
    administrator.refresh_from_db()
    assert administrator.is_active


def test_a_second_click_is_told_that_it_is_done(client, city, leaver, today):
    hand_over(client, leaver, None, today, confirmed="1")

    again = hand_over(client, leaver, None, today, confirmed="1")

    assert again.context["form"].errors["__all__"] == ["此人的账号已经停用。"]


def test_going_back_brings_the_typed_values_back(client, city, leaver, today):
    page = hand_over(client, leaver, None, today, back="1", confirmed="1")

    assert (page.context["form"]["ground"].value(), page.context["form"]["on"].value()) == ("transfer", today.isoformat())
    assert open_posts(leaver, today) == {"城固受理岗", "佛坪受理岗"}


def test_an_official_of_another_city_does_not_exist(client, city):
    other = builders.nantong()
    stranger = builders.user("南通人")
    term = other.put(stranger, "南通系统管理岗")
    base = f"/office/posts/officials/{stranger.pk}/"

    pages = [base, f"{base}hand-over/", f"{base}delegation/", f"{base}terms/{term.pk}/end/"]

    assert [client.get(page).status_code for page in pages] == [404] * 4
