"""A class moved after admission: only with a reason, who would be in two places is named, everybody admitted is told."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db.models import F
from django.urls import reverse

from cqo.foundation.inbox.models import Message
from cqo.foundation.refusal import NotPossible
from cqo.qualification.training.models import Enrolment, Rescheduling, Session, TrainingClass
from cqo.qualification.training.operations import rescheduling
from cqo.qualification.training.queries import overlaps
from cqo.qualification.training.tests import builders
from cqo.qualification.training.tests.builders import AT
from cqo.registry.enterprises.tests import builders as firms
from cqo.registry.people.tests import builders as people

pytestmark = pytest.mark.django_db
LATER = {"starts_date": date(2026, 5, 11), "ends_date": date(2026, 5, 13)}


@pytest.fixture
def moving():
    """A class with two admitted, one of whom is also in a class in May."""
    firm = firms.enterprise()
    boss, of = people.firm_actor(firm), builders.training_class(1)
    in_may = builders.training_class(2, starts_date=date(2026, 5, 12), ends_date=date(2026, 5, 14))
    first, second = builders.worker(1, firm, name="张一"), builders.worker(2, firm, name="李二")
    for person in (first, second):
        builders.enrolled(of, person, firm=firm, by=boss)
    builders.enrolled(in_may, second, firm=firm, by=boss)
    Enrolment.objects.filter(training_class=of).update(state="admitted")
    TrainingClass.objects.filter(pk=of.pk).update(state="admitted")
    of.refresh_from_db()
    return of, in_may, boss, second


def test_who_clashes_is_named_and_everybody_admitted_is_told_once(moving):
    of, in_may, boss, second = moving
    owner = people.owner(second)
    found = rescheduling.reschedule(training_class=of, version=1, **LATER, reason="讲师时间调整", by=firms.county_officer(), at=AT)
    assert [(each.enrolment.person.name, each.other) for each in found] == [("李二", in_may)]
    for user in (boss.user, owner.user):
        told = Message.objects.filter(recipient=user, kind="class.rescheduled")
        assert [(each.facts["starts"], each.about_key) for each in told] == [("2026-05-11", str(of.pk))]
    moved = Rescheduling.objects.get()
    assert (of.starts_date, of.version, moved.from_starts_date, moved.reason) == (date(2026, 5, 11), 2, builders.STARTS, "讲师时间调整")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"reason": ""}, "class.reason_missing"),
        ({"starts_date": builders.STARTS, "ends_date": builders.ENDS}, "class.same_dates"),
        ({"ends_date": date(2026, 5, 1)}, "class.ends_before_start"),
        ({"version": 7}, "lifecycle.changed_meanwhile"),
    ],
)
def test_a_move_that_cannot_be_is_refused_and_nothing_is_written(moving, changes, code):
    of = moving[0]
    asked = {"version": 1, **LATER, "reason": "场地", **changes}
    with pytest.raises(NotPossible) as refusal:
        rescheduling.reschedule(training_class=of, **asked, by=firms.county_officer(), at=AT)
    stored = TrainingClass.objects.get(pk=of.pk)
    assert (refusal.value.code, stored.starts_date, Rescheduling.objects.count()) == (code, builders.STARTS, 0)


def test_planned_sessions_move_along_and_a_taught_class_stays(moving):
    of, county = moving[0], firms.county_officer()
    starts = datetime(2026, 4, 13, 1, tzinfo=UTC)
    for number in range(3):
        at = starts + timedelta(days=number)
        Session.objects.create(training_class=of, starts_at=at, ends_at=at + timedelta(hours=3), title="课", hours_tenths=40)
    soon = {"starts_date": date(2026, 4, 14), "ends_date": date(2026, 4, 16)}
    rescheduling.reschedule(training_class=of, version=1, **soon, reason="场地", by=county, at=AT)
    days = [session.starts_at.date() for session in Session.objects.order_by("starts_at")]
    assert days == [date(2026, 4, 14), date(2026, 4, 15), date(2026, 4, 16)]
    Session.objects.filter(starts_at__date=date(2026, 4, 14)).update(confirmed_at=AT)
    with pytest.raises(NotPossible) as refusal:
        rescheduling.reschedule(training_class=of, version=2, **LATER, reason="场地", by=county, at=AT)
    assert refusal.value.code == "class.taught_already"


def test_sessions_decide_who_clashes_after_the_move(moving):
    of, in_may = moving[0], moving[1]
    for each, day, hour in ((of, date(2026, 4, 14), 1), (in_may, date(2026, 5, 12), 6)):
        starts = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
        Session.objects.create(training_class=each, starts_at=starts, ends_at=starts + timedelta(hours=3), title="课", hours_tenths=30)
    found = rescheduling.reschedule(training_class=of, version=1, **LATER, reason="场地", by=firms.county_officer(), at=AT)
    assert found == []
    Session.objects.filter(training_class=in_may).update(starts_at=F("starts_at") - timedelta(hours=4))
    named = overlaps.clashing(of, starts_date=of.starts_date, ends_date=of.ends_date)
    assert [each.other for each in named] == [in_may]


def test_a_class_is_not_cut_shorter_than_its_sessions(moving):
    of = moving[0]
    starts = datetime(2026, 4, 15, 1, tzinfo=UTC)
    Session.objects.create(training_class=of, starts_at=starts, ends_at=starts + timedelta(hours=3), title="课", hours_tenths=30)
    shorter = {"starts_date": builders.STARTS, "ends_date": date(2026, 4, 14)}
    with pytest.raises(NotPossible) as refusal:
        rescheduling.reschedule(training_class=of, version=1, **shorter, reason="场地", by=firms.county_officer(), at=AT)
    assert (refusal.value.code, refusal.value.facts["last"]) == ("class.sessions_outside", "2026年4月15日")


def test_on_screen_the_clash_is_shown_before_anything_is_written(moving, as_actor):
    of = moving[0]
    county = as_actor(firms.county_officer())
    address = reverse("training:reschedule", args=[of.number])
    typed = {"version": "1", "starts_date": "2026-05-11", "ends_date": "2026-05-13", "reason": "讲师时间调整"}
    page = county.post(address, typed)
    assert (page.status_code, "李二" in page.content.decode(), Rescheduling.objects.count()) == (200, True, 0)
    answer = county.post(address, {**typed, "despite": "on"})
    assert (answer.status_code, Rescheduling.objects.count()) == (302, 1)
    shown = county.get(of.get_absolute_url()).context["case_page"]
    assert [item.what for item in shown.missing] == ["李二 同一时间还报名了“第2期首席质量官培训班”（2026年5月12日至2026年5月14日）"]
