"""Employment over time: as of a day, as known at a moment."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from cqo.foundation.audit import queries as record
from cqo.foundation.refusal import NotPossible
from cqo.registry.enterprises.tests import builders as enterprises
from cqo.registry.enterprises.tests.builders import AT, TODAY, YANGXIAN
from cqo.registry.people.models import Employment
from cqo.registry.people.operations import employments
from cqo.registry.people.queries import lives
from cqo.registry.people.tests import builders

pytestmark = pytest.mark.django_db
LATER, LATEST = AT + timedelta(days=10), AT + timedelta(days=20)


@pytest.fixture
def job() -> Employment:
    """Somebody who works for a firm."""
    return builders.employment(builders.person(1), enterprises.enterprise(1))


def known(job, at=None):
    """Position and last day of what is known of the person at a moment."""
    return [(row.position, row.ends) for row in lives.employments([job.person_id], known_at=at)]


def test_what_was_known_before_a_correction_stays_readable(job):
    employments.correct(employment=job, position="首席质量官", starts=job.starts, ends=None, by=enterprises.county_officer(), at=LATER)

    assert known(job) == [("首席质量官", None)]
    assert known(job, LATER - timedelta(seconds=1)) == [("质量部长", None)]
    assert known(job, AT - timedelta(seconds=1)) == []


def test_ended_corrected_withdrawn_each_moment_keeps_what_was_known_then(job):
    county = enterprises.county_officer()
    ended = employments.end(employment=job, ends=date(2026, 2, 28), by=county, at=LATER)
    employments.withdraw(employment=ended, by=county, at=LATEST)

    assert (known(job, AT), known(job, LATER), known(job)) == ([("质量部长", None)], [("质量部长", date(2026, 2, 28))], [])
    assert [entry.event for entry in record.timeline("person", job.person_id)] == ["employment.ended", "employment.withdrawn"]


def test_who_works_there_on_a_day(job):
    ended = employments.end(employment=job, ends=date(2026, 2, 28), by=enterprises.county_officer(), at=LATER)
    days = [date(2024, 2, 29), date(2024, 3, 1), date(2026, 2, 28), date(2026, 3, 1)]

    assert [lives.staff([job.enterprise_id], on=day).count() for day in days] == [0, 1, 1, 0]
    assert [row.pk for row in lives.leavers([job.enterprise_id], on=TODAY)] == [ended.pk]


def test_nobody_ends_before_they_began(job):
    with pytest.raises(NotPossible) as refused:
        employments.end(employment=job, ends=date(2024, 2, 29), by=enterprises.county_officer(), at=LATER)

    assert (refused.value.code, Employment.objects.get().recorded_until) == ("employment.ends_before_start", None)


def test_ended_by_two_people_at_once_only_one_wins(job):
    county = enterprises.county_officer()
    employments.end(employment=job, ends=date(2026, 2, 28), by=county, at=LATER)

    with pytest.raises(NotPossible) as refused:
        employments.end(employment=job, ends=date(2026, 1, 31), by=county, at=LATER)

    assert (refused.value.code, known(job)) == ("lifecycle.changed_meanwhile", [("质量部长", date(2026, 2, 28))])


def test_the_firm_ends_and_corrects_on_its_own_page(as_actor, job):
    client = as_actor(builders.firm_actor(job.enterprise))

    done = client.post(reverse("people:end_employment", args=[job.pk]), {"ends": "2026年2月28日"})
    fresh = Employment.objects.get(recorded_until__isnull=True)
    client.post(reverse("people:correct_employment", args=[fresh.pk]), {"position": "首席质量官", "starts": "2024-03-01", "ends": ""})

    assert (done.url, known(job)) == (reverse("people:firm"), [("首席质量官", None)])


def test_an_old_page_ends_nothing_twice(as_actor, job):
    client = as_actor(enterprises.county_officer())
    address = reverse("people:end_employment", args=[job.pk])
    client.post(address, {"ends": "2026-02-28"})

    again = client.post(address, {"ends": "2026-02-01"})

    assert ("已被他人改动" in again.content.decode(), known(job)) == (True, [("质量部长", date(2026, 2, 28))])


def test_withdrawn_by_button_and_pressed_again(as_actor, job):
    client = as_actor(enterprises.county_officer())
    address = reverse("people:withdraw_employment", args=[job.pk])

    first = client.post(address)
    again = client.post(address, follow=True)

    assert (first.url, known(job), "已被他人改动" in again.content.decode()) == (job.person.get_absolute_url(), [], True)
    assert client.get(address).status_code == 405


@pytest.mark.parametrize("name", ["end_employment", "correct_employment", "withdraw_employment"])
def test_employments_at_other_firms_are_not_there(as_actor, job, name):
    address = reverse(f"people:{name}", args=[job.pk])
    beyond = builders.employment(job.person, enterprises.enterprise(3, name="洋县某厂", county=YANGXIAN))

    assert as_actor(builders.firm_actor(enterprises.enterprise(2))).post(address).status_code == 404
    assert as_actor(enterprises.county_officer()).post(reverse(f"people:{name}", args=[beyond.pk])).status_code == 404
