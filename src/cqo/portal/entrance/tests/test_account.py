"""One's own account: password, phone, open sessions, consent."""

import pytest
from django.urls import reverse

from cqo.foundation.accounts import queries as accounts
from cqo.foundation.accounts.models import Consent, SignIn, User
from cqo.portal.entrance.tests import builders

pytestmark = pytest.mark.django_db
ACCOUNT, PASSWORD, PHONE, DESK = (reverse(name) for name in ("entrance:account", "entrance:password", "entrance:phone", "desk:today"))


def change(client, current: str = builders.PASSWORD, password: str = builders.NEW_PASSWORD, again: str | None = None):
    return client.post(PASSWORD, {"current": current, "password": password, "again": again or password})


def is_in(client) -> bool:
    return client.get(DESK).status_code == 200


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one():
    builders.official("clerk")
    here, there = builders.signed_in("clerk"), builders.signed_in("clerk")
    assert change(here)["Location"] == ACCOUNT
    assert [is_in(client) for client in (here, there)] == [True, False]
    assert builders.signed_in("clerk", builders.NEW_PASSWORD).get(DESK).status_code == 200


def test_after_a_new_password_this_device_still_stands_in_the_list_and_can_be_ended_from_elsewhere():
    builders.official("clerk")
    here = builders.signed_in("clerk")
    change(here)
    assert [is_here for _row, is_here in here.get(ACCOUNT).context["sessions"]] == [True]
    elsewhere = builders.signed_in("clerk", builders.NEW_PASSWORD)
    elsewhere.post(reverse("entrance:end_others"))
    assert [is_in(client) for client in (here, elsewhere)] == [False, True]


def test_a_wrong_present_password_changes_nothing_and_is_counted():
    builders.official("clerk")
    client = builders.signed_in("clerk")
    said = [builders.errors(change(client, current="wrong"))["current"][0] for _ in range(7)]
    assert said == ["现在的密码不正确。"] * 6 + ["连续多次输错，请 15 分钟后再试。"]
    assert list(builders.errors(change(client))) == ["current"]  # right, but too many were wrong
    assert User.objects.get(login_name="clerk").check_password(builders.PASSWORD) is True


def test_the_phone_is_changed_with_the_password_and_signs_in_at_once():
    builders.official("clerk")
    builders.user("other", phone="13800001111")
    client = builders.signed_in("clerk")
    for typed, wrong in (({"phone": "12", "current": "x"}, ["phone"]), ({"phone": "13900002222", "current": "wrong"}, ["current"])):
        assert list(builders.errors(client.post(PHONE, typed))) == wrong
    taken = client.post(PHONE, {"phone": "138 0000 1111", "current": builders.PASSWORD})
    assert (list(builders.errors(taken)), builders.kept(taken, "phone")) == (["phone"], "138 0000 1111")
    assert client.post(PHONE, {"phone": "139 0000 2222", "current": builders.PASSWORD})["Location"] == ACCOUNT
    assert accounts.candidate("13900002222") == User.objects.get(login_name="clerk")


def test_the_list_of_devices_marks_this_one_and_ends_another():
    builders.official("clerk")
    here, there = builders.signed_in("clerk"), builders.signed_in("clerk", agent="Mozilla/5.0 (iPhone) MicroMessenger")
    listed = here.get(ACCOUNT).context["sessions"]
    assert [(row.browser, row.address_masked, is_here) for row, is_here in listed] == [
        ("微信 · iPhone", "203.0.*.*", False),
        ("Chrome · Windows", "203.0.*.*", True),
    ]
    here.post(reverse("entrance:end_session", args=[listed[0][0].pk]))
    assert [is_in(client) for client in (here, there)] == [True, False]


def test_the_device_of_somebody_else_is_not_ended():
    builders.official("clerk")
    builders.official("other")
    mine, theirs = builders.signed_in("clerk"), builders.signed_in("other")
    foreign = SignIn.objects.get(user__login_name="other")
    answer = mine.post(reverse("entrance:end_session", args=[foreign.pk]), follow=True)
    assert (builders.told(answer), is_in(theirs)) == (["这个登录已经结束。"], True)


def test_all_others_end_at_once():
    builders.official("clerk")
    here, *others = [builders.signed_in("clerk") for _ in range(3)]
    answer = here.post(reverse("entrance:end_others"), follow=True)
    assert builders.told(answer) == ["已退出其他 2 处登录。"]
    assert [is_in(client) for client in (here, *others)] == [True, False, False]


def test_consent_to_messages_is_taken_back_and_given_again():
    builders.official("clerk")
    client = builders.signed_in("clerk")
    for name, optional in (("give", True), ("withdraw", False), ("give", True)):
        assert client.post(reverse(f"entrance:{name}_consent"))["Location"] == ACCOUNT
        assert accounts.latest_consent(User.objects.get(login_name="clerk")).optional_contact is optional
    client.post(reverse("entrance:withdraw_consent"))
    again = client.post(reverse("entrance:withdraw_consent"), follow=True)
    assert builders.told(again)[-1] == "您没有同意过可选项，无需撤回。"
    assert Consent.objects.count() == 4


def test_an_open_account_page_shows_no_full_phone():
    user = builders.official("clerk")
    User.objects.filter(pk=user.pk).update(phone="13912342231", phone_masked="139****2231")
    page = builders.signed_in("clerk").get(ACCOUNT).content.decode()
    assert ("139****2231" in page, "13912342231" in page) == (True, False)
