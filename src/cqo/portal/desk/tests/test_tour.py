"""The guided first tour: five steps for each role, each on a real page; put away and brought back."""

import pytest
from django.urls import reverse

from cqo.foundation.accounts.models import User
from cqo.foundation.accounts.states import Role
from cqo.portal.desk import tour
from cqo.portal.desk.tests import builders as desk
from cqo.portal.office.tests import builders

pytestmark = pytest.mark.django_db
TITLES = {
    Role.CITY_OFFICER: "质量科经办岗",
    Role.COUNTY_OFFICER: "城固受理岗",
    Role.ZONE_OFFICER: "经开区受理岗",
    Role.SYSTEM_ADMIN: "系统管理岗",
    Role.SECURITY_ADMIN: "安全管理岗",
    Role.AUDIT_ADMIN: "审计管理岗",
}


def newcomer(client, role: Role | None) -> User:
    """Somebody of a role who has not seen the tour, signed in."""
    user = builders.user(tour_step=0)
    city = builders.hanzhong()
    if role in TITLES:
        city.put(user, TITLES[role])
    elif role == Role.PROVINCE_READER:
        city.office("陕西省市场监督管理局", division="610000")
        city.post("省局查阅岗", "陕西省市场监督管理局", role)
        city.put(user, "省局查阅岗")
    elif role == Role.PERSON:
        desk.owns(user, desk.person())
    elif role is not None:
        desk.acts_for(user, desk.firm(), role)
    client.force_login(user)
    return user


def test_every_role_has_five_steps_that_begin_at_the_desk():
    assert set(tour.STEPS) == {*Role, None}
    assert {role: len(steps) for role, steps in tour.STEPS.items()} == {**dict.fromkeys(Role, 5), None: 4}
    assert {steps[0].page for steps in tour.STEPS.values()} == {"desk:today"}


@pytest.mark.parametrize("role", [*Role, None])
def test_the_tour_leads_through_its_pages_to_its_end(client, role):
    user = newcomer(client, role)
    page, seen = client.get("/desk/"), []
    while True:
        assert page.status_code == 200, page.request["PATH_INFO"]
        step = page.context["tour"]
        seen.append((step["number"], str(step["title"]), page.request["PATH_INFO"]))
        assert 'class="tour"' in page.content.decode(), page.request["PATH_INFO"]
        if not step["next_url"]:
            break
        page = client.get(step["next_url"], follow=True)

    steps = tour.steps_of(role)
    assert seen == [(number, str(step.title), reverse(step.page)) for number, step in enumerate(steps, start=1)]
    client.post(step["end_url"])
    user.refresh_from_db()
    assert (user.tour_step, not client.get("/desk/").context["tour"]) == (tour.OVER, True)


def test_somebody_who_left_the_tour_is_led_back_from_the_desk(client):
    newcomer(client, Role.COUNTY_OFFICER)
    client.get("/desk/tour/3/")

    step = client.get("/desk/").context["tour"]

    assert (step["number"], step["text"], step["next_url"]) == (3, "接着看：一企一档", "/desk/tour/3/")
    assert not client.get("/people/").context["tour"]


def test_it_begins_anew_from_the_account_menu(client):
    user = newcomer(client, Role.COUNTY_OFFICER)
    client.post("/desk/tour/end/")
    assert 'action="/desk/tour/restart/"' in client.get("/desk/").content.decode()

    page = client.post("/desk/tour/restart/", follow=True)

    user.refresh_from_db()
    assert (user.tour_step, page.context["tour"]["number"]) == (0, 1)


@pytest.mark.parametrize("number", [0, 6, 99])
def test_there_is_no_other_step(client, number):
    newcomer(client, Role.COUNTY_OFFICER)

    assert client.get(f"/desk/tour/{number}/").status_code == 404


def test_the_tour_costs_no_query(client, django_assert_num_queries):
    user = newcomer(client, Role.AUDIT_ADMIN)
    client.get("/desk/")
    User.objects.filter(pk=user.pk).update(tour_step=tour.OVER)
    with django_assert_num_queries(7):
        client.get("/desk/")
    User.objects.filter(pk=user.pk).update(tour_step=0)
    with django_assert_num_queries(7):
        client.get("/desk/")
