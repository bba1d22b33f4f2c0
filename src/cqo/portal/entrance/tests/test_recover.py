"""Back into an account with a one-time code."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from cqo.foundation.access.actor import system
from cqo.foundation.accounts import queries as accounts
from cqo.foundation.accounts.models import ActivationCode, User
from cqo.foundation.accounts.operations import codes
from cqo.foundation.accounts.states import CodeKind
from cqo.portal.entrance.tests import builders

pytestmark = pytest.mark.django_db
RECOVER, SIGN_IN = reverse("entrance:recover"), reverse("entrance:sign_in")
WRONG = ["登录名与恢复码不符，或恢复码已用过、已过期。请向县区局、本企业管理员或本单位系统管理员重新索取。"]


@pytest.fixture
def user() -> User:
    return builders.official("clerk")


def issued(user: User, *, days: int = 7) -> str:
    """A recovery code for somebody."""
    expires = date.today() + timedelta(days=days)  # noqa: DTZ011 (the server's day, as the view sees it)
    batch = codes.issue(kind=CodeKind.PASSWORD, subjects=[user.pk], city="610700", expires=expires, by=system("trial"), at=builders.AT)
    return accounts.codes_of_batch(batch)[0].code.reveal()


def recover(code: str, name: str = "clerk", password: str = builders.NEW_PASSWORD, *, client=None, **more: str):
    typed = {"username": name, "code": code, "password": password, "again": password, **more}
    return (client or builders.browser()).post(RECOVER, typed)


def test_a_code_sets_a_new_password_once(user: User):
    code, there = issued(user), builders.signed_in("clerk")
    assert [recover(code).status_code for _ in range(2)] == [302, 200]
    assert builders.signed_in("clerk", builders.NEW_PASSWORD).get(reverse("desk:today")).status_code == 200
    assert there.get(reverse("desk:today")).status_code == 302  # every session from before has ended


def test_wrong_expired_foreign_and_unknown_ones_get_the_same_answer(user: User):
    other = builders.official("other")
    tries = [
        recover("ABCD-EFGH-JKLM"),
        recover(issued(user, days=-1)),
        recover(issued(other)),
        recover(issued(user), name="nobody"),
        recover(issued(user), name="13900000000"),
    ]
    assert [builders.errors(answer) for answer in tries] == [{"": WRONG}] * 5
    assert [user.check_password(builders.PASSWORD) for user in User.objects.all()] == [True, True]


def test_a_slip_of_another_kind_is_no_recovery_code(user: User):
    batch = codes.issue(
        kind=CodeKind.PERSON, subjects=[user.pk], city="610700", expires=date(2099, 1, 1), by=system("trial"), at=builders.AT
    )
    assert builders.errors(recover(accounts.codes_of_batch(batch)[0].code.reveal())) == {"": WRONG}


def test_a_weak_password_does_not_use_the_code_up(user: User):
    code = issued(user)
    answer = recover(code, password="short")
    assert (list(builders.errors(answer)), builders.kept(answer, "code"), builders.kept(answer, "username")) == (
        ["password"],
        code,
        "clerk",
    )
    assert ActivationCode.objects.filter(used_at__isnull=False).count() == 0
    assert recover(code).status_code == 302


def test_guessing_is_stopped_for_this_account_at_this_address(user: User):
    code = issued(user)
    here, there = builders.browser(address="203.0.113.7"), builders.browser(address="198.51.100.9")
    for _ in range(6):
        recover("ABCD-EFGH-JKLM", client=here)
    stopped = builders.errors(recover(code, client=here))
    assert stopped == {"": ["连续多次填错，请 15 分钟后再试。"]}
    assert builders.errors(recover("ABCD-EFGH-JKLM", "other", client=here)) == {"": WRONG}
    assert recover(code, client=there).status_code == 302


def test_whoever_was_locked_out_by_wrong_passwords_signs_in_with_the_new_one(user: User):
    code, client = issued(user), builders.browser()
    wrong = [client.post(SIGN_IN, {"username": "clerk", "password": "forgotten"}).status_code for _ in range(6)]
    assert wrong == [200] * 5 + [429]
    recover(code, client=client)
    assert client.post(SIGN_IN, {"username": "clerk", "password": builders.NEW_PASSWORD}).status_code == 302


def test_a_closed_account_is_not_recovered(user: User):
    code = issued(user)
    User.objects.update(is_active=False)
    assert builders.errors(recover(code)) == {"": WRONG}


def test_a_second_step_stays_after_a_new_password():
    user = builders.with_second_step("careful")
    recover(issued(user), "careful")
    answer = builders.browser().post(SIGN_IN, {"username": "careful", "password": builders.NEW_PASSWORD})
    assert answer["Location"] == reverse("entrance:second_step")
