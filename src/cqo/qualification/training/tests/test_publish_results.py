"""Scores are entered, handed to a second person, published once by another; bad ones are refused whole."""

from datetime import date
from uuid import uuid4

import pytest

from cqo.foundation.access.actor import Actor
from cqo.foundation.accounts.states import Role
from cqo.foundation.inbox.models import Message
from cqo.foundation.provisions import operations as provisions
from cqo.foundation.provisions.queries import Document
from cqo.foundation.refusal import NotPossible
from cqo.qualification.training.models import Assessment, Result
from cqo.qualification.training.operations import assessments, results
from cqo.qualification.training.operations.results import Entry
from cqo.qualification.training.rules.assessment import AssessmentTerms
from cqo.qualification.training.states import Presence
from cqo.qualification.training.tests import builders, teaching
from cqo.qualification.training.tests.teaching import AFTER, BY
from cqo.registry.enterprises.tests import builders as firms
from cqo.registry.people.tests import builders as people

pytestmark = pytest.mark.django_db


def refused(act) -> NotPossible:
    with pytest.raises(NotPossible) as refusal:
        act()
    return refusal.value


def colleague(division: str = builders.CHENGGU) -> Actor:
    return firms.actor(firms.official("colleague", role=Role.COUNTY_OFFICER, division=division))


def taught(count: int = 3):
    """A class with its only list confirmed: the last one was absent."""
    of = builders.training_class(state="admitted")
    members = teaching.people(of, count, firms.enterprise())
    teaching.confirmed(teaching.session(of), members, **{f"p{count - 1}": Presence.ABSENT})
    return of, members


def test_totals_verdicts_and_reasons_are_written_and_everybody_is_told():
    of, members = taught()
    learner = people.owner(members[0].person)
    boss = people.firm_actor(members[0].enterprise)
    first = firms.county_officer()
    sheet = teaching.sheet(of, {members[0]: 855, members[1]: 599, members[2]: 900}, by=first)
    assessments.submit(assessment=sheet, version=sheet.version, by=first, at=AFTER)
    assessments.publish(assessment=sheet, version=sheet.version, by=colleague(), at=AFTER)
    found = [
        (row.attendance_tenths, row.total_tenths, row.verdict, row.unmet)
        for row in Result.objects.order_by("enrolment__person__name").all()
    ]
    assert found == [
        (1000, 884, "passed", []),
        (1000, 679, "failed", ["exam_low"]),
        (0, 720, "failed", ["attendance_low"]),
    ]
    told = Message.objects.filter(kind="assessment.published").values_list("recipient", flat=True)
    assert set(told) == {learner.user, boss.user}


def test_the_same_person_does_not_publish_and_nobody_publishes_twice():
    of, members = taught()
    first, second = firms.county_officer(), colleague()
    sheet = teaching.sheet(of, dict.fromkeys(members, 800), by=first)
    assessments.submit(assessment=sheet, version=sheet.version, by=first, at=AFTER)
    same = refused(lambda: assessments.publish(assessment=sheet, version=sheet.version, by=first, at=AFTER))
    seen = Assessment.objects.get(pk=sheet.pk)
    assessments.publish(assessment=sheet, version=sheet.version, by=second, at=AFTER)
    stale = refused(lambda: assessments.publish(assessment=seen, version=seen.version, by=second, at=AFTER))
    twice = refused(lambda: assessments.publish(assessment=sheet, version=sheet.version, by=second, at=AFTER))
    late = refused(lambda: results.record_exam(assessment=sheet, scores={members[0].pk: 1000}, by=BY, at=AFTER))
    codes = [each.code for each in (same, stale, twice, late)]
    assert codes == [
        "assessment.same_person",
        "lifecycle.changed_meanwhile",
        "assessment.published_already",
        "assessment.published_already",
    ]


def test_a_city_is_the_second_person_of_its_counties_and_a_neighbour_is_not():
    of, members = taught()
    first = firms.county_officer()
    sheet = teaching.sheet(of, dict.fromkeys(members, 800), by=first)
    assessments.submit(assessment=sheet, version=sheet.version, by=first, at=AFTER)
    neighbour = firms.county_officer(firms.YANGXIAN)
    found = refused(lambda: assessments.publish(assessment=sheet, version=sheet.version, by=neighbour, at=AFTER))
    assessments.publish(assessment=sheet, version=sheet.version, by=firms.city_officer(), at=AFTER)
    assert (found.code, sheet.state) == ("class.not_yours", "published")


def test_what_was_sent_back_can_be_mended_and_submitted_again():
    of, members = taught()
    first, second = firms.county_officer(), colleague()
    sheet = teaching.sheet(of, dict.fromkeys(members, 800), by=first)
    assessments.submit(assessment=sheet, version=sheet.version, by=first, at=AFTER)
    locked = refused(lambda: results.enter(assessment=sheet, version=sheet.version, entries={}, by=first, at=AFTER))
    assessments.send_back(assessment=sheet, version=sheet.version, reason="第3号试卷漏加分", by=second, at=AFTER)
    told = Message.objects.filter(kind="assessment.sent_back").values_list("recipient", flat=True)
    assert (locked.code, sheet.state, sheet.reason, list(told)) == ("assessment.locked", "entering", "第3号试卷漏加分", [first.user])
    entries = {members[0].pk: Entry(exam=850)}
    results.enter(assessment=sheet, version=sheet.version, entries=entries, by=first, at=AFTER)
    assessments.submit(assessment=sheet, version=sheet.version, by=first, at=AFTER)
    assert (sheet.state, sheet.reason) == ("submitted", "")


def test_nothing_is_submitted_that_is_not_complete():
    of = builders.training_class(state="admitted")
    members = teaching.people(of, 2, firms.enterprise())
    made = teaching.session(of)
    sheet = teaching.sheet(of, {members[0]: 800})
    early = refused(lambda: assessments.submit(assessment=sheet, version=sheet.version, by=BY, at=AFTER))
    teaching.confirmed(made, members)
    lacking = refused(lambda: assessments.submit(assessment=sheet, version=sheet.version, by=BY, at=AFTER))
    assert [(each.code, each.facts) for each in (early, lacking)] == [
        ("assessment.sessions_open", {"count": 1, "titles": "质量管理基础"}),
        ("assessment.incomplete", {"count": 1, "people": "学员02"}),
    ]


def test_bad_scores_are_refused_whole():
    of, members = taught()
    other = builders.training_class(2, state="admitted")
    stranger = teaching.people(other, 1, members[0].enterprise, first=20)[0]
    gone = teaching.people(of, 1, members[0].enterprise, first=30)[0]
    type(gone).objects.filter(pk=gone.pk).update(state="withdrawn")
    sheet = assessments.open_for(of, by=BY, at=AFTER)
    good = {members[0].pk: 800}
    codes = [
        refused(lambda bad=bad: results.record_exam(assessment=sheet, scores={**good, **bad}, by=BY, at=AFTER)).code
        for bad in ({members[1].pk: 1001}, {members[1].pk: -1}, {gone.pk: 700}, {stranger.pk: 700}, {uuid4(): 700})
    ]
    assert codes == [
        "assessment.above_the_maximum",
        "assessment.below_nothing",
        "assessment.not_admitted",
        "assessment.unknown_person",
        "assessment.unknown_person",
    ]
    assert Result.objects.count() == 0


def test_an_online_exam_and_homework_do_not_touch_each_other_and_are_repeatable():
    of, members = taught()
    sheet = assessments.open_for(of, by=BY, at=AFTER)
    results.record_homework(assessment=sheet, scores={members[0].pk: 900}, by=BY, at=AFTER)
    for _ in range(2):
        results.record_exam(assessment=sheet, scores={members[0].pk: 855, members[1].pk: None}, by=BY, at=AFTER)
    found = Result.objects.order_by("enrolment__person__name").values_list("exam_tenths", "homework_tenths", "absent")
    assert list(found) == [(855, 900, False), (None, None, True)]


def test_an_assessment_is_opened_once_under_the_rules_of_its_day_and_keeps_them():
    of, members = taught()
    terms = AssessmentTerms(exam_percent=100, attendance_percent=0, least_attendance_percent=0, pass_exam=50, pass_total=50)
    enact = {
        "subject": "assessment",
        "division_code": "610700",
        "document": Document("示例：考核办法", "示例〔2026〕9号", date(2026, 1, 5)),
        "reason": "示例",
        "by": firms.city_officer(),
        "at": builders.AT,
    }
    provisions.enact(terms=terms, valid_from=date(2026, 4, 1), **enact)
    sheet = assessments.open_for(of, by=BY, at=AFTER)
    provisions.enact(terms=AssessmentTerms(pass_exam=90), valid_from=date(2026, 4, 10), **enact)
    again = assessments.open_for(of, by=BY, at=AFTER)
    results.record_exam(assessment=sheet, scores={member.pk: 500 for member in members}, by=BY, at=AFTER)
    assessments.submit(assessment=sheet, version=sheet.version, by=firms.county_officer(), at=AFTER)
    assessments.publish(assessment=sheet, version=sheet.version, by=colleague(), at=AFTER)
    assert (again.pk, set(Result.objects.values_list("verdict", flat=True))) == (sheet.pk, {"passed"})


def test_weights_that_do_not_make_a_hundred_are_not_enacted():
    found = refused(
        lambda: provisions.enact(
            subject="assessment",
            division_code="610700",
            terms=AssessmentTerms(exam_percent=90),
            document=Document("示例：考核办法", "示例〔2026〕9号", date(2026, 1, 5)),
            valid_from=date(2026, 4, 1),
            by=firms.city_officer(),
            at=builders.AT,
        )
    )
    assert (found.code, str(found)) == ("assessment.weights_not_100", "考试、考勤、作业三项比重合计须为 100%。")


def test_before_admission_there_is_nothing_to_assess():
    found = refused(lambda: assessments.open_for(builders.training_class(), by=BY, at=AFTER))
    assert found.code == "assessment.class_not_admitted"
