"""From a roster to a certificate that a stranger checks: class, sign-up, county check, attendance, exam on a phone, results by two, approval, the QR's address."""

import re
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Page, expect

from cqo.qualification.exams.rules import pasting
from tests.journeys.conftest import fits, violations
from tests.journeys.test_from_a_roster_to_a_person import (
    PEOPLE,
    Firm,
    code,
    county_mends,
    county_prints_a_slip,
    county_publishes,
    county_uploads,
    firm_adds_people,
    firm_claims,
    person_claims,
    roster,
)

STORY = 3  # of the numbers that the stories share out among themselves
TITLE = "旅程基础培训班"
QUESTIONS = Path(__file__).parents[2] / "src/cqo/config/demo/data/questions"
NOW = datetime.now(ZoneInfo("Asia/Shanghai"))
SINGLES = 6


@pytest.mark.parametrize("size", ["desktop"], indirect=True)
def test_from_a_class_to_a_certificate(open_page, size, tmp_path):
    firm = Firm(f"城固县旅程{STORY}号食品有限公司", code(STORY * 10))
    clerk, boss, learner = open_page("chenggu"), open_page(), open_page(on="phone")
    county_publishes(clerk, _uploaded(clerk, firm, tmp_path), firm)
    firm_claims(boss, firm, county_prints_a_slip(clerk, firm), STORY)
    person_claims(learner, firm_adds_people(boss, STORY), STORY)

    city = open_page("hz-city")
    held = city_announces_a_class(city)
    firm_signs_up(boss, held)
    county_checks(clerk)
    city_admits(city, held)
    city_confirms_attendance(city, held)
    city_sets_an_exam(city, held)
    learner_sits_it(learner)
    city_hands_the_scores_over(city)
    results_are_kept_until_a_second_person_publishes(city, open_page("hz-city2"), learner, held)
    certificate = city_certifies(city, held)
    learner_holds_it(learner)
    a_stranger_checks_it(open_page(on="phone"), certificate)


def _uploaded(clerk: Page, firm: Firm, folder: Path) -> str:
    batch = county_uploads(clerk, roster(folder, firm, STORY))
    county_mends(clerk, STORY)
    return batch


def city_announces_a_class(page: Page) -> str:
    page.goto("/classes/new/")
    page.select_option("[name=tier]", "basic")
    page.fill("[name=title]", TITLE)
    syllabus = page.locator("[name=syllabus_id] option", has_text="基础").first.get_attribute("value")
    page.select_option("[name=syllabus_id]", syllabus)
    days = {"starts_date": NOW, "ends_date": NOW - timedelta(days=1)}
    for name, day in days.items():
        page.fill(f"[name={name}]", day.strftime("%Y-%m-%d"))
    page.fill("[name=place]", "市局三楼")
    page.fill("[name=seats]", "5")
    page.fill("[name=sign_up_from]", (NOW - timedelta(days=1)).strftime("%Y-%m-%dT08:00"))
    page.fill("[name=sign_up_until]", NOW.strftime("%Y-%m-%dT23:59"))
    page.fill("[name=contact_name]", "周沐川")
    page.fill("[name=contact_phone]", "0916-0000000")
    submit(page)
    expect(page.locator("main")).to_contain_text("结束日期不能早于开班日期")
    assert page.input_value("[name=title]") == TITLE
    page.fill("[name=ends_date]", NOW.strftime("%Y-%m-%d"))
    submit(page)
    expect(page.locator("h1")).to_have_text(TITLE)
    held = page.url
    expect(page.locator("main")).to_contain_text("还没有上传盖章的开班通知扫描件")
    page.goto(f"{held}amend/")
    page.fill("[name=notice_title]", f"关于举办{TITLE}的通知")
    page.fill("[name=notice_number]", "旅程〔2026〕1号")
    scan(page, "[name=notice]")
    submit(page)
    deed(page, "发布培训班")
    expect(page.locator(".case-state")).to_contain_text("报名中")
    assert violations(page) == []
    return held


def firm_signs_up(page: Page, held: str) -> None:
    page.goto(f"{held}sign-up/")
    for box in page.locator("input[name=person]").all():
        box.check()
    submit(page)
    expect(page.locator("main")).to_contain_text("等待审核")
    page.goto(f"{held}sign-up/")
    expect(page.locator("main")).to_contain_text("已报名")
    assert fits(page)


def county_checks(page: Page) -> None:
    page.goto("/desk/")
    page.locator("main .task", has_text=TITLE).get_by_role("link", name="审核").click()
    for name, _position in PEOPLE:
        expect(page.locator("main")).to_contain_text(name)
    page.get_by_role("button", name=re.compile("通过")).first.click()
    expect(page.locator("main")).to_contain_text("已办理")


def city_admits(page: Page, held: str) -> None:
    page.goto(f"{held}admit/")
    page.locator("main tr", has_text=PEOPLE[1][0]).get_by_role("checkbox").uncheck()
    page.get_by_role("button", name="录取勾选的人员").click()
    expect(page.locator("main")).to_contain_text("已办理 1 人")


def city_confirms_attendance(page: Page, held: str) -> None:
    page.goto(f"{held}sessions/new/")
    page.fill("main [name=on]", NOW.strftime("%Y-%m-%d"))
    page.fill("[name=begins]", "00:00")
    page.fill("[name=ends]", "00:30")
    page.fill("[name=title]", "首席质量官制度与岗位职责")
    page.fill("[name=hours]", "20")
    submit(page)
    page.locator("main table a", has_text="首席质量官制度与岗位职责").click()
    page.get_by_role("button", name="确认签到，记入学时").click()
    expect(page.locator("main")).to_contain_text("还有 1 人")
    page.get_by_role("button", name="全部出勤").click()
    page.get_by_role("button", name="确认签到，记入学时").click()
    expect(page.locator("main")).to_contain_text("学时已记入")
    assert violations(page) == []


def city_sets_an_exam(page: Page, held: str) -> None:
    page.goto(f"/exams/papers/new/?class={held.rstrip('/').rpartition('/')[2]}")
    page.fill("[name=minutes]", "30")
    submit(page)
    page.get_by_role("link", name=re.compile("按蓝图抽题")).click()
    page.fill("[name=points-single]", "10")
    counts = page.locator("input[name^=count-][name$=-single]")
    counts.first.fill("99")
    submit(page)
    expect(page.locator("main")).to_contain_text("题库里的题目不够")
    counts.first.fill("")
    for place in range(1, 4):
        counts.nth(place).fill("2")
    submit(page)
    deed(page, "定稿")
    page.get_by_role("link", name="安排考试").first.click()
    page.fill("[name=title]", "旅程结业考试")
    page.fill("[name=opens_at]", (NOW - timedelta(minutes=5)).strftime("%Y-%m-%dT%H:%M"))
    page.fill("[name=last_start_at]", (NOW + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M"))
    page.fill("[name=closes_at]", (NOW + timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M"))
    submit(page)
    deed(page, "生成考生试卷")
    expect(page.locator(".case-state")).to_contain_text("考试中")


def learner_sits_it(page: Page) -> None:
    page.goto("/exams/mine/")
    page.get_by_role("link", name=re.compile("旅程结业考试")).first.click()
    assert violations(page) == []
    page.get_by_role("button", name="开始考试").click()
    expect(page.locator(".question")).to_have_count(SINGLES)
    assert fits(page)
    keys = right_answers()
    for question in page.locator(".question").all():
        stem = question.locator(".question-stem").inner_text()
        question.locator(f"input[value={keys[stem]}]").check()
    expect(page.locator("#sign")).to_contain_text("已保存", timeout=15_000)
    assert violations(page) == []
    page.reload()
    expect(page.locator(".question input:checked")).to_have_count(SINGLES)
    page.locator("#to-hand-in").click()
    page.get_by_role("button", name="交卷", exact=True).click()
    expect(page.locator("main")).to_contain_text("您已交卷")
    assert "分" not in page.locator(".exam-receipt").inner_text()
    assert fits(page)


def city_hands_the_scores_over(page: Page) -> None:
    page.goto("/exams/sittings/")
    page.locator("main a", has_text="旅程结业考试").first.click()
    expect(page.locator("main")).to_contain_text("已交卷")
    deed(page, "提交成绩")
    expect(page.locator(".case-state")).to_contain_text("已交成绩")


def results_are_kept_until_a_second_person_publishes(page: Page, second: Page, learner: Page, held: str) -> None:
    page.goto(f"{held}assessment/scores/")
    homework = page.locator("input[name^=homework-]").first
    homework.fill("101")
    page.get_by_role("button", name="保存成绩").click()
    expect(page.locator("main")).to_contain_text("还没有保存")
    homework.fill("90")
    page.get_by_role("button", name="保存成绩").click()
    deed(page, "提交复核")
    assert violations(page) == []
    learner.goto("/files/person/")
    expect(learner.locator("main")).not_to_contain_text("总评")
    second.goto(f"{held}assessment/publish/")
    submit(second)
    expect(second.locator(".case-state")).to_contain_text("已公布")
    learner.goto(held)
    expect(learner.locator("main")).to_contain_text("总评")
    assert fits(learner)


def city_certifies(page: Page, held: str) -> str:
    """Issue on the signed approval; the address in the QR code."""
    page.goto(held)
    deed(page, "起草发证审批")
    issue = page.url
    expect(page.locator("main")).to_contain_text(PEOPLE[0][0])
    page.goto(f"{issue}approve/")
    submit(page)
    expect(page.locator("main")).to_contain_text("请选择文件")
    scan(page, "[name=scan]")
    submit(page)
    expect(page.locator(".case-state")).to_contain_text("已发证", timeout=60_000)
    page.goto(issue)
    page.locator("main table a").first.click()
    assert violations(page) == []
    number = page.url.rstrip("/").rpartition("/")[2]
    code_of = re.search(r"/c/[^\"]+/([0-9A-Z]{8})", page.content())
    assert code_of is not None
    return f"/c/{number}/{code_of.group(1)}"


def learner_holds_it(page: Page) -> None:
    page.goto("/certificates/mine/")
    expect(page.locator("main")).to_contain_text("有效")
    assert fits(page)
    address = page.locator("main a[href$='certificate.pdf']").first.get_attribute("href")
    assert page.request.get(address or "").body().startswith(b"%PDF")


def a_stranger_checks_it(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator("main")).to_contain_text("有效")
    expect(page.locator("main")).to_contain_text("古*")
    expect(page.locator("body")).not_to_contain_text(PEOPLE[0][0])
    assert fits(page)
    assert violations(page) == []
    page.goto(f"{address[:-1]}{'A' if address[-1] != 'A' else 'B'}")
    expect(page.locator("main")).to_contain_text("查无此证")


def right_answers() -> dict[str, str]:
    """The keys of the demo's bank by stem."""
    read = [pasting.parse(file.read_text(encoding="utf-8")) for file in QUESTIONS.glob("*.txt")]
    return {each.draft.stem: each.draft.key for reading in read for each in reading.questions}


def submit(page: Page) -> None:
    page.locator("main form button.btn-primary").last.click()


def deed(page: Page, label: str) -> None:
    """Press a deed of a case page."""
    main: Locator = page.locator("main")
    main.get_by_role("button", name=label, exact=True).first.click()


def scan(page: Page, field: str) -> None:
    """Upload a picture of the page as the signed paper."""
    page.set_input_files(field, {"name": "盖章原件.png", "mimeType": "image/png", "buffer": page.screenshot()})
