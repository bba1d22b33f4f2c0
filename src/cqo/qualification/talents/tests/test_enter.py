"""Entering the registry: with a certificate by itself, on one from elsewhere by an official."""

from datetime import date

import pytest
from django.urls import reverse

from cqo.foundation.audit.models import Entry
from cqo.foundation.refusal import NotPossible
from cqo.qualification.certificates.states import Tier
from cqo.qualification.talents.models import Talent
from cqo.qualification.talents.operations import entry
from cqo.qualification.talents.queries.entries import status_of
from cqo.qualification.talents.tests import builders
from cqo.registry.enterprises.tests.builders import YANGXIAN
from cqo.registry.people.operations import certificates as external

pytestmark = pytest.mark.django_db
enterprises, people, AT = builders.enterprises, builders.people, builders.AT
SOON = date(2026, 3, 3)


def test_whoever_is_certified_stands_in_the_registry_once():
    firm = enterprises.enterprise(1)
    one, two = people.person(1), people.person(2, name="钱多")
    people.employment(one, firm)
    first = builders.certificate(one, enterprise=firm)

    builders.issued(first, builders.certificate(two))
    builders.issued(first)

    assert sorted(Talent.objects.values_list("file__name", "enterprise__name", "county", "tier", "stands")) == [
        ("赵晓燕", firm.name, "610722", "basic", True),
        ("钱多", None, "610722", "basic", True),
    ]
    (recorded,) = Entry.objects.filter(event="talents.entered")
    assert (recorded.kind, recorded.city, recorded.members_count) == ("talents", "610700", 2)


def test_the_entry_stands_on_the_highest_tier_and_the_newest_among_equals():
    person = people.person(1)
    basic, senior = builders.certificate(person), builders.certificate(person, tier=Tier.SENIOR, issued_date=date(2025, 1, 1))
    newer = builders.certificate(person, tier=Tier.SENIOR, issued_date=date(2025, 6, 1))

    builders.issued(basic, senior, newer)

    talent = Talent.objects.get()
    assert (talent.certificate, talent.tier) == (newer, "senior")


def test_an_ended_certificate_gives_way_to_one_that_lasts_and_is_kept_where_there_is_none():
    person = people.person(1)
    basic, senior = builders.certificate(person), builders.certificate(person, tier=Tier.SENIOR, issued_date=date(2026, 2, 20))
    builders.issued(basic, senior)

    builders.changed(senior, ended_date=SOON, ending="revoked")
    lasting = Talent.objects.get()
    builders.changed(basic, ended_date=SOON, ending="cancelled")
    last = Talent.objects.get()

    assert (lasting.certificate, lasting.tier, last.certificate, last.tier) == (basic, "basic", senior, "senior")
    assert status_of(last, SOON) == "revoked"


def test_an_official_enters_somebody_on_a_certificate_from_elsewhere_with_a_ground():
    person = people.person(1, county=YANGXIAN)
    old, county = people.certificate(person), enterprises.county_officer(YANGXIAN)

    talent = entry.enter_by_external(certificate=old, tier=Tier.BASIC, ground="2017 年培训班名册", by=county, at=AT)

    assert (talent.external, talent.certificate, talent.county_id, talent.external_ground) == (old, None, YANGXIAN, "2017 年培训班名册")
    (recorded,) = Entry.objects.filter(event="talent.entered_by_external")
    assert (recorded.key, recorded.stated["certificate"], recorded.stated["tier"]) == (str(person.pk), str(old.pk), "basic")
    with pytest.raises(NotPossible, match="不必重复入库"):
        entry.enter_by_external(certificate=old, tier=Tier.BASIC, ground="再来一次", by=county, at=AT)


def test_a_certificate_of_the_platform_replaces_the_one_from_elsewhere():
    person = people.person(1)
    entry.enter_by_external(certificate=people.certificate(person), tier=Tier.SENIOR, ground="名册", by=enterprises.county_officer(), at=AT)

    builders.issued(fresh := builders.certificate(person))

    talent = Talent.objects.get()
    assert (talent.certificate, talent.external, talent.external_ground, talent.tier) == (fresh, None, "", "basic")


def test_an_entry_on_a_certificate_that_was_taken_off_is_void():
    person, county = people.person(1), enterprises.county_officer()
    old = people.certificate(person)
    talent = entry.enter_by_external(certificate=old, tier=Tier.BASIC, ground="名册", by=county, at=AT)

    external.withdraw(certificate=old, ground="登记有误", by=county, at=AT)

    talent = Talent.objects.select_related("external", "certificate").get(pk=talent.pk)
    assert status_of(talent, SOON) == "void"


@pytest.mark.parametrize(("ground", "says"), [("", "入库依据"), ("   ", "入库依据")])
def test_without_a_ground_nobody_is_entered(ground, says):
    old = people.certificate(people.person(1))
    with pytest.raises(NotPossible, match=says):
        entry.enter_by_external(certificate=old, tier=Tier.BASIC, ground=ground, by=enterprises.county_officer(), at=AT)


def test_on_the_page_the_official_chooses_certificate_tier_and_ground(as_actor):
    person = people.person(1)
    old = people.certificate(person)
    address = reverse("talents:enter", args=[person.pk])
    client = as_actor(enterprises.county_officer())

    wrong = client.post(address, {"certificate": str(old.pk), "tier": "basic", "ground": ""})
    right = client.post(address, {"certificate": str(old.pk), "tier": "advanced", "ground": "2017 年名册"})
    again = client.post(address, {"certificate": str(old.pk), "tier": "advanced", "ground": "2017 年名册"})

    assert (wrong.status_code, right.url) == (200, person.get_absolute_url())
    assert Talent.objects.get().tier == "advanced"
    assert "不必重复入库" in again.content.decode()


def test_out_of_reach_there_is_nobody_to_enter(as_actor):
    person = people.person(1)
    address = reverse("talents:enter", args=[person.pk])

    assert as_actor(enterprises.county_officer(YANGXIAN)).get(address).status_code == 404
