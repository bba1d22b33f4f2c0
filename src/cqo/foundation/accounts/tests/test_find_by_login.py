"""Whom a typed sign-in name, phone or real name means, and what a wrong one costs."""

import pytest
from django.contrib.auth import hashers

from cqo.foundation.accounts import queries
from cqo.foundation.accounts.backends import NameOrPhone
from cqo.foundation.accounts.models import User
from cqo.registry.enterprises.tests import builders

pytestmark = pytest.mark.django_db
PHONE = "13912342231"


def named(login_name: str, name: str, *, phone: str = "") -> User:
    made = builders.user(login_name, phone=phone)
    User.objects.filter(pk=made.pk).update(name=name)
    return made


@pytest.mark.parametrize("typed", ["wangmin", " WangMin ", PHONE, "139 1234 2231", "+86 139-1234-2231", "１３９１２３４２２３１", "王敏"])
def test_a_user_is_found_by_name_phone_or_real_name_however_written(typed: str):
    user = named("wangmin", "王敏", phone=PHONE)
    named("limin", "李敏")
    assert queries.candidate(typed) == user


@pytest.mark.parametrize("typed", ["", "  ", "nobody", "13900000000", "王", "王敏敏"])
def test_what_means_nobody_finds_nobody(typed: str):
    named("wangmin", "王敏", phone=PHONE)
    assert queries.candidate(typed) is None


def test_a_real_name_that_two_have_means_neither():
    one, other = named("wangmin", "王敏"), named("wangmin2", "王敏")
    assert [queries.candidate(typed) for typed in ("王敏", "wangmin", "wangmin2")] == [None, one, other]


def test_strangers_who_take_a_sign_in_name_or_phone_as_their_real_name_shut_nobody_out():
    for number in range(3):
        named(f"stranger{number}", "zhangbureau")
        named(f"caller{number}", PHONE)
    owner = named("zhangbureau", "张局", phone=PHONE)
    assert [queries.candidate(typed) for typed in ("zhangbureau", PHONE)] == [owner, owner]


def test_a_closed_account_is_found_by_nothing():
    user = named("wangmin", "王敏", phone=PHONE)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert [queries.candidate(typed) for typed in ("wangmin", PHONE, "王敏")] == [None, None, None]


def test_the_password_decides():
    user = named("wangmin", "王敏")
    backend = NameOrPhone()
    found = [backend.authenticate(None, "王敏", typed) for typed in (builders.PASSWORD, builders.PASSWORD + " ", "")]
    assert found == [user, None, None]


@pytest.fixture
def hashed(monkeypatch) -> list[str]:
    """How often a password is hashed, by the hasher in use."""
    times: list[str] = []
    hasher = type(hashers.get_hasher())
    plain = hasher.encode
    monkeypatch.setattr(
        hasher, "encode", lambda self, password, salt, **more: times.append(password) or plain(self, password, salt, **more)
    )
    return times


@pytest.mark.parametrize("typed", ["wangmin", "nobody", "13900000000", "王敏", "李敏", "closed"])
def test_every_wrong_sign_in_costs_one_hash_whoever_is_meant(hashed: list[str], typed: str):
    named("wangmin", "王敏")
    named("one", "李敏")
    named("two", "李敏")
    closed = named("closed", "赵关")
    User.objects.filter(pk=closed.pk).update(is_active=False)
    hashed.clear()
    assert NameOrPhone().authenticate(None, typed, "wrong-password") is None
    assert hashed == ["wrong-password"]
