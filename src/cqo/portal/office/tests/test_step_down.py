"""Somebody gives up one post and keeps the others."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cqo.foundation.accounts.models import Assignment, Delegation
from cqo.foundation.audit import queries as audit
from cqo.portal.office.tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(client):
    city = builders.hanzhong()
    builders.signed_in(client, city, "系统管理岗")
    return city


def step_down(client, term, day):
    return client.post(f"/office/posts/officials/{term.user_id}/terms/{term.pk}/end/", {"on": day.isoformat()})


def test_one_post_ends_with_its_delegations_and_the_account_stays_open(client, city):
    user, colleague, today = builders.user("何平"), builders.user("郑浩"), timezone.localdate()
    first, second = city.put(user, "城固受理岗"), city.put(user, "佛坪受理岗")
    for term in (first, second):
        Delegation.objects.create(giver=term, receiver=colleague, reason="休假", starts=today, ends=today, recorded_at=builders.AT)

    step_down(client, first, today)

    first.refresh_from_db()
    user.refresh_from_db()
    assert (first.ends, user.is_active, Assignment.objects.get(pk=second.pk).ends) == (today, True, None)
    assert [each.giver_id for each in Delegation.objects.filter(ended_at__isnull=True)] == [second.pk]
    assert [entry.event for entry in audit.timeline("user", user.pk)] == ["post.left"]


def test_a_term_that_has_not_begun_falls_away(client, city):
    user, today = builders.user("何平"), timezone.localdate()
    city.put(user, "城固受理岗")
    coming = city.put(user, "佛坪受理岗", starts=today + timedelta(days=30))

    step_down(client, coming, today)

    assert [term.post.title for term in user.assignments.all()] == ["城固受理岗"]


def test_the_last_system_administrator_stays(client, city):
    term = Assignment.objects.get(post=city.posts["系统管理岗"])

    page = step_down(client, term, timezone.localdate())

    assert "本市必须至少有一名系统管理员" in str(page.context["form"].errors["__all__"])
    assert Assignment.objects.get(pk=term.pk).ends is None


def test_a_term_that_is_over_is_told(client, city):
    user, today = builders.user("何平"), timezone.localdate()
    city.put(user, "城固受理岗")
    over = city.put(user, "佛坪受理岗", ends=today - timedelta(days=1))

    page = step_down(client, over, today)

    assert page.context["form"].errors["__all__"] == ["此人已不在该岗位任职。"]
