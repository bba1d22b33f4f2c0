"""Who acts for a firm: added, made the only administrator by letter, removed."""

from datetime import date, timedelta

import pytest

from cqo.foundation.access.operations import firms
from cqo.foundation.access.tests import builders
from cqo.foundation.access.tests.builders import AT, TODAY
from cqo.foundation.accounts.models import Assignment, Organisation, User
from cqo.foundation.accounts.states import Role
from cqo.foundation.refusal import NotPossible
from cqo.registry.enterprises.operations.slips import organisation_of
from cqo.registry.enterprises.tests import builders as enterprises

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm() -> Organisation:
    return organisation_of(enterprises.enterprise())


def add(firm: Organisation, login_name: str, role: Role, *, on: date = TODAY) -> User:
    user = builders.user(login_name)
    firms.add_member(organisation=firm, user=user, role=role, by=builders.actor(builders.official(f"clerk-{login_name}")), at=AT, on=on)
    return user


def remove(firm: Organisation, user: User, *, on: date = TODAY) -> None:
    clerk = builders.actor(builders.official(f"clerk{User.objects.count()}"))
    firms.remove_member(organisation=firm, user=user, by=clerk, at=AT, on=on)


def test_a_member_is_added_once(firm: Organisation):
    user = add(firm, "one", Role.ENTERPRISE_STAFF)
    with pytest.raises(NotPossible) as refused:
        firms.add_member(
            organisation=firm, user=user, role=Role.ENTERPRISE_ADMIN, by=builders.actor(builders.official("clerk")), at=AT, on=TODAY
        )
    assert (refused.value.code, builders.acts_as(user)) == ("firm.member_already", [(Role.ENTERPRISE_STAFF, False)])


def test_a_firm_keeps_its_last_administrator(firm: Organisation):
    boss, staff = add(firm, "boss", Role.ENTERPRISE_ADMIN), add(firm, "staff", Role.ENTERPRISE_STAFF)
    with pytest.raises(NotPossible) as refused:
        remove(firm, boss)
    remove(firm, staff)
    assert (refused.value.code, builders.acts_as(boss), builders.acts_as(staff)) == (
        "firm.last_administrator",
        [(Role.ENTERPRISE_ADMIN, False)],
        [],
    )


def test_a_member_who_left_acts_no_more_and_what_was_is_kept(firm: Organisation):
    staff = add(firm, "staff", Role.ENTERPRISE_STAFF, on=TODAY - timedelta(days=30))
    remove(firm, staff)
    assert (builders.acts_as(staff, on=TODAY - timedelta(days=1)), builders.acts_as(staff)) == ([(Role.ENTERPRISE_STAFF, False)], [])
    with pytest.raises(NotPossible) as refused:
        remove(firm, staff)
    assert refused.value.code == "firm.not_a_member"


def test_a_letter_makes_the_successor_the_only_administrator(firm: Organisation):
    for name in ("one", "two"):
        add(firm, name, Role.ENTERPRISE_ADMIN)
    successor = add(firm, "three", Role.ENTERPRISE_STAFF)
    clerk = builders.actor(builders.official("clerk"))
    for _ in range(2):  # pressed twice
        firms.replace_administrators(organisation=firm, successor=successor, by=clerk, at=AT, on=TODAY)
    held = dict(Assignment.objects.filter(organisation=firm).values_list("user__login_name", "role"))
    assert held == {"one": "enterprise_staff", "two": "enterprise_staff", "three": "enterprise_admin"}


def test_a_member_of_one_firm_is_nobody_in_another(firm: Organisation):
    other = organisation_of(enterprises.enterprise(2))
    boss = add(firm, "boss", Role.ENTERPRISE_ADMIN)
    with pytest.raises(NotPossible) as refused:
        remove(other, boss)
    assert (refused.value.code, [each.organisation for each in [builders.actor(boss)]]) == ("firm.not_a_member", [firm.pk])
