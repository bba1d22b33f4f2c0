"""Sessions, attendance and assessment walked on their pages; nobody but the bureau sees a score before it is published."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cqo.foundation.accounts.states import Role
from cqo.foundation.documents.models import Attachment
from cqo.foundation.documents.tests.builders import pdf
from cqo.qualification.certificates.models import Issue
from cqo.qualification.learning.models import HourEntry
from cqo.qualification.training.models import Assessment, Result, Session
from cqo.qualification.training.operations import assessments
from cqo.qualification.training.states import Presence
from cqo.qualification.training.tests import builders, teaching
from cqo.qualification.training.tests.test_pages import scan
from cqo.registry.enterprises.tests import builders as firms
from cqo.registry.people.tests import builders as people

pytestmark = pytest.mark.django_db


def over(count: int = 2):
    """A class that is over, with people admitted and a session without a list."""
    today = timezone.localdate()
    of = builders.training_class(state="admitted", starts_date=today - timedelta(days=3), ends_date=today - timedelta(days=1))
    members = teaching.people(of, count, firms.enterprise())
    starts = timezone.now() - timedelta(days=2)
    session = Session.objects.create(
        training_class=of, starts_at=starts, ends_at=starts + timedelta(hours=3), title="质量管理基础", hours_tenths=40
    )
    return of, members, session


def test_from_the_time_table_to_the_approval_on_screen(as_actor):
    of, members, session = over()
    first = as_actor(firms.county_officer())
    second = as_actor(firms.actor(firms.official("colleague", role=Role.COUNTY_OFFICER)))
    page = first.get(reverse("training:sessions", args=[of.number]))
    assert (page.context["planned"], page.context["wanted"]) == (40, 160)
    address = reverse("training:attendance", args=[of.number, session.pk])
    late = {f"presence-{members[1].pk}": "late", "version": "1"}
    filled = first.post(address, {**late, "everybody": "1"})
    assert [row.presence for row in filled.context["rows"]] == ["present", "late"]
    assert HourEntry.objects.count() == 0
    first.post(address, {**late, f"presence-{members[0].pk}": "present", "confirm": "1"})
    first.post(reverse("training:scan_sign_in_sheet", args=[of.number, session.pk]), {"sheet": scan()})
    assert (HourEntry.objects.count(), Attachment.objects.filter(kind="session").count()) == (2, 1)
    first.post(reverse("training:open_assessment", args=[of.number]))
    sheet = Assessment.objects.get()
    scores = reverse("training:scores", args=[of.number])
    wrong = {"version": "1", f"exam-{members[0].pk}": "1O0", f"exam-{members[1].pk}": "59.5"}
    page = first.post(scores, wrong)
    assert [(name, said) for name, _anchor, said in page.context["sheet"].faults] == [
        ("学员01", "“1O0”不是分数。请填 0 至 100 的数字，缺考的填“缺考”。")
    ]
    assert 'value="1O0"' in page.content.decode()
    first.post(scores, {**wrong, f"exam-{members[0].pk}": "100"})
    sheet.refresh_from_db()
    first.post(reverse("training:submit_assessment", args=[of.number]), {"version": sheet.version})
    sheet.refresh_from_db()
    publish = reverse("training:publish_assessment", args=[of.number])
    same = first.post(publish, {"version": sheet.version}, follow=True)
    told = [str(message) for message in same.context["messages"]][-1]
    assert told == "成绩由您提交，须由另一人复核公布。本单位只有一人的，请联系市局公布。"
    assert second.get(publish).context["counts"][0][1] == 1
    for _ in range(2):
        second.post(publish, {"version": sheet.version})
    assert sorted(Result.objects.values_list("total_tenths", "verdict")) == [(676, "failed"), (1000, "passed")]
    results = second.get(reverse("training:results", args=[of.number]))
    assert results.context["listing"].count == 2
    for _ in range(2):
        answer = second.post(reverse("training:draft_issue", args=[of.number]))
    issue = Issue.objects.get()
    assert (answer["Location"], [(each.holder_name, each.hours_tenths, each.score_tenths) for each in issue.members.all()]) == (
        issue.get_absolute_url(),
        [("学员01", 40, 1000)],
    )


def test_a_list_that_cannot_be_confirmed_yet_stays_open_on_screen(as_actor):
    of, members, session = over()
    address = reverse("training:attendance", args=[of.number, session.pk])
    page = as_actor(firms.county_officer()).post(address, {f"presence-{members[0].pk}": "late", "version": "1", "confirm": "1"})
    assert (page.context["session"].confirmed_at, [row.presence for row in page.context["rows"]]) == (None, ["late", ""])
    assert 'name="everybody"' in page.content.decode()


def test_no_candidate_and_no_firm_sees_a_score_before_it_is_published(as_actor):
    of, members, session = over()
    boss, learner = people.firm_actor(members[0].enterprise), people.owner(members[0].person)
    county = firms.county_officer()
    teaching.confirmed(session, members, by=county)
    sheet = teaching.sheet(of, {members[0]: 873, members[1]: 123}, by=county)
    pages = [
        of.get_absolute_url(),
        members[0].get_absolute_url(),
        reverse("desk:today"),
        reverse("training:enrolments"),
        reverse("learning:hours"),
    ]
    closed = [
        reverse(f"training:{name}", args=[of.number]) for name in ("assessment", "scores", "score_template", "results", "import_scores")
    ]
    browsers = [as_actor(boss), as_actor(learner)]

    def shown() -> list[bool]:
        return [any(score in browser.get(page).content.decode() for page in pages for score in ("87.3", "89.8")) for browser in browsers]

    before = as_actor(county).get(sheet.get_absolute_url()).content.decode()
    assert ("87.3" in before, "89.8" in before) == (True, True)  # what must not leak is there to leak
    assert {browser.get(page).status_code for page in closed for browser in browsers} == {403}
    entering = shown()
    assessments.submit(assessment=sheet, version=sheet.version, by=county, at=timezone.now())
    submitted = shown()
    assessments.publish(assessment=sheet, version=sheet.version, by=firms.city_officer(), at=timezone.now())
    assert (entering, submitted, shown()) == ([False, False], [False, False], [False, True])
    verdicts = [browser.get(members[0].get_absolute_url()).content.decode().count("合格") > 0 for browser in browsers]
    assert verdicts == [True, True]


def test_a_learner_sees_no_result_of_another(as_actor):
    of, members, session = over()
    learner = people.owner(members[1].person)
    teaching.confirmed(session, members)
    sheet = teaching.sheet(of, {members[0]: 873, members[1]: 600})
    assessments.submit(assessment=sheet, version=sheet.version, by=firms.county_officer(), at=timezone.now())
    assessments.publish(assessment=sheet, version=sheet.version, by=firms.city_officer(), at=timezone.now())
    page = as_actor(learner).get(of.get_absolute_url()).content.decode()
    assert ("87.3" in page, "68" in page) == (False, True)
    assert as_actor(learner).get(members[0].get_absolute_url()).status_code == 404


def test_the_sign_in_sheet_names_everybody_once_with_masked_phones(as_actor):
    of, members, _session = over()
    page = as_actor(firms.county_officer()).get(reverse("training:sign_in_sheet", args=[of.number])).content.decode()
    assert [page.count(member.person.name) for member in members] == [1, 1]
    alone = as_actor(firms.county_officer(firms.YANGXIAN)).get(reverse("training:sign_in_sheet", args=[of.number]))
    assert alone.status_code == 404


def test_a_confirmed_list_is_corrected_on_screen_with_a_reason(as_actor):
    of, members, session = over()
    teaching.confirmed(session, members)
    county = as_actor(firms.county_officer())
    address = reverse("training:correct_attendance", args=[of.number, session.pk])
    given = {"version": session.version, f"presence-{members[0].pk}": "absent", f"presence-{members[1].pk}": "present"}
    refused = county.post(address, {**given, "reason": ""})
    county.post(address, {**given, "reason": "签到表漏看"})
    standing = HourEntry.objects.filter(withdrawn_at__isnull=True).count()
    assert (list(refused.context["form"].errors), standing) == (["reason"], 1)
    page = county.get(reverse("training:attendance", args=[of.number, session.pk]))
    assert [(before, after) for _each, before, after in page.context["corrections"]] == [("出勤", "缺勤")]


def test_pages_ask_a_fixed_number_of_questions(as_actor, django_assert_max_num_queries):
    of, members, session = over(8)
    teaching.confirmed(session, members, p3=Presence.ABSENT)
    sheet = teaching.sheet(of, dict.fromkeys(members, 800))
    county = as_actor(firms.county_officer())
    county.get(reverse("desk:today"))
    for name, most in (("sessions", 16), ("sign_in_sheet", 16), ("assessment", 30), ("scores", 18), ("class", 40)):
        with django_assert_max_num_queries(most):
            county.get(reverse(f"training:{name}", args=[of.number]))
    with django_assert_max_num_queries(16):
        county.get(reverse("training:attendance", args=[of.number, session.pk]))
    assessments.submit(assessment=sheet, version=sheet.version, by=firms.city_officer(), at=timezone.now())
    assessments.publish(assessment=sheet, version=sheet.version, by=teaching.BY, at=timezone.now())
    with django_assert_max_num_queries(18):
        county.get(reverse("training:results", args=[of.number]))


def test_the_desk_tells_what_waits(as_actor):
    of, members, session = over()
    learner = as_actor(people.owner(members[0].person))
    county, city = firms.county_officer(), as_actor(firms.city_officer())
    browser = as_actor(county)

    def groups(of_whom) -> list[str]:
        return [group.title for group in of_whom.get(reverse("desk:today")).context["groups"]]

    assert "签到待确认" in groups(browser)
    teaching.confirmed(session, members, by=county)
    sheet = teaching.sheet(of, dict.fromkeys(members, 800), by=county)
    assessments.submit(assessment=sheet, version=sheet.version, by=county, at=timezone.now())
    assert ["成绩待复核公布" in groups(each) for each in (browser, city)] == [True, True]
    assessments.publish(assessment=sheet, version=sheet.version, by=firms.actor(firms.official("other")), at=timezone.now())
    assert ("公布的成绩" in groups(learner), "成绩待复核公布" in groups(browser)) == (True, False)


def test_the_scan_is_read_by_the_bureau_alone(as_actor):
    of, members, session = over()
    boss = as_actor(people.firm_actor(members[0].enterprise))
    county = as_actor(firms.county_officer())
    county.post(reverse("training:scan_sign_in_sheet", args=[of.number, session.pk]), {"sheet": scan()})
    address = reverse("documents:attachment", args=[Attachment.objects.get(kind="session").pk])
    assert (county.get(address).status_code, boss.get(address).status_code, pdf()[:4]) == (200, 404, b"%PDF")
