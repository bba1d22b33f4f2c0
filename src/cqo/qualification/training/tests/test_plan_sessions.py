"""Sessions are planned by hand or from the syllabus, and changed until their list is confirmed."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqo.foundation.refusal import NotPossible
from cqo.qualification.training.models import Attendance, Session
from cqo.qualification.training.operations import sessions
from cqo.qualification.training.operations.sessions import Lesson
from cqo.qualification.training.rules.spreading import MOST, Taught, spread
from cqo.qualification.training.tests import builders, teaching
from cqo.qualification.training.tests.builders import AT
from cqo.registry.enterprises.tests import builders as firms


def refused(act) -> str:
    with pytest.raises(NotPossible) as refusal:
        act()
    return refusal.value.code


def lesson(hour: int = 1, *, day: int = 13, hours: int = 3, tenths: int = 40) -> Lesson:
    starts = datetime(2026, 4, day, hour, 0, tzinfo=UTC)
    return Lesson(starts, starts + timedelta(hours=hours), "质量管理基础", tenths)


@given(st.lists(st.integers(0, 120), min_size=1, max_size=12), st.integers(0, 9))
def test_a_spread_keeps_every_hour_in_half_days_one_after_the_other(units, more_days):
    starts = date(2026, 4, 13)
    halves = spread([Taught(f"单元{place}", hours) for place, hours in enumerate(units)], starts=starts, ends=starts + timedelta(more_days))
    if halves is None:
        assert sum(units) > MOST * 2 * (more_days + 1)
        return
    assert sum(half.hours_tenths for half in halves) == sum(units)
    assert all(0 < half.hours_tenths <= MOST and half.starts < half.ends for half in halves)
    assert all(before.ends <= after.starts for before, after in pairwise(halves))
    assert all(starts <= half.starts.date() <= starts + timedelta(more_days) for half in halves)


@pytest.mark.django_db
def test_the_syllabus_is_spread_once():
    of, county = builders.training_class(state="admitted"), firms.county_officer()
    made = sessions.spread(training_class=of, by=county, at=AT)
    local = [f"{each.starts_at.astimezone(UTC):%d %H:%M}-{each.ends_at.astimezone(UTC):%H:%M}" for each in made]
    assert local == ["13 00:30-04:00", "13 06:00-09:30", "14 00:30-04:00", "14 06:00-09:30"]
    assert [each.title for each in made] == ["质量管理基础", "质量管理基础", "质量法律法规", "质量法律法规"]
    assert refused(lambda: sessions.spread(training_class=of, by=county, at=AT)) == "session.planned_already"


@pytest.mark.django_db
def test_too_few_days_for_the_syllabus_are_told():
    of = builders.training_class(state="admitted", ends_date=builders.STARTS)
    assert refused(lambda: sessions.spread(training_class=of, by=firms.county_officer(), at=AT)) == "session.too_few_days"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (lesson(day=12), "session.outside_class"),
        (lesson(15, day=15, hours=3), "session.outside_class"),
        (lesson(hours=0), "session.ends_before_start"),
        (lesson(tenths=0), "session.no_hours"),
        (lesson(2), "session.clashes"),
    ],
)
def test_what_cannot_be_planned(wrong, code):
    of = builders.training_class(state="admitted")
    teaching.session(of)
    assert refused(lambda: sessions.plan(training_class=of, lesson=wrong, by=firms.county_officer(), at=AT)) == code


@pytest.mark.django_db
def test_a_session_follows_another_without_a_clash_and_another_bureau_plans_nothing():
    of = builders.training_class(state="admitted")
    teaching.session(of)
    made = sessions.plan(training_class=of, lesson=lesson(4), by=firms.county_officer(), at=AT)
    neighbour = firms.county_officer(firms.YANGXIAN)
    codes = [refused(lambda: sessions.plan(training_class=of, lesson=lesson(8), by=neighbour, at=AT)), made.title]
    assert codes == ["class.not_yours", "质量管理基础"]


@pytest.mark.django_db
def test_of_two_who_change_a_session_one_wins_and_what_was_entered_is_not_removed():
    of, county = builders.training_class(state="admitted"), firms.county_officer()
    made = teaching.session(of)
    sessions.amend(session=made, version=1, lesson=lesson(tenths=35), by=county, at=AT)
    assert refused(lambda: sessions.amend(session=made, version=1, lesson=lesson(), by=county, at=AT)) == "lifecycle.changed_meanwhile"
    member = teaching.admitted(of, builders.worker(1, firms.enterprise()))
    Attendance.objects.create(session=made, enrolment=member, presence="present", entered_at=AT)
    assert refused(lambda: sessions.remove(session=made, version=2, by=county, at=AT)) == "session.has_attendance"
    Attendance.objects.all().delete()
    sessions.remove(session=made, version=2, by=county, at=AT)
    assert Session.objects.count() == 0
