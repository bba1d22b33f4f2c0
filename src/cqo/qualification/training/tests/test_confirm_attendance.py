"""A list is entered, confirmed once, corrected with a reason; an hour of the clock counts once for a person."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from cqo.foundation.refusal import NotPossible
from cqo.qualification.learning import queries as ledger
from cqo.qualification.learning.models import HourEntry
from cqo.qualification.training.models import Attendance, AttendanceCorrection
from cqo.qualification.training.operations import attendance, sessions
from cqo.qualification.training.operations.sessions import Lesson
from cqo.qualification.training.states import Presence
from cqo.qualification.training.tests import builders, teaching
from cqo.qualification.training.tests.teaching import AFTER, BY
from cqo.registry.enterprises.tests import builders as firms
from cqo.registry.people.models import Person
from cqo.registry.people.tests import builders as people

pytestmark = pytest.mark.django_db
HERE = Presence.PRESENT


def refused(act) -> NotPossible:
    with pytest.raises(NotPossible) as refusal:
        act()
    return refusal.value


def hours(person: Person) -> int:
    return ledger.year_total([person.pk], 2026)


def test_who_came_or_came_late_earns_the_hours_and_who_did_not_earns_none():
    of = builders.training_class(state="admitted")
    members = teaching.people(of, 4, firms.enterprise())
    made = teaching.session(of)
    teaching.confirmed(made, members, p1=Presence.LATE, p2=Presence.EXCUSED, p3=Presence.ABSENT)
    assert [hours(member.person) for member in members] == [40, 40, 0, 0]
    entry = HourEntry.objects.get(person=members[0].person)
    assert (entry.title, entry.enterprise_id, f"{entry.earned_date}") == (
        f"{of.title} · 质量管理基础",
        members[0].enterprise_id,
        "2026-04-13",
    )


def test_a_list_is_confirmed_once_with_everybody_on_it_and_not_before_it_begins():
    of = builders.training_class(state="admitted")
    members = teaching.people(of, 2, firms.enterprise())
    made = teaching.session(of)
    one = {members[0].pk: HERE}
    early = refused(lambda: attendance.confirm(session=made, version=1, presences=one, by=BY, at=builders.AT))
    lacking = refused(lambda: attendance.confirm(session=made, version=1, presences=one, by=BY, at=AFTER))
    made.refresh_from_db()
    attendance.enter(session=made, version=1, presences=one, by=BY, at=AFTER)
    attendance.confirm(session=made, version=2, presences={members[1].pk: HERE}, by=BY, at=AFTER)
    again = refused(lambda: attendance.confirm(session=made, version=3, presences={}, by=BY, at=AFTER))
    entered = refused(lambda: attendance.enter(session=made, version=3, presences={}, by=BY, at=AFTER))
    codes = [each.code for each in (early, lacking, again, entered)]
    assert codes == ["attendance.not_begun", "attendance.not_everybody", "session.confirmed_already", "session.confirmed_already"]
    assert (lacking.facts, HourEntry.objects.count()) == ({"count": 1, "people": "学员02"}, 2)


def test_a_confirmed_session_is_neither_changed_nor_removed():
    of = builders.training_class(state="admitted")
    made = teaching.confirmed(teaching.session(of), teaching.people(of, 1, firms.enterprise()))
    lesson = Lesson(made.starts_at, made.ends_at, "别的", 30)
    amended = refused(lambda: sessions.amend(session=made, version=made.version, lesson=lesson, by=BY, at=AFTER))
    removed = refused(lambda: sessions.remove(session=made, version=made.version, by=BY, at=AFTER))
    assert [amended.code, removed.code] == ["session.confirmed_already", "session.confirmed_already"]


def test_somebody_who_is_not_admitted_cannot_be_put_on_a_list():
    of, other = builders.training_class(1, state="admitted"), builders.training_class(2, state="admitted")
    stranger = teaching.people(other, 1, firms.enterprise())[0]
    made = teaching.session(of)
    found = refused(lambda: attendance.enter(session=made, version=1, presences={stranger.pk: HERE}, by=BY, at=AFTER))
    assert (found.code, Attendance.objects.count()) == ("attendance.unknown_person", 0)


def test_an_hour_counts_once_even_in_two_classes_and_for_a_merged_file():
    firm = firms.enterprise()
    one, two = builders.training_class(1, state="admitted"), builders.training_class(2, state="admitted")
    member = teaching.people(one, 1, firm)[0]
    twin = people.person(9, name="学员甲")
    Person.objects.filter(pk=twin.pk).update(merged_into=member.person)
    same = teaching.admitted(two, twin, firm)
    teaching.confirmed(teaching.session(one), [member])
    made = teaching.session(two, hour=2, title="质量法律法规")
    found = refused(lambda: teaching.confirmed(made, [same]))
    assert (found.code, found.facts["person"], found.facts["title"]) == (
        "attendance.twice_in_an_hour",
        "学员01",
        f"{one.title} · 质量管理基础",
    )
    made.refresh_from_db()
    assert (made.confirmed_at, hours(member.person)) == (None, 40)
    teaching.confirmed(made, [same], p0=Presence.EXCUSED)
    teaching.confirmed(teaching.session(two, hour=4, day=14), [same])
    assert hours(member.person) == 80


def test_a_correction_withdraws_and_adds_and_says_why():
    of = builders.training_class(state="admitted")
    members = teaching.people(of, 3, firms.enterprise())
    made = teaching.confirmed(teaching.session(of), members, p2=Presence.ABSENT)
    given = {members[0].pk: Presence.ABSENT, members[1].pk: HERE, members[2].pk: HERE}
    attendance.correct(session=made, version=made.version, presences=given, reason="签到表第2页漏看", by=BY, at=AFTER)
    assert [hours(member.person) for member in members] == [0, 40, 40]
    withdrawn = HourEntry.objects.get(person=members[0].person)
    assert (withdrawn.withdrawn_ground, AttendanceCorrection.objects.count()) == ("签到表第2页漏看", 2)
    back = {members[0].pk: HERE}
    attendance.correct(session=made, version=made.version, presences=back, reason="本人出具说明", by=BY, at=AFTER)
    nothing = refused(lambda: attendance.correct(session=made, version=made.version, presences=back, reason="再次", by=BY, at=AFTER))
    silent = refused(lambda: attendance.correct(session=made, version=made.version, presences=given, reason="", by=BY, at=AFTER))
    assert (hours(members[0].person), nothing.code, silent.code) == (40, "attendance.nothing_changed", "attendance.reason_missing")


def test_a_list_of_a_hundred_is_confirmed_with_a_fixed_number_of_queries(django_assert_max_num_queries):
    of, firm = builders.training_class(state="admitted"), firms.enterprise()
    members = teaching.people(of, 30, firm)
    made = teaching.session(of)
    with django_assert_max_num_queries(40):
        teaching.confirmed(made, members)
    assert HourEntry.objects.count() == 30


@pytest.mark.django_db(transaction=True)
def test_of_two_classes_confirmed_in_the_same_second_one_counts():
    firm = firms.enterprise()
    classes = [builders.training_class(number, state="admitted") for number in (1, 2)]
    person = builders.worker(1, firm)
    members = [teaching.admitted(each, person, firm) for each in classes]
    made = [teaching.session(each) for each in classes]
    start, codes = Barrier(2), []

    def press(place: int) -> None:
        start.wait()
        try:
            attendance.confirm(session=made[place], version=1, presences={members[place].pk: HERE}, by=BY, at=AFTER)
            codes.append("")
        except NotPossible as refusal:
            codes.append(refusal.code)
        finally:
            connection.close()

    threads = [Thread(target=press, args=(place,)) for place in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sorted(codes), hours(person)) == (["", "attendance.twice_in_an_hour"], 40)
