"""A/B 角: one official acts for another for a period, within a scope; both names stand on what was done."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import PowerMissing
from cqo.foundation.access.operations import delegations
from cqo.foundation.access.queries import capacities, capacity_key
from cqo.foundation.access.tests import builders
from cqo.foundation.access.tests.builders import AT, TODAY
from cqo.foundation.accounts.models import Assignment, Delegation, User
from cqo.foundation.accounts.states import Role
from cqo.foundation.audit.models import Entry
from cqo.foundation.refusal import NotPossible
from cqo.registry.enterprises.operations import files
from cqo.registry.enterprises.queries import files as reads
from cqo.registry.enterprises.tests import builders as enterprises

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
BACKEND = "cqo.foundation.accounts.backends.NameOrPhone"


@pytest.fixture
def giver() -> User:
    return builders.official("giver", division=builders.CHENGGU)


@pytest.fixture
def deputy() -> User:
    return builders.official("deputy", division=builders.YANGXIAN)


def give(giver: User, receiver: User, *, by: Actor | None = None, scope=(), starts=TODAY, ends=TODAY + 7 * DAY) -> Delegation:
    return delegations.give(
        giver=Assignment.objects.get(user=giver),
        receiver=receiver,
        scope=scope,
        starts=starts,
        ends=ends,
        reason="休假",
        by=by or builders.actor(giver),
        at=AT,
    )


def refused_code(*args, **told) -> str:
    with pytest.raises(NotPossible) as refused:
        give(*args, **told)
    return refused.value.code


def lent(receiver: User, *, on=TODAY) -> Actor:
    return next(each for each in capacities(user=receiver, on=on) if each.on_behalf_of)


def test_the_deputy_acts_from_the_first_day_to_the_last(giver: User, deputy: User):
    give(giver, deputy, starts=TODAY + DAY, ends=TODAY + 2 * DAY)
    own, both = [(Role.COUNTY_OFFICER, False)], [(Role.COUNTY_OFFICER, False), (Role.COUNTY_OFFICER, True)]
    assert [builders.acts_as(deputy, on=TODAY + days * DAY) for days in range(4)] == [own, both, both, own]


def test_the_deputy_sees_the_work_of_the_one_away_and_nothing_more(giver: User, deputy: User):
    theirs, mine = enterprises.enterprise(1), enterprises.enterprise(2, county=builders.YANGXIAN)
    enterprises.enterprise(3, county="610702")
    give(giver, deputy)
    acting = [lent(deputy), builders.actor(deputy)]
    assert [list(reads.within(actor)) for actor in acting] == [[theirs], [mine]]


def test_the_deputy_switches_and_sees_the_others_list(client, giver: User, deputy: User):
    enterprises.enterprise(1, name="城固县示例甲公司")
    given = give(giver, deputy, starts=timezone.localdate(), ends=timezone.localdate() + 7 * DAY)
    client.force_login(deputy, backend=BACKEND)
    before = client.get(reverse("enterprises:list")).content.decode()
    client.post(reverse("entrance:capacity"), {"capacity": str(given.pk)})
    after = client.get(reverse("enterprises:list")).content.decode()
    assert ["示例甲公司" in page for page in (before, after)] == [False, True]


def test_what_the_deputy_does_bears_both_names(giver: User, deputy: User):
    firm, given = enterprises.enterprise(1), give(giver, deputy)
    files.rename(enterprise=firm, version=1, name="城固县新名公司", on=TODAY, by=lent(deputy), at=AT)
    entry = Entry.objects.filter(kind="enterprise").latest("pk")
    assert (entry.user, entry.on_behalf_of, entry.capacity) == (
        str(deputy.pk),
        str(given.pk),
        str(Assignment.objects.get(user=giver).pk),
    )


def test_a_scope_lends_just_those_powers(giver: User, deputy: User):
    give(giver, deputy, scope=[Can.SEE_REGISTRY, Can.CHECK_CLAIM])
    assert lent(deputy).powers == {Can.SEE_REGISTRY, Can.CHECK_CLAIM}


def test_a_scope_beyond_the_post_is_refused_and_lends_nothing(giver: User, deputy: User):
    for scope in ([Can.KEEP_ACCOUNTS], [Can.SEE_REGISTRY, Can.MERGE_FILES], [Can.DELEGATE]):
        assert refused_code(giver, deputy, scope=scope) == "delegation.beyond_the_post"
    assert Delegation.objects.count() == 0


def test_what_is_lent_is_not_lent_on(giver: User, deputy: User):
    give(giver, deputy)
    third, acting = builders.official("third"), lent(deputy)
    assert acting.may(Can.DELEGATE) is False
    with pytest.raises(PowerMissing):
        give(giver, third, by=acting)
    assert refused_code(giver, third, by=builders.actor(deputy)) == "delegation.not_yours"


def test_nobody_lends_to_oneself_to_a_stranger_or_to_another_city(giver: User):
    foreign = builders.official("foreign", division=builders.NANTONG)
    found = [refused_code(giver, receiver) for receiver in (giver, builders.user("stranger"), foreign)]
    assert found == ["delegation.to_oneself", "delegation.not_an_official", "delegation.not_an_official"]


@pytest.mark.parametrize("days", [-1, 367])
def test_a_period_has_an_end_within_a_year(giver: User, deputy: User, days: int):
    assert refused_code(giver, deputy, ends=TODAY + days * DAY) == "delegation.too_long"


def test_the_system_administrator_lends_for_somebody_who_fell_ill_in_the_own_city_only(giver: User, deputy: User):
    keeper, foreign = builders.administrator(), builders.administrator(builders.NANTONG)
    assert refused_code(giver, deputy, by=foreign) == "delegation.not_yours"
    give(giver, deputy, by=keeper)
    assert builders.acts_as(deputy)[-1] == (Role.COUNTY_OFFICER, True)


def test_either_of_the_two_ends_it_and_nobody_else(giver: User, deputy: User):
    third, foreign = builders.actor(builders.official("third")), builders.administrator(builders.NANTONG)
    for ender in (builders.actor(giver), builders.actor(deputy), builders.administrator()):
        given = give(giver, deputy)
        for stranger in (third, foreign):
            with pytest.raises(NotPossible) as refused:
                delegations.end(delegation=given, by=stranger, at=AT)
            assert refused.value.code == "delegation.not_yours"
        delegations.end(delegation=given, by=ender, at=AT)
        assert builders.acts_as(deputy) == [(Role.COUNTY_OFFICER, False)]
        with pytest.raises(NotPossible) as refused:
            delegations.end(delegation=given, by=ender, at=AT)
        assert refused.value.code == "delegation.ended"


def test_a_capacity_that_has_ended_is_not_acted_in_any_more(client, giver: User, deputy: User):
    given = give(giver, deputy, starts=timezone.localdate(), ends=timezone.localdate() + 7 * DAY)
    client.force_login(deputy, backend=BACKEND)
    client.post(reverse("entrance:capacity"), {"capacity": str(given.pk)})
    delegations.end(delegation=given, by=builders.actor(giver), at=AT)
    assert client.get(reverse("desk:today")).wsgi_request.actor.on_behalf_of is None
    assert client.post(reverse("entrance:capacity"), {"capacity": str(given.pk)}).status_code == 403


def test_a_capacity_of_another_is_not_chosen(client, giver: User, deputy: User):
    client.force_login(deputy, backend=BACKEND)
    key = capacity_key(builders.actor(giver))
    assert client.post(reverse("entrance:capacity"), {"capacity": key}).status_code == 403
