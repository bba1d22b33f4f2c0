"""The pages of the way from a draft to admission, walked as each role, with a fixed number of queries."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from cqo.foundation.accounts.states import Role
from cqo.foundation.documents.tests.builders import pdf
from cqo.qualification.training.models import Enrolment, TrainingClass
from cqo.qualification.training.operations import enrolments
from cqo.qualification.training.tests import builders
from cqo.registry.enterprises.tests import builders as firms
from cqo.registry.people.tests import builders as people

pytestmark = pytest.mark.django_db


def typed(**changes) -> dict[str, object]:
    """A class as a county's clerk types it: sign-up from yesterday, teaching in a month."""
    today = timezone.localdate()
    known = {
        "tier": "basic",
        "title": "城固县首席质量官基础培训班",
        "syllabus_id": str(builders.syllabus().pk),
        "industry_id": "",
        "starts_date": (today + timedelta(days=30)).isoformat(),
        "ends_date": (today + timedelta(days=32)).isoformat(),
        "place": "城固县党校",
        "seats": "2",
        "sign_up_from": f"{today - timedelta(days=1):%Y年%m月%d日} ０9：00",
        "sign_up_until": f"{today + timedelta(days=10):%Y-%m-%d}T18:00",
        "contact_name": "王科长",
        "contact_phone": "0916-7212345",
        "notice_title": "关于举办首席质量官基础培训班的通知",
        "notice_number": "城市监函〔2026〕3号",
    }
    return {**known, **changes}


def scan() -> SimpleUploadedFile:
    return SimpleUploadedFile("通知.pdf", pdf(), content_type="application/pdf")


def test_from_a_draft_to_admission_on_screen(as_actor):
    firm = firms.enterprise()
    county, boss = as_actor(firms.county_officer()), as_actor(people.firm_actor(firm))
    workers = [builders.worker(number, firm, name=f"学员{number}号") for number in (1, 2, 3)]
    answer = county.post(reverse("training:new"), typed())
    drafted = TrainingClass.objects.get()
    assert (answer.status_code, answer["Location"], drafted.state) == (302, drafted.get_absolute_url(), "draft")
    page = county.get(drafted.get_absolute_url())
    assert [item.what for item in page.context["case_page"].missing] == ["还没有上传盖章的开班通知扫描件。"]
    county.post(reverse("training:amend", args=[drafted.number]), typed(version="1", notice=scan()))
    drafted.refresh_from_db()
    county.post(reverse("training:announce", args=[drafted.number]), {"version": drafted.version})
    sign_up = reverse("training:sign_up", args=[drafted.number])
    assert boss.get(sign_up).status_code == 200
    answer = boss.post(sign_up, {"person": [str(each.pk) for each in workers], "note": ""})
    assert [each.state for each in answer.context["outcome"].made] == ["submitted", "submitted", "waiting"]
    rows = county.get(reverse("training:check")).context["rows"]
    ticks = [f"{row.pk}:{row.version}" for row in rows]
    answers = [county.post(reverse("training:check"), {"enrolment": ticks}) for _ in range(2)]
    assert [(len(each.context["outcome"].done), len(each.context["outcome"].refused)) for each in answers] == [(2, 0), (0, 2)]
    drafted.refresh_from_db()
    accepted = Enrolment.objects.filter(state="accepted")
    admit = {"version": drafted.version, "enrolment": [f"{row.pk}:{row.version}" for row in accepted]}
    answer = county.post(reverse("training:admit", args=[drafted.number]), admit)
    drafted.refresh_from_db()
    assert (len(answer.context["outcome"].done), drafted.state, drafted.taken) == (2, "admitted", 2)


def test_what_was_typed_is_not_lost_and_every_fault_is_named(as_actor):
    county = as_actor(firms.county_officer())
    page = county.post(reverse("training:new"), typed(starts_date="2026-13-01", sign_up_until="明天", seats="0", notice=scan()))
    form = page.context["form"]
    assert (page.status_code, sorted(form.errors)) == (200, ["seats", "sign_up_until", "starts_date"])
    assert 'value="明天"' in page.content.decode()


def test_a_class_is_copied_without_its_dates_and_notice(as_actor):
    of = builders.training_class()
    page = as_actor(firms.county_officer()).get(f"{reverse('training:new')}?from={of.number}")
    form = page.context["form"]
    carried = {name: form[name].value() for name in ("title", "place", "seats", "contact_phone", "starts_date", "notice_number")}
    assert carried == {
        "title": of.title,
        "place": of.place,
        "seats": 30,
        "contact_phone": of.contact_phone,
        "starts_date": None,
        "notice_number": None,
    }


def test_the_public_sees_announced_classes_and_no_draft(client):
    today = timezone.localdate()
    later = {"starts_date": today + timedelta(days=40), "ends_date": today + timedelta(days=41)}
    window = {"sign_up_from": timezone.now() - timedelta(days=1), "sign_up_until": timezone.now() + timedelta(days=5)}
    shown, draft = builders.training_class(1, **later, **window), builders.training_class(2, state="draft", **later, **window)
    page = client.get(reverse("training:open"))
    assert [card.training_class for card in page.context["cards"]] == [shown]
    answers = [client.get(reverse("training:open_class", args=[each.number])).status_code for each in (shown, draft)]
    assert answers == [200, 404]


def test_a_neighbour_and_a_firm_do_not_see_a_draft(as_actor):
    of = builders.training_class(state="draft")
    firm = people.firm_actor(firms.enterprise())
    answers = [as_actor(actor).get(of.get_absolute_url()).status_code for actor in (firms.county_officer(firms.YANGXIAN), firm)]
    assert answers == [404, 404]


def test_lists_and_cases_ask_a_fixed_number_of_questions(as_actor, django_assert_max_num_queries):
    firm = firms.enterprise()
    boss, county = people.firm_actor(firm), as_actor(firms.county_officer())
    classes = [builders.training_class(number) for number in range(1, 4)]
    made = [builders.enrolled(classes[0], builders.worker(number, firm), firm=firm, by=boss) for number in range(6)]
    with django_assert_max_num_queries(16):
        county.get(reverse("training:classes"))
    with django_assert_max_num_queries(16):
        county.get(reverse("training:enrolments"))
    with django_assert_max_num_queries(14):
        county.get(reverse("training:check"))
    with django_assert_max_num_queries(22):
        county.get(classes[0].get_absolute_url())
    with django_assert_max_num_queries(18):
        county.get(made[0].get_absolute_url())
    browser = as_actor(boss)
    with django_assert_max_num_queries(28):
        browser.get(reverse("training:sign_up", args=[classes[1].number]))


def open_now() -> dict[str, object]:
    """Columns of a class that takes sign-ups now."""
    today, now = timezone.localdate(), timezone.now()
    return {
        "starts_date": today + timedelta(days=30),
        "ends_date": today + timedelta(days=31),
        "sign_up_from": now - timedelta(days=1),
        "sign_up_until": now + timedelta(days=5),
    }


def test_a_firm_of_another_county_is_told_for_whom_the_class_is(as_actor):
    boss = people.firm_actor(firms.enterprise(county=firms.YANGXIAN))
    page = as_actor(boss).get(reverse("training:sign_up", args=[builders.training_class(**open_now()).number]))
    assert page.context["shut"] == "这个培训班面向城固县的企业和人员。"


def test_what_is_missing_for_each_stands_beside_the_name(as_actor):
    firm = firms.enterprise()
    boss, of = people.firm_actor(firm), builders.training_class(1, **open_now())
    free, without = builders.worker(1, firm, name="甲一"), people.person(None, name="乙二")
    people.employment(without, firm)
    busy, signed = builders.worker(3, firm, name="丙三"), builders.worker(4, firm, name="丁四")
    builders.enrolled(builders.training_class(2, **open_now()), busy, firm=firm, by=boss, at=timezone.now())
    builders.enrolled(of, signed, firm=firm, by=boss, at=timezone.now())
    page = as_actor(boss).get(reverse("training:sign_up", args=[of.number]))
    shown = {each.person.name: (each.may, each.why_not.split("（")[0]) for each, _ticked in page.context["form"].ticks}
    assert shown == {
        free.name: (True, ""),
        without.name: (False, "档案中还没有证件号码"),
        busy.name: (False, "已报名同一时间的“第2期首席质量官培训班”"),
        signed.name: (False, ""),
    }


def test_a_note_of_the_person_is_not_read_by_the_firm(as_actor):
    firm = firms.enterprise()
    person, of, boss = builders.worker(1, firm), builders.training_class(**open_now()), people.firm_actor(firm)
    owner = people.owner(person)
    made = enrolments.sign_up(
        training_class=of, signing=enrolments.Signing(person, note="需要轮椅坡道"), enterprise=None, by=owner, at=timezone.now()
    )
    seen = {
        name: "需要轮椅坡道" in as_actor(actor).get(made.get_absolute_url()).content.decode()
        for name, actor in (("firm", boss), ("person", owner), ("county", firms.county_officer()))
    }
    assert seen == {"firm": False, "person": True, "county": True}


def test_a_better_scan_takes_the_place_of_the_earlier_one(as_actor):
    county = as_actor(firms.county_officer())
    county.post(reverse("training:new"), typed(notice=scan()))
    drafted = TrainingClass.objects.get()
    better = SimpleUploadedFile("清晰版.pdf", pdf("better"), content_type="application/pdf")
    county.post(reverse("training:amend", args=[drafted.number]), typed(version="1", notice=better))
    papers = county.get(drafted.get_absolute_url()).context["case_page"].papers
    assert [paper.name for paper in papers] == ["清晰版.pdf"]


def test_a_syllabus_is_pasted_as_lines_and_a_line_that_cannot_be_read_is_named(as_actor):
    city = as_actor(firms.city_officer())
    address = f"{reverse('training:new_syllabus')}?tier=basic"
    lines = {"tier": "basic", "after": "0", "title": "基础大纲", "units": "ZL01 质量管理 基础 4\nZL02\t法律法规\t四\n"}
    wrong = city.post(address, lines)
    right = city.post(address, {**lines, "units": "ZL01 质量管理 基础 4\n\nZL02\t法律法规\t4.5"})
    page = city.get(right["Location"])
    assert list(wrong.context["form"].errors) == ["units"]
    assert "第 2 行无法识别" in wrong.context["form"].errors["units"][0]
    assert [(unit.title, hours) for unit, hours in page.context["units"]] == [("质量管理 基础", "4"), ("法律法规", "4.5")]
    copied = city.get(address).context["form"]
    assert (copied["after"].value(), copied["units"].value()) == (1, "ZL01 质量管理 基础 4\nZL02 法律法规 4.5")


def test_another_city_does_not_open_a_syllabus(as_actor):
    of = builders.syllabus()
    nantong = firms.actor(firms.official("nt", role=Role.CITY_OFFICER, division="320600"))
    assert as_actor(nantong).get(of.get_absolute_url()).status_code == 404


def test_a_second_press_signs_nobody_up_again(as_actor):
    firm = firms.enterprise()
    browser, of = as_actor(people.firm_actor(firm)), builders.training_class(**open_now())
    sent = {"person": [str(builders.worker(1, firm).pk)], "note": ""}
    answers = [browser.post(reverse("training:sign_up", args=[of.number]), sent) for _ in range(2)]
    made = Enrolment.objects.get()
    assert [(each.status_code, each["Location"]) for each in answers] == [(302, made.get_absolute_url()), (302, of.get_absolute_url())]
