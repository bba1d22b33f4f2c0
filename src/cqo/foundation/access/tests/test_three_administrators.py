"""System, security and audit administrator never meet in one person, whichever way they try (三员分立)."""

from datetime import timedelta
from itertools import permutations

import pytest

from cqo.foundation.access import roles
from cqo.foundation.access.operations import delegations, firms, posts
from cqo.foundation.access.tests import builders
from cqo.foundation.access.tests.builders import AT, TODAY
from cqo.foundation.accounts.models import Assignment
from cqo.foundation.accounts.rules import Term, excluded_by
from cqo.foundation.accounts.states import THREE_ADMINISTRATORS, Role
from cqo.foundation.refusal import NotPossible
from cqo.registry.enterprises.operations.slips import organisation_of
from cqo.registry.enterprises.tests import builders as enterprises

DAY = timedelta(days=1)
BUSINESS = sorted(set(Role) - THREE_ADMINISTRATORS - {Role.PERSON})


@pytest.mark.parametrize(("held", "wanted"), list(permutations(sorted(THREE_ADMINISTRATORS), 2)))
def test_two_of_the_three_exclude_each_other(held: Role, wanted: Role):
    assert excluded_by(Term(wanted, TODAY), [Term(held, TODAY)]) == held


@pytest.mark.parametrize("business", BUSINESS)
@pytest.mark.parametrize("administrator", sorted(THREE_ADMINISTRATORS))
def test_an_administrator_does_no_business_and_the_other_way_round(administrator: Role, business: Role):
    assert excluded_by(Term(business, TODAY), [Term(administrator, TODAY)]) == administrator
    assert excluded_by(Term(administrator, TODAY), [Term(business, TODAY)]) == business


@pytest.mark.parametrize("administrator", sorted(THREE_ADMINISTRATORS))
def test_one_after_the_other_is_possible_and_the_own_file_is_no_office(administrator: Role):
    earlier = Term(Role.COUNTY_OFFICER, TODAY - 9 * DAY, TODAY - DAY)
    assert excluded_by(Term(administrator, TODAY), [earlier, Term(Role.PERSON, TODAY)]) is None
    assert excluded_by(Term(administrator, TODAY - DAY), [earlier]) == Role.COUNTY_OFFICER


def test_the_powers_of_the_three_do_not_overlap_and_hold_no_business():
    powers = [roles.POWERS[role] for role in sorted(THREE_ADMINISTRATORS)]
    assert [left & right for left, right in permutations(powers, 2)] == [frozenset()] * 6
    registry = {power for power in roles.POWERS[Role.CITY_OFFICER] if "provisions" not in power}
    assert [power & registry for power in powers] == [frozenset()] * 3


@pytest.mark.django_db
def test_no_second_post_of_the_three_is_given():
    keeper = builders.administrator()
    security = builders.holder("security", builders.post("安全岗", Role.SECURITY_ADMIN, by=keeper), by=keeper)
    for role in (Role.AUDIT_ADMIN, Role.SYSTEM_ADMIN, Role.COUNTY_OFFICER):
        with pytest.raises(NotPossible) as refused:
            posts.assign(user=security, post=builders.post(role.value, role, by=keeper), by=keeper, at=AT, starts=TODAY)
        assert refused.value.code == "post.excluded"
    assert builders.acts_as(security) == [(Role.SECURITY_ADMIN, False)]


@pytest.mark.django_db
@pytest.mark.parametrize("role", sorted(THREE_ADMINISTRATORS))
def test_none_of_the_three_lends_the_post(role: Role):
    keeper = builders.administrator()
    giver, deputy = builders.holder("giver", builders.post("岗", role, by=keeper), by=keeper), builders.official("deputy")
    with pytest.raises(NotPossible) as refused:
        delegations.give(giver=builders.term(giver), receiver=deputy, scope=[], starts=TODAY, ends=TODAY, reason="休假", by=keeper, at=AT)
    assert refused.value.code == "post.excluded"


@pytest.mark.django_db
def test_none_of_the_three_acts_for_an_official():
    keeper = builders.administrator()
    auditor = builders.holder("auditor", builders.post("审计岗", Role.AUDIT_ADMIN, by=keeper), by=keeper)
    clerk = Assignment.objects.get(user=builders.official("clerk"))
    with pytest.raises(NotPossible) as refused:
        delegations.give(giver=clerk, receiver=auditor, scope=[], starts=TODAY, ends=TODAY, reason="休假", by=keeper, at=AT)
    assert refused.value.code == "post.excluded"


@pytest.mark.django_db
def test_whoever_acts_for_an_official_becomes_none_of_the_three_meanwhile():
    keeper = builders.administrator()
    clerk, deputy = Assignment.objects.get(user=builders.official("clerk")), builders.official("deputy")
    lent = delegations.give(giver=clerk, receiver=deputy, scope=[], starts=TODAY, ends=TODAY + 30 * DAY, reason="休假", by=keeper, at=AT)
    Assignment.objects.filter(user=deputy).update(ends=TODAY)
    told = {"user": deputy, "post": builders.post("审计岗", Role.AUDIT_ADMIN, by=keeper), "by": keeper, "at": AT, "starts": TODAY + DAY}
    with pytest.raises(NotPossible) as refused:
        posts.assign(**told)
    assert refused.value.code == "post.excluded"
    delegations.end(delegation=lent, by=keeper, at=AT)
    posts.assign(**told)
    assert builders.acts_as(deputy, on=TODAY + DAY) == [(Role.AUDIT_ADMIN, False)]


@pytest.mark.django_db
def test_none_of_the_three_acts_for_a_firm():
    keeper = builders.administrator()
    auditor = builders.holder("auditor", builders.post("审计岗", Role.AUDIT_ADMIN, by=keeper), by=keeper)
    with pytest.raises(NotPossible) as refused:
        firms.add_member(
            organisation=organisation_of(enterprises.enterprise()), user=auditor, role=Role.ENTERPRISE_ADMIN, by=keeper, at=AT, on=TODAY
        )
    assert refused.value.code == "post.excluded"
