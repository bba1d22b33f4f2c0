"""Closing the own account: what goes, what stays, and who cannot."""

import pytest
from django.urls import reverse

from cqo.foundation.accounts import queries as accounts
from cqo.foundation.accounts.models import Assignment, SignIn, User
from cqo.foundation.accounts.states import Role
from cqo.foundation.audit.models import Entry
from cqo.portal.entrance.tests import builders
from cqo.registry.enterprises.models import Claim
from cqo.registry.people.models import Person

pytestmark = pytest.mark.django_db
CLOSE, HOME = reverse("entrance:close_account"), reverse("public:home")
PHONE = "13912342231"


def close(login_name: str, **typed: str):
    client = builders.signed_in(login_name)
    return client.post(CLOSE, {"sure": "on", "current": builders.PASSWORD, **typed})


def test_the_own_file_goes_back_and_contacts_are_forgotten():
    user = builders.owner("owner")
    User.objects.filter(pk=user.pk).update(phone=PHONE, phone_masked="139****2231", phone_hash=b"h" * 32, email="a@example.cn")
    assert close("owner")["Location"] == HOME
    closed = User.objects.get(pk=user.pk)
    assert (closed.is_active, closed.phone, closed.phone_masked, closed.phone_hash, closed.email) == (False, None, "", None, "")
    assert (Person.objects.get().user, builders.acts_as(user), SignIn.objects.filter(ended_at__isnull=True).count()) == (None, [], 0)
    assert list(Entry.objects.filter(key=str(user.pk), event="account.closed").values_list("user", flat=True)) == [str(user.pk)]


def test_a_phone_is_free_after_its_account_was_closed():
    builders.user("one", phone=PHONE)
    close("one")
    assert builders.user("two", phone=PHONE) == accounts.candidate(PHONE)


def test_open_claims_are_taken_back():
    user = builders.user("applicant")
    Claim.objects.create(
        number="RL-1",
        city_code=builders.CITY,
        county_id=builders.CHENGGU,
        credit_code=builders.code(1),
        enterprise_name="示例",
        applicant=user,
        purpose="first",
        submitted_at=builders.AT,
    )
    close("applicant")
    assert Claim.objects.get().state == "withdrawn"


def test_a_firm_keeps_its_last_administrator_and_loses_others():
    firm = builders.enterprise()
    boss, clerk = builders.member(firm, "boss", role=Role.ENTERPRISE_ADMIN), builders.member(firm, "clerk")
    assert close("clerk")["Location"] == HOME
    answer = close("boss")
    assert list(builders.errors(answer)) == [""]
    assert [len(builders.acts_as(each)) for each in (boss, clerk)] == [1, 0]
    assert User.objects.get(pk=boss.pk).is_active is True


def test_an_official_hands_the_post_over_instead():
    official = builders.official("official")
    before = Entry.objects.count()
    answer = close("official")
    assert builders.errors(answer) == {"": ["工作人员账号随岗位，请由本单位系统管理员办理离任交接。"]}
    assert (User.objects.get(pk=official.pk).is_active, Entry.objects.count()) == (True, before)


@pytest.mark.parametrize(
    ("typed", "wrong"), [({"sure": ""}, "sure"), ({"current": "wrong-password"}, "current"), ({"current": ""}, "current")]
)
def test_without_the_tick_and_the_password_nothing_happens(typed: dict, wrong: str):
    builders.user("one")
    assert list(builders.errors(close("one", **typed))) == [wrong]
    assert (User.objects.get().is_active, Assignment.objects.count()) == (True, 0)
