"""An official's account: a password that is shown once, and must be changed."""

import re

import pytest
from django.utils import timezone

from cqo.foundation.accounts import queries as accounts
from cqo.foundation.accounts.models import User
from cqo.foundation.audit import queries as audit
from cqo.portal.office.operations import officials
from cqo.portal.office.tests import builders

pytestmark = pytest.mark.django_db
TYPED = {"name": "马建华", "login_name": "MaJianhua", "phone": "139 1234 2231", "email": "", "starts": "2026-03-02"}


@pytest.fixture
def city(client):
    city = builders.hanzhong()
    builders.signed_in(client, city, "系统管理岗")
    return city


def address(city, title: str) -> str:
    return f"/office/posts/{city.posts[title].pk}/account/"


def test_the_new_official_holds_the_post_and_has_to_choose_a_password(client, city):
    page = client.post(address(city, "城固受理岗"), TYPED)

    user = User.objects.get(login_name="majianhua")
    term = user.assignments.get()
    assert (user.name, user.phone_masked, user.must_change_password) == ("马建华", "139****2231", True)
    assert (term.post, term.division_id, str(term.starts)) == (city.posts["城固受理岗"], "610722", "2026-03-02")
    assert user.check_password(page.context["opened"].password)
    assert "no-store" in page["Cache-Control"]
    assert [entry.event for entry in audit.timeline("user", user.pk)] == ["account.opened", "post.assigned"]


def test_the_password_is_shown_once_on_a_sheet_and_stands_nowhere_else(client, city):
    page = client.post(address(city, "城固受理岗"), TYPED)
    password = page.context["opened"].password
    user = User.objects.get(login_name="majianhua")
    body = page.content.decode()

    assert body.count(password) == 1
    assert ("majianhua" in body, "http://testserver/sign-in/" in body, "data-print" in body) == (True, True, True)
    assert password not in client.get(f"/office/posts/officials/{user.pk}/").content.decode()
    assert password not in str([entry.facts for entry in audit.recent("610700")])


def test_generated_passwords_are_strong_and_readable():
    found = {officials.one_time_password() for _number in range(50)}

    assert len(found) == 50
    assert all(re.fullmatch(r"([2-9A-HJ-NP-Z]{4}-){2}[2-9A-HJ-NP-Z]{4}", password) for password in found)


def test_the_first_sign_in_leads_to_a_password_of_ones_own(client, city):
    password = client.post(address(city, "城固受理岗"), TYPED).context["opened"].password
    client.logout()

    client.post("/sign-in/", {"username": "majianhua", "password": password})
    User.objects.update(consented_version=builders.notice.CURRENT.version)

    assert client.get("/desk/").url == "/first/password/"


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"login_name": "系统"}, "login_name", "登录名只能用字母、数字和 . _ - ，以字母或数字开头，2 至 40 位。"),
        ({"login_name": "taken"}, "login_name", "这个登录名已有人使用，请换一个。"),
        ({"phone": "13912342200"}, "phone", "这个手机号已用于另一个账号。请用该账号登录；如号码已易主，请联系县区局核实身份后更换。"),
        ({"phone": "12345"}, "phone", "请填写 11 位手机号。"),
        ({"name": ""}, "name", None),
    ],
)
def test_what_is_wrong_is_told_beside_its_field_and_nothing_is_written(client, city, changed, field, words):
    builders.user(login_name="taken", phone="13912342200")
    before = User.objects.count()

    page = client.post(address(city, "城固受理岗"), TYPED | changed)

    assert list(page.context["form"].errors) == [field]
    assert words is None or page.context["form"].errors[field] == [words]
    assert User.objects.count() == before


def test_a_second_click_makes_no_second_account(client, city):
    client.post(address(city, "城固受理岗"), TYPED)

    again = client.post(address(city, "城固受理岗"), TYPED)

    assert again.context["form"].errors["login_name"] == ["这个登录名已有人使用，请换一个。"]
    assert len(accounts.holders_of(city.posts["城固受理岗"], on=timezone.localdate())) == 1
