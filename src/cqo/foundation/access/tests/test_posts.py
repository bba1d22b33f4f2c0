"""Posts hold tasks, people hold posts: opened, filled, handed over in one act, abolished."""

from datetime import timedelta

import pytest

from cqo.foundation.access.gate import PowerMissing
from cqo.foundation.access.operations import delegations, posts
from cqo.foundation.access.tests import builders
from cqo.foundation.access.tests.builders import AT, TODAY
from cqo.foundation.accounts.models import Assignment, Post, User
from cqo.foundation.accounts.states import FIRM_ROLES, OFFICIAL_ROLES, Role
from cqo.foundation.audit.models import Entry
from cqo.foundation.refusal import NotPossible

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def refusal(act, **told) -> str:
    with pytest.raises(NotPossible) as refused:
        act(**told, at=AT)
    return refused.value.code


def test_a_holder_acts_from_the_first_day_to_the_last():
    keeper = builders.administrator()
    user = builders.user("wang")
    posts.assign(user=user, post=builders.post("受理岗", by=keeper), by=keeper, at=AT, starts=TODAY, ends=TODAY + DAY)
    days = [TODAY - DAY, TODAY, TODAY + DAY, TODAY + 2 * DAY]
    assert [builders.acts_as(user, on=day) for day in days] == [[], [(Role.COUNTY_OFFICER, False)], [(Role.COUNTY_OFFICER, False)], []]


def test_only_the_system_administrator_of_the_city_makes_and_fills_posts():
    keeper, foreign, clerk = builders.administrator(), builders.administrator(builders.NANTONG), builders.actor(builders.official("clerk"))
    made = builders.post("受理岗", by=keeper)
    new = {"organisation": builders.office(), "title": "另一岗", "role": Role.COUNTY_OFFICER, "division": builders.CHENGGU, "zone": None}
    for act, told in (
        (posts.open_post, new),
        (posts.abolish_post, {"post": made, "on": TODAY}),
        (posts.assign, {"user": builders.user("wang"), "post": made, "starts": TODAY}),
    ):
        with pytest.raises(PowerMissing):
            act(**told, by=clerk, at=AT)
        assert refusal(act, **told, by=foreign) == "post.other_city"
    assert (Post.objects.count(), Assignment.objects.filter(post=made).count()) == (1, 0)


@pytest.mark.parametrize("role", sorted(set(Role) - OFFICIAL_ROLES))
def test_no_post_is_made_for_firms_and_persons(role: Role):
    keeper = builders.administrator()
    new = {"organisation": builders.office(), "title": "岗", "role": role, "division": builders.CHENGGU, "zone": None, "by": keeper}
    assert refusal(posts.open_post, **new) == "post.not_official"
    assert (role in FIRM_ROLES or role == Role.PERSON) is True


def test_a_title_stands_once_in_an_office():
    keeper = builders.administrator()
    builders.post("受理岗", by=keeper)
    new = {"organisation": builders.office(), "title": "受理岗", "role": Role.COUNTY_OFFICER, "division": builders.CHENGGU, "zone": None}
    assert refusal(posts.open_post, **new, by=keeper) == "post.title_taken"
    assert builders.post("受理岗", by=keeper, division=builders.YANGXIAN).title == "受理岗"


def test_pressing_twice_puts_nobody_twice_into_a_post():
    keeper = builders.administrator()
    made = builders.post("受理岗", by=keeper)
    user = builders.holder("wang", made, by=keeper)
    assert refusal(posts.assign, user=user, post=made, by=keeper, starts=TODAY) == "post.held_already"


def test_a_post_that_somebody_holds_is_not_abolished():
    keeper = builders.administrator()
    made = builders.post("受理岗", by=keeper)
    user = builders.holder("wang", made, by=keeper)
    assert refusal(posts.abolish_post, post=made, by=keeper, on=TODAY) == "post.held"
    posts.step_down(assignment=builders.term(user), by=keeper, at=AT, on=TODAY)
    posts.abolish_post(post=made, by=keeper, at=AT, on=TODAY + DAY)
    assert Post.objects.get(pk=made.pk).abolished_date == TODAY + DAY


def test_an_official_opened_in_a_post_changes_the_password_first():
    keeper = builders.administrator()
    user = posts.open_official(
        post=builders.post("受理岗", by=keeper),
        login_name="wangmin",
        name="王敏",
        phone="13912342231",
        email="",
        password="handed-over-once",
        by=keeper,
        at=AT,
        on=TODAY,
    )
    assert (user.must_change_password, builders.acts_as(user)) == (True, [(Role.COUNTY_OFFICER, False)])


def test_hand_over_passes_every_post_ends_every_delegation_and_closes_the_sign_in_in_one_act():
    keeper = builders.administrator()
    reception, review = builders.post("受理岗", by=keeper), builders.post("复核岗", by=keeper)
    leaver, successor, deputy = (
        builders.holder("leaver", reception, by=keeper),
        builders.user("successor"),
        builders.holder("deputy", review, by=keeper),
    )
    posts.assign(user=leaver, post=review, by=keeper, at=AT, starts=TODAY)
    term = Assignment.objects.get(user=leaver, post=reception)
    delegations.give(giver=term, receiver=deputy, scope=[], starts=TODAY, ends=TODAY + 7 * DAY, reason="休假", by=keeper, at=AT)

    assert posts.hand_over(leaver=leaver, successor=successor, ground="transfer", by=keeper, at=AT, on=TODAY) == 2

    tomorrow = TODAY + DAY
    assert User.objects.get(pk=leaver.pk).is_active is False
    assert [builders.acts_as(each, on=tomorrow) for each in (leaver, successor, deputy)] == [
        [],
        [(Role.COUNTY_OFFICER, False)] * 2,
        [(Role.COUNTY_OFFICER, False)],
    ]
    entry = Entry.objects.get(event="post.handed_over")
    assert (entry.key, entry.stated["successor"], entry.members_count) == (str(leaver.pk), str(successor.pk), 2)


def test_a_hand_over_that_cannot_be_changes_nothing():
    keeper = builders.administrator()
    leaver = builders.holder("leaver", builders.post("受理岗", by=keeper), by=keeper)
    successor = builders.holder("auditor", builders.post("审计岗", Role.AUDIT_ADMIN, by=keeper), by=keeper)
    before = Entry.objects.count()
    told = {"leaver": leaver, "successor": successor, "ground": "transfer", "on": TODAY}
    assert refusal(posts.hand_over, **told, by=keeper) == "post.excluded"
    assert (builders.acts_as(leaver, on=TODAY + DAY), Entry.objects.count()) == ([(Role.COUNTY_OFFICER, False)], before)
    assert User.objects.get(pk=leaver.pk).is_active is True


def test_somebody_who_also_acts_for_a_firm_keeps_the_sign_in_when_leaving_office():
    keeper = builders.administrator()
    leaver = builders.holder("leaver", builders.post("受理岗", by=keeper), by=keeper)
    Assignment.objects.create(user=leaver, role=Role.PERSON.value, starts=TODAY, recorded_at=AT)
    posts.hand_over(leaver=leaver, successor=None, ground="retired", by=keeper, at=AT, on=TODAY)
    assert builders.acts_as(leaver, on=TODAY + DAY) == [(Role.PERSON, False)]
    assert User.objects.get(pk=leaver.pk).is_active is True


def test_a_city_keeps_its_last_system_administrator():
    keeper = builders.administrator()
    made = builders.post("系统管理岗", Role.SYSTEM_ADMIN, by=keeper)
    Assignment.objects.filter(user=keeper.user).update(ends=TODAY)
    last = builders.holder("last", made, by=keeper)
    told = {"leaver": last, "successor": None, "ground": "transfer", "on": TODAY}
    assert refusal(posts.hand_over, **told, by=keeper) == "post.last_administrator"
    assert refusal(posts.step_down, assignment=builders.term(last), by=keeper, on=TODAY) == "post.last_administrator"
    builders.holder("second", made, by=keeper)
    posts.step_down(assignment=builders.term(last), by=keeper, at=AT, on=TODAY)
    assert builders.acts_as(last, on=TODAY + DAY) == []
