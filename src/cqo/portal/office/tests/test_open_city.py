"""On the server: a city's first administrator, and a way back in for the last one."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cqo.foundation.accounts.models import Assignment, Organisation, User
from cqo.foundation.audit import queries as audit
from cqo.portal.office.tests import builders

pytestmark = pytest.mark.django_db
OPEN = {"bureau": "汉中市市场监督管理局", "name": "赵晓燕", "login": "zhaoxiaoyan"}


def run(*arguments: str, **options: str) -> str:
    """What a command prints."""
    out = StringIO()
    call_command(*arguments, stdout=out, **options)
    return out.getvalue()


def test_a_city_gets_its_bureau_and_first_administrator(client):
    printed = run("open_city", "610700", **OPEN)

    user = User.objects.get(login_name="zhaoxiaoyan")
    term = user.assignments.get()
    password = printed.split("：")[-1].strip()
    assert (user.check_password(password), user.must_change_password) == (True, True)
    assert (term.role, term.organisation.name, term.division_id) == ("system_admin", "汉中市市场监督管理局", "610700")
    assert [entry.event for entry in audit.recent("610700")][::-1] == ["office.added", "post.opened", "account.opened", "post.assigned"]
    User.objects.update(must_change_password=False, consented_version=builders.notice.CURRENT.version)
    client.force_login(user)
    assert client.get("/office/posts/").status_code == 200


def test_a_bureau_that_is_there_is_used():
    Organisation.objects.create(kind="bureau", name=OPEN["bureau"], division_id="610700", city_code="610700")

    run("open_city", "610700", **OPEN)

    assert Organisation.objects.filter(city_code="610700").count() == 1


@pytest.mark.parametrize(("city", "words"), [("610722", "不是一个市的行政区划代码"), ("999999", "不是一个市的行政区划代码")])
def test_only_a_city_is_opened(city, words):
    with pytest.raises(CommandError, match=words):
        run("open_city", city, **OPEN)
    assert (User.objects.count(), Organisation.objects.count()) == (0, 0)


def test_a_city_is_opened_once():
    run("open_city", "610700", **OPEN)

    with pytest.raises(CommandError, match="已有系统管理员岗位"):
        run("open_city", "610700", **{**OPEN, "login": "another"})
    assert Assignment.objects.count() == 1


def test_a_taken_sign_in_name_leaves_nothing_behind():
    builders.user(login_name="zhaoxiaoyan")

    with pytest.raises(CommandError, match="已有人使用"):
        run("open_city", "610700", **OPEN)
    assert Organisation.objects.count() == 0


def test_a_recovery_code_opens_the_account_once(client):
    city = builders.hanzhong()
    user = builders.user("赵晓燕", login_name="zhaoxiaoyan")
    city.put(user, "系统管理岗")
    code = run("recovery_code", "ZhaoXiaoyan").splitlines()[0].split("：")[-1]
    typed = {"username": "zhaoxiaoyan", "code": code, "password": "nine-Lives-77", "again": "nine-Lives-77"}

    first = client.post("/recover/", typed)
    second = client.post("/recover/", typed)

    user.refresh_from_db()
    assert (first.status_code, second.status_code, user.check_password("nine-Lives-77")) == (302, 200, True)


@pytest.mark.parametrize("login", ["nobody", "outsider"])
def test_a_recovery_code_is_for_officials_only(login):
    builders.user(login_name="outsider")

    with pytest.raises(CommandError, match="没有登录名为"):
        run("recovery_code", login)
