"""Offices and posts: set up, seen with their holders, abolished; only by who keeps the accounts of the city."""

from datetime import date

import pytest

from cqo.foundation.accounts.models import Organisation, Post
from cqo.foundation.accounts.states import Role
from cqo.foundation.audit import queries as audit
from cqo.foundation.divisions.models import Zone
from cqo.portal.office.tests import builders

pytestmark = pytest.mark.django_db
POSTS = "/office/posts/"


@pytest.fixture
def city():
    return builders.hanzhong()


@pytest.fixture
def administrator(client, city):
    return builders.signed_in(client, city, "系统管理岗")


def seats(page) -> dict[str, list[str]]:
    """Post → holders, as the page shows them."""
    return {
        seat.post.title: [term.user.name for term in seat.terms]
        for office in page.context["establishment"].offices
        for seat in office.seats
    }


def test_every_post_of_the_city_is_shown_with_all_who_hold_it(client, city, administrator):
    city.put(builders.user("何平"), "城固受理岗")
    city.put(builders.user("郑浩"), "城固受理岗")
    city.put(builders.user("退休的人"), "佛坪受理岗", ends=date(2025, 1, 1))
    builders.nantong()

    page = client.get(POSTS)

    assert seats(page) == {
        "质量科经办岗": [], "系统管理岗": ["李敏"], "安全管理岗": [], "审计管理岗": [], "城固受理岗": ["何平", "郑浩"], "佛坪受理岗": [], "经开区受理岗": [],
    }  # fmt: skip
    assert page.context["establishment"].unfilled == [Role.AUDIT_ADMIN, Role.SECURITY_ADMIN]
    assert page.content.decode().count("空缺") == 5


def test_the_page_of_posts_costs_the_same_with_more_of_them(client, city, administrator, django_assert_num_queries):
    client.get(POSTS)
    with django_assert_num_queries(8):
        client.get(POSTS)
    for number in range(5):
        city.post(f"增设岗{number}", "城固县市场监督管理局", Role.COUNTY_OFFICER)
        city.put(builders.user(), f"增设岗{number}")
    with django_assert_num_queries(8):
        client.get(POSTS)


def test_a_bureau_is_set_up_and_leads_on_to_its_first_post(client, city, administrator):
    done = client.post(f"{POSTS}offices/new/", {"kind": "bureau", "name": "洋县市场监督管理局", "division": "610723"})

    office = Organisation.objects.get(name="洋县市场监督管理局")
    assert (office.division_id, office.zone_id, office.city_code) == ("610723", None, "610700")
    assert done.url == f"/office/posts/offices/{office.pk}/posts/new/"
    assert [entry.event for entry in audit.timeline("organisation", office.pk)] == ["office.added"]


def test_the_office_of_a_zone_belongs_to_its_city(client, city, administrator):
    zone = Zone.objects.get(city="610700")
    client.post(f"{POSTS}offices/new/", {"kind": "zone_office", "name": "经开区市场监管分局", "zone": str(zone.pk)})

    office = Organisation.objects.get(name="经开区市场监管分局")
    assert (office.division_id, office.zone_id) == ("610700", zone.pk)


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"kind": "bureau", "name": "某局"}, "division", "请选择所在市或县区。"),
        ({"kind": "zone_office", "name": "某管委会", "division": "610722"}, "zone", "请选择功能区。"),
        ({"kind": "bureau", "name": "城固县市场监督管理局", "division": "610722"}, "__all__", "本市已有名为“城固县市场监督管理局”的单位。"),
        ({"kind": "bureau", "name": "某局", "division": "320612"}, "division", None),
    ],
)
def test_an_office_that_cannot_be_is_told_and_not_set_up(client, city, administrator, typed, field, words):
    page = client.post(f"{POSTS}offices/new/", typed)

    assert list(page.context["form"].errors) == [field]
    assert words is None or page.context["form"].errors[field] == [words]
    assert Organisation.objects.filter(city_code="610700").count() == 4


@pytest.mark.parametrize(
    ("office", "roles"),
    [
        ("汉中市市场监督管理局", [Role.CITY_OFFICER, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN]),
        ("城固县市场监督管理局", [Role.COUNTY_OFFICER]),
        ("汉中经济技术开发区管理委员会", [Role.ZONE_OFFICER]),
    ],
)
def test_an_office_has_posts_of_its_own_tasks_only(client, city, administrator, office, roles):
    page = client.get(f"{POSTS}offices/{city.offices[office].pk}/posts/new/")

    assert [value for value, _label in page.context["form"].fields["role"].choices] == roles


def test_a_post_reaches_the_place_of_its_office(client, city, administrator):
    office = city.offices["汉中经济技术开发区管理委员会"]

    done = client.post(f"{POSTS}offices/{office.pk}/posts/new/", {"title": "复核岗", "role": "zone_officer"})

    post = Post.objects.get(title="复核岗")
    assert (post.division_id, post.zone_id, post.role) == ("610700", office.zone_id, "zone_officer")
    assert done.url == f"{POSTS}{post.pk}/"


def test_two_posts_of_one_name_in_an_office_are_refused(client, city, administrator):
    office = city.offices["城固县市场监督管理局"]

    page = client.post(f"{POSTS}offices/{office.pk}/posts/new/", {"title": "城固受理岗", "role": "county_officer"})

    assert page.context["form"].errors["title"] == ["本单位已有名为“城固受理岗”的岗位。"]


def test_a_vacant_post_is_abolished_after_a_page_that_says_so(client, city, administrator):
    post = city.posts["城固受理岗"]
    url = f"{POSTS}{post.pk}/abolish/"
    assert client.get(url).status_code == 200
    assert Post.objects.get(pk=post.pk).abolished_date is None

    done = client.post(url)

    assert done.url == POSTS
    assert Post.objects.get(pk=post.pk).abolished_date is not None
    assert client.get(f"{POSTS}{post.pk}/").status_code == 404


def test_a_post_that_somebody_holds_is_not_abolished(client, city, administrator):
    city.put(builders.user(), "城固受理岗")
    post = city.posts["城固受理岗"]

    told = client.post(f"{POSTS}{post.pk}/abolish/", follow=True)

    assert Post.objects.get(pk=post.pk).abolished_date is None
    assert "岗位仍有人任职，请先办理交接。" in told.content.decode()


def test_another_citys_offices_and_posts_do_not_exist(client, city, administrator):
    other = builders.nantong()
    office, post = other.offices["南通市市场监督管理局"], other.posts["南通系统管理岗"]

    pages = [f"{POSTS}{post.pk}/", f"{POSTS}{post.pk}/account/", f"{POSTS}{post.pk}/assign/", f"{POSTS}{post.pk}/abolish/"]
    found = [client.get(page).status_code for page in [*pages, f"{POSTS}offices/{office.pk}/posts/new/"]]

    assert found == [404] * 5


@pytest.mark.parametrize("title", ["质量科经办岗", "安全管理岗", "审计管理岗", "城固受理岗", "经开区受理岗"])
def test_nobody_else_keeps_posts(client, city, title):
    builders.signed_in(client, city, title)
    post = city.posts["城固受理岗"].pk
    pages = ["", "offices/new/", f"{post}/", f"{post}/account/", f"{post}/assign/", f"{post}/abolish/", "officials/", "delegations/"]

    assert {page: client.get(POSTS + page).status_code for page in pages} == dict.fromkeys(pages, 403)
