"""Hours are recorded once per source and withdrawn with a ground; the sums of the years are always those of the entries."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from django.db.models import Sum

from cqo.foundation.access.actor import system
from cqo.foundation.refusal import NotPossible
from cqo.qualification.learning import operations, queries
from cqo.qualification.learning.models import HourEntry, YearTotal
from cqo.qualification.learning.operations import Earning
from cqo.qualification.learning.states import Source
from cqo.registry.enterprises.tests import builders as firms
from cqo.registry.enterprises.tests.builders import AT, CHENGGU, CITY
from cqo.registry.people.models import Person
from cqo.registry.people.tests import builders as people

pytestmark = pytest.mark.django_db
BY = system("test", city=CITY)


def record(person: Person, *, source_key: UUID | None = None, earned: date = date(2026, 4, 13), tenths: int = 40) -> HourEntry:
    return operations.record(
        person=person,
        city=CITY,
        county=CHENGGU,
        enterprise=None,
        earned=earned,
        hours_tenths=tenths,
        title="质量管理基础",
        source=Source.SESSION,
        source_key=source_key or uuid4(),
        by=BY,
        at=AT,
    )


def sums() -> dict[tuple[UUID, int], int]:
    standing = HourEntry.objects.filter(withdrawn_at__isnull=True).values("person", "earned_date__year")
    rows = standing.annotate(sum=Sum("hours_tenths")).values_list("person", "earned_date__year", "sum")
    return {(person, year): total for person, year, total in rows}


def kept() -> dict[tuple[UUID, int], int]:
    return {(each.person_id, each.year): each.hours_tenths for each in YearTotal.objects.filter(hours_tenths__gt=0)}


def test_the_same_source_counts_once():
    person, key = people.person(), uuid4()
    first, second = record(person, source_key=key), record(person, source_key=key)
    assert (first.pk, queries.year_total([person.pk], 2026), kept()) == (second.pk, 40, sums())


def test_a_withdrawn_entry_stays_and_counts_nothing_and_its_source_can_be_recorded_again():
    person, key = people.person(), uuid4()
    entry = record(person, source_key=key)
    operations.withdraw(entry=entry, ground="签到表核对有误", by=BY, at=AT)
    assert (entry.withdrawn_ground, queries.year_total([person.pk], 2026), list(queries.of_person([person.pk]))) == (
        "签到表核对有误",
        0,
        [],
    )
    with pytest.raises(NotPossible) as refused:
        operations.withdraw(entry=entry, ground="再次", by=BY, at=AT)
    again = record(person, source_key=key)
    assert (refused.value.code, again.pk == entry.pk, kept()) == ("hours.withdrawn_already", False, sums())


def test_years_are_summed_apart_and_a_merged_file_earns_for_the_one_it_was_merged_into():
    person, merged = people.person(1), people.person(2, name="赵小燕")
    Person.objects.filter(pk=merged.pk).update(merged_into=person)
    merged.refresh_from_db()
    record(person, earned=date(2025, 12, 31), tenths=35)
    entry = record(merged)
    years = queries.years([person.pk, merged.pk])
    assert (entry.person_id, [(each.year, each.hours_tenths) for each in years], kept()) == (person.pk, [(2026, 40), (2025, 35)], sums())


def test_many_are_recorded_with_a_few_queries(django_assert_max_num_queries):
    earnings = [
        Earning(people.person(number, name=f"学员{number}").pk, CITY, CHENGGU, None, date(2026, 4, 13), 40, "课") for number in range(1, 31)
    ]
    with django_assert_max_num_queries(14):
        made = operations.record_all(earnings=earnings, source=Source.SESSION, source_key=uuid4(), by=BY, at=AT)
    assert (len(made), kept()) == (30, sums())


def test_each_sees_the_entries_of_their_reach(client):
    firm = firms.enterprise()
    person, other = people.person(1), people.person(2, name="别人")
    own = record(person)
    HourEntry.objects.filter(pk=own.pk).update(enterprise=firm)
    away = record(other)
    HourEntry.objects.filter(pk=away.pk).update(county_code=firms.YANGXIAN)
    actors = [firms.city_officer(), firms.county_officer(), people.firm_actor(firm), people.owner(person)]
    seen = [{each.pk for each in queries.within(actor)} for actor in actors]
    assert seen == [{own.pk, away.pk}, {own.pk}, {own.pk}, {own.pk}]
