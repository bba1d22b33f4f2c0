"""Accounts are opened, their passwords and phones changed, closed; consent is given and taken back."""

import pytest
from django.core.exceptions import ValidationError

from cqo.foundation.access.actor import system
from cqo.foundation.accounts import queries
from cqo.foundation.accounts.models import Consent, SignIn, User
from cqo.foundation.accounts.operations import sign_ins, users
from cqo.foundation.audit.models import Entry
from cqo.foundation.refusal import NotPossible
from cqo.registry.enterprises.tests import builders

pytestmark = pytest.mark.django_db
PHONE = "13912342231"
BY = {"by": system("trial", city="610700"), "at": builders.AT, "city": "610700"}


def opened(**changed) -> User:
    return users.open_user(**{"login_name": "", "name": "孙丽", "phone": PHONE, "password": builders.PASSWORD, **BY, **changed})


def events() -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("event", flat=True))


def test_an_account_without_a_sign_in_name_gets_one_of_its_own_and_is_found_by_phone():
    user = opened()
    assert (queries.candidate(PHONE), user.login_name.startswith("u"), user.check_password(builders.PASSWORD)) == (user, True, True)


@pytest.mark.parametrize(
    ("changed", "code"), [({"phone": PHONE}, "account.phone_taken"), ({"login_name": "SunLi", "phone": ""}, "account.login_taken")]
)
def test_a_name_or_phone_that_is_taken_is_refused_and_nothing_is_written(changed: dict, code: str):
    opened(login_name="sunli")
    with pytest.raises(NotPossible) as refused:
        opened(name="赵丽", **changed)
    assert (refused.value.code, User.objects.count(), events()) == (code, 1, ["account.opened"])


@pytest.mark.parametrize("password", ["", "short", "1234567890123", "password123", "sunlisunli", "孙丽孙丽孙丽孙丽"])
def test_a_weak_password_is_refused_and_nothing_is_written(password: str):
    with pytest.raises(ValidationError):
        opened(login_name="sunlisunli", name="孙丽孙丽孙丽孙丽", password=password)
    assert (User.objects.count(), events()) == (0, [])


def test_accounts_without_a_phone_do_not_stand_in_each_others_way():
    assert opened(phone="", name="甲").pk != opened(phone="", name="乙").pk


def test_a_new_password_ends_every_other_session():
    user = opened()
    for key in ("here", "there", "elsewhere"):
        sign_ins.begin(user=user, session_key=key, browser="微信", address="203.0.113.7", at=builders.AT)
    users.set_password(user=user, password="another-good-one", keep_session="there", **BY)
    assert [each.session_hash for each in queries.open_sign_ins(user)] == [sign_ins.session_hash("there")]
    assert User.objects.get().check_password("another-good-one") is True


def test_a_phone_moves_to_another_account_only_after_it_was_given_up():
    one, other = opened(), opened(phone="13900000001")
    with pytest.raises(NotPossible) as refused:
        users.mend_phone(user=other, phone=PHONE, ground="id_in_person", **BY)
    users.mend_phone(user=one, phone="", ground="id_in_person", **BY)
    users.mend_phone(user=other, phone=PHONE, ground="id_in_person", **BY)
    assert (refused.value.code, queries.candidate(PHONE)) == ("account.phone_taken", other)


def test_the_record_of_a_mended_phone_says_how_it_was_checked_and_not_the_number():
    users.mend_phone(user=opened(), phone="13900000001", ground="letter_of_firm", **BY)
    entry = Entry.objects.get(event="account.phone_mended")
    assert entry.stated == {"ground": "letter_of_firm"}


def test_a_closed_account_signs_in_no_more_and_is_signed_out_everywhere():
    user = opened()
    sign_ins.begin(user=user, session_key="here", browser="", address="", at=builders.AT)
    users.close_user(user=user, ground="left", **BY)
    assert (queries.candidate(PHONE), SignIn.objects.filter(ended_at__isnull=True).count()) == (None, 0)


def test_taking_consent_back_keeps_what_was_agreed_to_before():
    user = opened()
    users.give_consent(user=user, notice_version="2026-11", optional_contact=True, **BY)
    users.withdraw_optional(user=user, **BY)
    kept = list(Consent.objects.order_by("pk").values_list("notice_version", "optional_contact", "withdrawn_at"))
    assert kept == [("2026-11", True, builders.AT), ("2026-11", False, None)]
    with pytest.raises(NotPossible) as refused:
        users.withdraw_optional(user=user, **BY)
    assert refused.value.code == "account.nothing_to_withdraw"
