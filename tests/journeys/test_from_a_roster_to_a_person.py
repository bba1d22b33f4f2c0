"""A county imports a messy roster, mends rows, publishes and prints slips; the firm claims its file and adds two people; one of them claims the own file."""

import re
from pathlib import Path

import openpyxl
from playwright.sync_api import Page, expect

from cqo.foundation.codes import credit_code, resident_id
from tests.journeys.conftest import fits

PEOPLE = (("古丽·买买提", "质量总监"), ("王䶮", "质检部长"))


def test_from_a_roster_to_a_person(open_page, size, tmp_path):
    number = {"desktop": 1, "phone": 2}[size]
    firm = Firm(f"城固县旅程{number}号食品有限公司", code(number * 10))
    clerk = open_page("chenggu")
    batch = county_uploads(clerk, roster(tmp_path, firm, number))
    county_mends(clerk, number)
    county_publishes(clerk, batch, firm)
    slip = county_prints_a_slip(clerk, firm)

    boss = open_page()
    firm_claims(boss, firm, slip, number)
    own_codes = firm_adds_people(boss, number)

    person_claims(open_page(), own_codes, number)


class Firm:
    """The firm of the story."""

    def __init__(self, name: str, credit: str) -> None:
        self.name, self.credit = name, credit


def county_uploads(page: Page, file: Path) -> str:
    page.goto("/imports/new/enterprises/")
    page.set_input_files("input[type=file]", {"name": "说明.txt", "mimeType": "text/plain", "buffer": b"\xff\xd8\xff\xe0 not a table"})
    page.click("main form button.btn-primary")
    expect(page.locator("main")).to_contain_text("这不是表格文件")
    page.goto("/imports/new/enterprises/")
    page.set_input_files("input[type=file]", str(file))
    page.click("main form button.btn-primary")
    page.wait_for_url(re.compile(r"/imports/[0-9a-f-]{36}/$"))
    batch = page.url
    assert fits(page)
    page.get_by_role("button", name="核对", exact=True).click()
    expect(page.locator("main")).to_contain_text("核对完了", timeout=30_000)
    page.reload()
    expect(page.locator("main")).to_contain_text("不导入")
    return batch


def county_mends(page: Page, number: int) -> None:
    page.locator("main a", has_text=re.compile("^不导入")).first.click()
    mend_the_nameless_row(page, "")
    expect(page.locator("main")).to_contain_text("缺少名称或姓名")
    mend_the_nameless_row(page, f"城固县补名{number}号有限公司")
    expect(page.locator("main")).not_to_contain_text("缺少名称或姓名")


def mend_the_nameless_row(page: Page, name: str) -> None:
    page.locator("main tr", has_text="缺少名称或姓名").first.get_by_role("link", name=re.compile("更正")).click()
    form = page.locator("form.intake-mend")
    form.get_by_label(re.compile("^企业名称")).fill(name)
    form.get_by_role("button", name="保存并重新核对").click()
    expect(form).to_have_count(0)


def county_publishes(page: Page, batch: str, firm: Firm) -> None:
    page.goto(f"/enterprises/?q={firm.credit}")
    expect(page.locator("main")).not_to_contain_text(firm.name)
    page.goto(batch)
    page.get_by_role("link", name=re.compile("^发布")).first.click()
    stale = page.url
    page.locator("main form.confirm button").first.click()
    expect(page.locator(".case-state")).to_contain_text("已发布", timeout=30_000)
    page.goto(stale)
    if page.locator("main form.confirm").count():
        page.locator("main form.confirm button").first.click()
    expect(page.locator(".case-state")).to_contain_text("已发布")
    page.goto(f"/enterprises/?q={firm.credit}")
    expect(page.locator("main")).to_contain_text(firm.name)
    assert fits(page)


def county_prints_a_slip(page: Page, firm: Firm) -> str:
    page.goto(f"/enterprises/slips/new/?q={firm.credit}")
    page.get_by_role("button", name=re.compile("打印勾选企业")).click()
    slip = page.locator(".slip", has_text=firm.name)
    expect(slip).to_be_visible()
    assert fits(page)
    return slip.locator(".slip-code").inner_text()


def firm_claims(page: Page, firm: Firm, slip: str, number: int) -> None:
    page.goto(f"/join/firm/slip/#{slip}")
    assert page.input_value("[name=code]") == slip
    page.fill("[name=credit_code]", firm.credit[:-1] + ("1" if firm.credit[-1] != "1" else "2"))
    page.fill("[name=name]", "孙丽")
    page.fill("[name=phone]", f"1390000{number}001")
    page.fill("[name=password]", "lv-cheng-2026-ok")
    page.get_by_role("button", name="认领").click()
    expect(page.locator("main")).to_contain_text("校验位不符")
    assert page.input_value("[name=name]") == "孙丽"
    page.fill("[name=credit_code]", firm.credit)
    page.fill("[name=password]", "lv-cheng-2026-ok")
    page.get_by_role("button", name="认领").click()
    expect(page.locator("h1")).to_contain_text("个人信息处理告知")
    page.get_by_role("button", name=re.compile("确认")).click()
    expect(page.locator("main")).to_contain_text("请先阅读并勾选")
    page.check("[name=read]")
    page.get_by_role("button", name=re.compile("确认")).click()
    expect(page.locator("h1")).to_contain_text("待办事项")
    page.goto("/files/enterprise/")
    expect(page.locator("h1")).to_have_text(firm.name)


def firm_adds_people(page: Page, number: int) -> str:
    for place, (name, position) in enumerate(PEOPLE):
        page.goto("/people/firm/new/")
        fill_person(page, name, "610722199901010000", position)
        page.click("main form button.btn-primary")
        expect(page.locator("main")).to_contain_text("证件号码有误")
        fill_person(page, name, identity(number * 10 + place), position)
        page.click("main form button.btn-primary")
        expect(page.locator("main")).to_contain_text(name)
    page.goto("/people/firm/")
    for name, _position in PEOPLE:
        expect(page.locator("main")).to_contain_text(name)
    assert fits(page)
    page.goto("/people/codes/new/")
    page.locator("main form button.btn-primary").last.click()
    slip = page.locator(".slip", has_text=PEOPLE[0][0])
    expect(slip).to_be_visible()
    return slip.locator(".slip-code").inner_text()


def person_claims(page: Page, own_code: str, number: int) -> None:
    page.goto("/join/person/")
    page.fill("[name=person_name]", "古丽•买买提")
    page.fill("[name=id_number]", identity(number * 10 + 1))
    page.fill("[name=code]", own_code.lower())
    page.fill("[name=phone]", f"1390000{number}002")
    page.fill("[name=password]", "wo-de-dang-an-2026")
    page.get_by_role("button", name="认领").click()
    expect(page.locator("main")).to_contain_text("激活码不存在、已使用、已作废或已过期")
    page.fill("[name=id_number]", identity(number * 10))
    page.fill("[name=password]", "wo-de-dang-an-2026")
    page.get_by_role("button", name="认领").click()
    page.check("[name=read]")
    page.get_by_role("button", name=re.compile("确认")).click()
    page.goto("/files/person/")
    expect(page.locator("h1")).to_have_text(PEOPLE[0][0])
    assert fits(page)


def fill_person(page: Page, name: str, number: str, position: str) -> None:
    page.fill("main [name=name]", name)
    page.fill("main [name=id_number]", number)
    page.fill("main [name=position]", position)


def code(number: int) -> str:
    """A right credit code with a running number, of no real firm."""
    first = f"91610722MAJ{number:06d}"
    return first + credit_code.check_character(first)


def identity(number: int) -> str:
    """A right resident identity number with a running number, of nobody."""
    first = f"61072219010101{number:03d}"
    return first + resident_id.check_character(first)


def roster(folder: Path, firm: Firm, number: int) -> Path:
    """A roster as people send them: a title, other words, wrong rows, a total."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append([f"城固县第{number}批企业名单"])
    sheet.append(["序号", "单位名称", "社会信用代码", "区县", "联系电话"])
    sheet.append([1, firm.name, firm.credit.lower(), "城固", "１３９００００１２３４"])
    sheet.append([2, "", code(number * 10 + 1), "城固县", ""])
    sheet.append([3, "城固县错码有限公司", code(number * 10 + 2)[:-1] + "I", "城固县", ""])
    sheet.append([4, "洋县外县有限公司", code(number * 10 + 3), "洋县", ""])
    sheet.append(["合计", 4])
    path = folder / f"名单{number}.xlsx"
    book.save(path)
    return path
