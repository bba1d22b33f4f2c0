"""Helping somebody back into the account: by whom, for whom, and what it leaves behind."""

import pytest
from django.urls import reverse

from cqo.foundation.accounts import queries as accounts
from cqo.foundation.accounts.models import ActivationCode, Assignment, User
from cqo.foundation.accounts.states import Role
from cqo.foundation.audit.models import Entry
from cqo.portal.entrance.tests import builders
from cqo.registry.enterprises.models import Claim
from cqo.registry.people.models import Person

pytestmark = pytest.mark.django_db
NANTONG = "320600"


def mend(by: str, user: User, **typed: str) -> object:
    client = builders.signed_in(by)
    return client.post(reverse("entrance:mend", args=[user.pk]), {"ground": "id_in_person", "recovery": "on", **typed})


def may(by: str, user: User) -> bool:
    """Whether the page is there at all."""
    return builders.signed_in(by).get(reverse("entrance:mend", args=[user.pk])).status_code == 200


@pytest.fixture
def offices() -> None:
    """Who could be asked: two counties, the city, another city's county, administrators of both cities, a reader."""
    for name, role, division in (
        ("chenggu", Role.COUNTY_OFFICER, builders.CHENGGU),
        ("yangxian", Role.COUNTY_OFFICER, builders.YANGXIAN),
        ("city", Role.CITY_OFFICER, builders.CITY),
        ("nantong", Role.CITY_OFFICER, NANTONG),
        ("keeper", Role.SYSTEM_ADMIN, builders.CITY),
        ("foreign", Role.SYSTEM_ADMIN, NANTONG),
        ("reader", Role.PROVINCE_READER, "610000"),
        ("security", Role.SECURITY_ADMIN, builders.CITY),
        ("audit", Role.AUDIT_ADMIN, builders.CITY),
    ):
        builders.official(name, role=role, division=division)


ASKED = ("chenggu", "yangxian", "city", "nantong", "keeper", "foreign", "reader", "security", "audit")


def who_may(user: User, *more: str) -> list[str]:
    return [name for name in (*ASKED, *more) if may(name, user)]


def test_firms_people_are_mended_by_their_county_their_city_and_their_administrator(offices):
    firm, other = builders.enterprise(1), builders.enterprise(2)
    builders.member(firm, "boss", role=Role.ENTERPRISE_ADMIN)
    builders.member(other, "rival", role=Role.ENTERPRISE_ADMIN)
    staff = builders.member(firm, "staff")
    builders.member(firm, "colleague")
    assert who_may(staff, "boss", "rival", "colleague") == ["chenggu", "city", "boss"]


def test_persons_are_mended_where_they_are_known(offices):
    builders.owner("stranger", number=2)
    assert who_may(builders.owner("owner"), "stranger", "owner") == ["chenggu", "city"]


def test_applicants_who_hold_nothing_yet_are_mended_where_they_applied(offices):
    user = builders.user("applicant")
    claim = Claim.objects.create(
        number="RL-1",
        city_code=builders.CITY,
        county_id=builders.YANGXIAN,
        credit_code=builders.code(1),
        enterprise_name="示例",
        applicant=user,
        purpose="first",
        submitted_at=builders.AT,
    )
    assert who_may(user) == ["yangxian", "city"]
    Claim.objects.filter(pk=claim.pk).update(state="refused")
    assert who_may(user) == []


def test_officials_are_mended_by_the_administrator_of_their_city_only(offices):
    clerk = User.objects.get(login_name="chenggu")
    assert who_may(clerk) == ["keeper"]
    Assignment.objects.filter(user=clerk).update(starts="2099-01-01")  # a post that begins later counts already
    assert [may(name, clerk) for name in ("city", "keeper")] == [False, True]


def test_an_official_of_two_cities_is_mended_by_neither_alone(offices):
    clerk = User.objects.get(login_name="chenggu")
    there = Assignment.objects.get(user__login_name="nantong")
    Assignment.objects.create(
        user=clerk, role=there.role, organisation=there.organisation, division_id=NANTONG, starts="2020-01-01", recorded_at=builders.AT
    )
    assert [may(name, clerk) for name in ("keeper", "foreign")] == [False, False]


def test_a_firm_that_adds_somebody_does_not_get_hold_of_what_else_the_account_opens():
    firm, other = builders.enterprise(1), builders.enterprise(2)
    builders.member(firm, "boss", role=Role.ENTERPRISE_ADMIN)
    with_firm, with_file, with_claim = (builders.member(firm, name) for name in ("with_firm", "with_file", "with_claim"))
    left = Assignment.objects.get(user=builders.member(other, "helper"))
    Assignment.objects.filter(pk=left.pk).update(user=with_firm, ends="2026-02-01")  # even what has ended
    Person.objects.filter(pk=builders.person(1).pk).update(user=with_file)
    Claim.objects.create(
        number="RL-1",
        city_code=builders.CITY,
        county_id=builders.CHENGGU,
        credit_code=builders.code(9),
        enterprise_name="示例",
        applicant=with_claim,
        purpose="first",
        submitted_at=builders.AT,
    )
    for victim in (with_firm, with_file, with_claim):
        answer = mend("boss", victim, phone="13900009999")
        assert answer["Location"] == reverse("people:members")
    assert ActivationCode.objects.count() == 0
    assert accounts.candidate("13900009999") is None


def test_a_phone_and_a_code_in_one_act_end_every_session_and_stand_in_the_record():
    firm = builders.enterprise()
    builders.official("clerk")
    staff = builders.member(firm, "staff")
    lost = builders.signed_in("staff")
    page = mend("clerk", staff, phone="139 0000 9999", ground="letter_of_firm")
    code = page.context["code"]
    assert (accounts.candidate("13900009999"), lost.get(reverse("desk:today")).status_code) == (staff, 302)
    recovered = builders.browser().post(
        reverse("entrance:recover"),
        {"username": "13900009999", "code": code, "password": builders.NEW_PASSWORD, "again": builders.NEW_PASSWORD},
    )
    assert recovered.status_code == 302
    told = {entry.event: entry.stated for entry in Entry.objects.filter(key=str(staff.pk))}
    assert told["account.phone_mended"] == {"ground": "letter_of_firm"}
    assert told["account.recovery_given"] == {"ground": "letter_of_firm"}
    assert page["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


def test_a_phone_that_another_has_is_told_beside_its_field_and_nothing_is_done():
    firm = builders.enterprise()
    builders.official("clerk")
    builders.user("other", phone="13900009999")
    answer = mend("clerk", builders.member(firm, "staff"), phone="13900009999")
    assert (list(builders.errors(answer)), builders.kept(answer, "phone")) == (["phone"], "13900009999")
    assert ActivationCode.objects.count() == 0


def test_nothing_to_do_is_told():
    firm = builders.enterprise()
    builders.official("clerk")
    answer = mend("clerk", builders.member(firm, "staff"), recovery="")
    assert list(builders.errors(answer)) == ["recovery"]


def test_a_closed_account_is_not_there():
    firm = builders.enterprise()
    builders.official("clerk")
    staff = builders.member(firm, "staff")
    User.objects.filter(pk=staff.pk).update(is_active=False)
    assert may("clerk", staff) is False
