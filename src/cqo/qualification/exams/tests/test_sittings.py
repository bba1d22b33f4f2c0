"""Sittings: planned, prepared, moved, prolonged, cancelled, handed over, sat again."""

from datetime import timedelta

import pytest

from cqo.foundation.inbox.models import Message
from cqo.foundation.refusal import NotPossible
from cqo.qualification.exams.models import Allowance, Attempt
from cqo.qualification.exams.operations import attempts, handing_over, sittings
from cqo.qualification.exams.queries import sittings as queries
from cqo.qualification.exams.rules.blueprint import shuffled
from cqo.qualification.exams.rules.timing import Standing
from cqo.qualification.exams.tests import builders
from cqo.qualification.exams.tests.builders import AT, OPENS
from cqo.qualification.training.models import Assessment, Result
from cqo.qualification.training.tests import builders as training
from cqo.registry.enterprises.tests import builders as firms

pytestmark = pytest.mark.django_db
AFTER = OPENS + timedelta(minutes=121)


def refused(call) -> NotPossible:
    with pytest.raises(NotPossible) as caught:
        call()
    return caught.value


def test_everybody_admitted_gets_a_paper_in_an_order_that_can_be_worked_out_again():
    by = builders.officer()
    made = builders.sitting(by)
    rows = list(Attempt.objects.filter(sitting=made))
    assert (made.state, len(rows)) == ("ready", 3)
    assert [row.order for row in rows] == [shuffled(list(range(1, 7)), seed=str(row.pk)) for row in rows]
    twice = lambda: sittings.prepare(sitting=made, version=made.version, by=by, at=AT)  # noqa: E731
    assert refused(twice).code == "lifecycle.not_from_here"


def test_who_is_admitted_later_is_added_and_nobody_twice():
    by = builders.officer()
    made = builders.sitting(by)
    add = lambda: sittings.add_candidates(sitting=made, version=made.version, by=by, at=AT)  # noqa: E731
    assert refused(add).code == "sitting.nobody_new"
    builders.admitted(made.training_class, 9)
    assert (add(), Attempt.objects.filter(sitting=made).count()) == (1, 4)


def test_a_plan_must_be_in_order_and_to_come():
    by = builders.officer()
    builders.bank(by)
    held = training.training_class(state="admitted")
    fixed, drafted = builders.paper(held, by), builders.paper(held, by, fixed=False)
    plans = [
        builders.plan(drafted),
        builders.plan(fixed, last_start_at=OPENS - timedelta(minutes=1)),
        builders.plan(fixed, closes_at=OPENS + timedelta(minutes=30)),
        builders.plan(fixed, opens_at=AT - timedelta(days=2), last_start_at=AT - timedelta(days=1), closes_at=AT),
    ]
    codes = [refused(lambda each=each: sittings.plan(training_class=held, plan=each, by=by, at=AT)).code for each in plans]
    assert codes == ["sitting.paper_not_fixed", "sitting.moments_wrong", "sitting.moments_wrong", "sitting.too_late"]
    neighbour = firms.county_officer(firms.YANGXIAN)
    assert refused(lambda: sittings.plan(training_class=held, plan=builders.plan(fixed), by=neighbour, at=AT)).code == "sitting.not_yours"


def test_a_prepared_sitting_is_moved_with_word_to_everybody_until_it_begins():
    by = builders.officer()
    made = builders.sitting(by)
    owners = [builders.owner(row).user for row in Attempt.objects.filter(sitting=made)]
    later = {"opens_at": OPENS + timedelta(days=1), "last_start_at": OPENS + timedelta(days=1), "closes_at": OPENS + timedelta(days=2)}
    sittings.move(sitting=made, version=made.version, **later, place="二楼", by=by, at=AT)
    told = Message.objects.filter(kind="sitting.moved").values_list("recipient", flat=True)
    assert sorted(told) == sorted(owners)
    same = lambda: sittings.move(sitting=made, version=made.version, **later, place="二楼", by=by, at=AT)  # noqa: E731
    assert refused(same).code == "sitting.same_moments"
    begun = lambda: sittings.move(sitting=made, version=made.version, **later, place="三楼", by=by, at=later["opens_at"])  # noqa: E731
    assert refused(begun).code == "sitting.begun"


def test_added_minutes_move_the_end_at_once_and_stay_within_the_rules():
    by = builders.officer()
    made = builders.sitting(by)
    one, two, _three = Attempt.objects.filter(sitting=made).select_related("sitting__paper").order_by("pk")
    started = attempts.start(attempt=one.pk, by=builders.owner(one), at=OPENS)
    add = lambda minutes, attempt=None, at=OPENS: sittings.add_minutes(  # noqa: E731
        sitting=made, attempt=attempt, minutes=minutes, reason="停电", by=by, at=at
    )
    assert (add(10), add(5, started)) == (3, 1)
    started.refresh_from_db()
    two.refresh_from_db()
    assert (started.ends_at, started.extra_minutes, two.extra_minutes) == (OPENS + timedelta(minutes=75), 15, 10)
    assert Allowance.objects.filter(sitting=made, reason="停电").count() == 2
    assert refused(lambda: add(50)).facts == {"most": 60, "number": 1}
    assert refused(lambda: add(5, started, OPENS + timedelta(minutes=75))).code == "sitting.nobody_to_extend"


def test_a_late_starter_ends_with_the_sitting_and_added_minutes_come_on_top():
    by = builders.officer()
    made = builders.sitting(by, minutes=110)
    one = Attempt.objects.filter(sitting=made).select_related("sitting__paper").first()
    started = attempts.start(attempt=one.pk, by=builders.owner(one), at=OPENS + timedelta(minutes=30))
    assert started.ends_at == made.closes_at
    sittings.add_minutes(sitting=made, attempt=started, minutes=7, reason="设备故障", by=by, at=OPENS + timedelta(minutes=40))
    started.refresh_from_db()
    assert started.ends_at == made.closes_at + timedelta(minutes=7)


def test_hand_over_marks_what_is_left_and_hands_scores_to_the_assessment():
    by = builders.officer()
    made = builders.sitting(by)
    one, two, three = Attempt.objects.filter(sitting=made).select_related("sitting__paper").order_by("enrolment__number")
    builders.answered(one, right=6, at=OPENS)
    attempts.hand_in(attempt=one.pk, by=builders.owner(one), at=OPENS + timedelta(minutes=20))
    builders.answered(two, right=3, at=OPENS)
    early = lambda: handing_over.hand_over(sitting=made, version=made.version, by=by, at=OPENS + timedelta(minutes=40))  # noqa: E731
    assert refused(early).facts == {"number": 1}
    assert handing_over.hand_over(sitting=made, version=made.version, by=by, at=AFTER) == 3
    scores = dict(Result.objects.values_list("enrolment", "exam_tenths"))
    assert scores == {one.enrolment_id: 1000, two.enrolment_id: 400, three.enrolment_id: None}
    assert list(Result.objects.filter(absent=True).values_list("enrolment", flat=True)) == [three.enrolment_id]
    assert (made.state, Assessment.objects.get().state) == ("marked", "entering")
    again = lambda: handing_over.hand_over(sitting=made, version=made.version, by=by, at=AFTER)  # noqa: E731
    assert refused(again).code == "lifecycle.not_from_here"


def test_a_resit_is_for_those_who_failed_or_were_absent_and_undoes_no_score_of_who_stays_away():
    by = builders.officer()
    made = builders.sitting(by)
    one, two, three = Attempt.objects.filter(sitting=made).select_related("sitting__paper").order_by("enrolment__number")
    for attempt, right in ((one, 6), (two, 3)):
        builders.answered(attempt, right=right, at=OPENS)
    plan = builders.plan(made.paper, opens_at=AFTER, last_start_at=AFTER, closes_at=AFTER + timedelta(hours=1))
    resit = lambda: sittings.plan(training_class=made.training_class, plan=plan, resit_of=made, by=by, at=AT)  # noqa: E731
    assert refused(resit).code == "sitting.not_marked"
    handing_over.hand_over(sitting=made, version=made.version, by=by, at=AFTER)
    again = resit()
    sittings.prepare(sitting=again, version=again.version, by=by, at=AT)
    sitters = Attempt.objects.filter(sitting=again).select_related("sitting__paper")
    assert set(sitters.values_list("enrolment", flat=True)) == {two.enrolment_id, three.enrolment_id}
    builders.answered(sitters.get(enrolment=three.enrolment_id), right=6, at=AFTER)
    handing_over.hand_over(sitting=again, version=again.version, by=by, at=AFTER + timedelta(hours=2))
    scores = dict(Result.objects.values_list("enrolment", "exam_tenths"))
    assert scores == {one.enrolment_id: 1000, two.enrolment_id: 400, three.enrolment_id: 1000}


def test_a_cancelled_sitting_tells_its_candidates_and_takes_nobody_in():
    by = builders.officer()
    made = builders.sitting(by, candidates=1)
    one = Attempt.objects.select_related("sitting__paper").get(sitting=made)
    actor = builders.owner(one)
    sittings.cancel(sitting=made, version=made.version, reason="停电", by=by, at=AT)
    assert Message.objects.filter(kind="sitting.cancelled", recipient=actor.user).count() == 1
    one.refresh_from_db()
    assert refused(lambda: attempts.start(attempt=one.pk, by=actor, at=OPENS)).code == "attempt.called_off"


def test_the_room_shows_who_waits_who_writes_and_since_when():
    by = builders.officer()
    made = builders.sitting(by)
    one, two, _three = Attempt.objects.filter(sitting=made).select_related("sitting__paper").order_by("enrolment__number")
    builders.answered(one, right=2, at=OPENS)
    attempts.start(attempt=two.pk, by=builders.owner(two), at=OPENS)
    attempts.hand_in(attempt=two.pk, by=builders.owner(two), at=OPENS + timedelta(seconds=30))
    seats = queries.seats(made, at=OPENS + timedelta(seconds=66))
    assert [(seat.standing, seat.answered, seat.silent) for seat in sorted(seats, key=lambda seat: seat.attempt.enrolment.number)] == [
        (Standing.RUNNING, 6, 60),
        (Standing.HANDED_IN, 0, None),
        (Standing.MAY_START, 0, None),
    ]
    counts = queries.counts(made)
    assert (counts.candidates, counts.waiting, counts.sitting, counts.handed_in) == (3, 1, 1, 1)
