"""A further post for somebody who has an account; the three administrators exclude each other and all business."""

import pytest

from cqo.foundation.accounts.models import Assignment
from cqo.portal.office.tests import builders

pytestmark = pytest.mark.django_db
EXCLUDED = "系统、安全、审计管理员三者互斥，且不得兼任业务岗位（三员分立）。请为此人另选岗位，或先结束其现任职务。"


@pytest.fixture
def city(client):
    city = builders.hanzhong()
    builders.signed_in(client, city, "系统管理岗")
    return city


def assign(client, city, user, title, **changed):
    """Put somebody into a post through the page."""
    typed = {"user": str(user.pk), "starts": "2026-03-02", "ends": "", **changed}
    return client.post(f"/office/posts/{city.posts[title].pk}/assign/", typed)


def held(user) -> set[str]:
    """The titles of the posts somebody holds or held."""
    return {term.post.title for term in Assignment.objects.filter(user=user).select_related("post")}


def test_an_official_takes_a_further_post(client, city):
    user = builders.user("何平")
    city.put(user, "城固受理岗")

    done = assign(client, city, user, "佛坪受理岗")

    assert done.url == f"/office/posts/{city.posts['佛坪受理岗'].pk}/"
    assert held(user) == {"城固受理岗", "佛坪受理岗"}


@pytest.mark.parametrize(
    ("holds", "wanted"),
    [
        ("安全管理岗", "审计管理岗"),
        ("审计管理岗", "系统管理岗"),
        ("系统管理岗", "安全管理岗"),
        ("城固受理岗", "审计管理岗"),
        ("审计管理岗", "质量科经办岗"),
        ("安全管理岗", "经开区受理岗"),
    ],
)
def test_the_three_administrators_never_meet_in_one_person_nor_hold_business(client, city, holds, wanted):
    user = builders.user("何平")
    city.put(user, holds)

    page = assign(client, city, user, wanted)

    assert page.context["form"].errors["user"] == [EXCLUDED]
    assert held(user) == {holds}


def test_terms_that_do_not_overlap_may_follow_one_another(client, city):
    user = builders.user("何平")
    city.put(user, "城固受理岗", ends=builders.date(2026, 3, 1))
    city.put(user, "佛坪受理岗", starts=builders.date(2026, 9, 1))

    page = assign(client, city, user, "审计管理岗", ends="2026-08-31")

    assert page.status_code == 302
    assert held(user) == {"城固受理岗", "佛坪受理岗", "审计管理岗"}


def test_the_same_post_twice_is_refused(client, city):
    user = builders.user("何平")
    city.put(user, "城固受理岗")

    page = assign(client, city, user, "城固受理岗")

    assert page.context["form"].errors["user"] == ["此人已在该岗位任职。"]


def test_a_term_does_not_end_before_it_begins(client, city):
    user = builders.user("何平")
    city.put(user, "城固受理岗")

    page = assign(client, city, user, "佛坪受理岗", ends="2026-03-01")

    assert page.context["form"].errors["ends"] == ["任职截止日不能早于起始日。"]


def test_people_of_other_cities_and_closed_accounts_cannot_be_chosen(client, city):
    other = builders.nantong()
    stranger, closed, outsider = builders.user("南通人"), builders.user("离职的人", is_active=False), builders.user("企业的人")
    other.put(stranger, "南通系统管理岗")
    city.put(closed, "城固受理岗")

    for user in (stranger, closed, outsider):
        assert list(assign(client, city, user, "佛坪受理岗").context["form"].errors) == ["user"]
        assert "佛坪受理岗" not in held(user)
