"""A clerk goes on leave; the deputy works on in the clerk's place and on the record under both names."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import fits


def test_a_deputy_works_on_while_the_clerk_is_on_leave(open_page, size):
    clerk = open_page("foping")
    clerk.goto("/account/delegations/")
    clerk.select_option("[name=receiver]", label=clerk.locator("[name=receiver] option", has_text="沈怀远").first.inner_text())
    clerk.fill("[name=starts]", "2020-01-10")
    clerk.fill("[name=ends]", "2020-01-01")
    clerk.fill("[name=reason]", "年休假")
    clerk.get_by_role("button", name="委托", exact=True).click()
    expect(clerk.locator("main")).to_contain_text("止期不得早于起期")
    today = clerk.evaluate("new Date(Date.now() + 8 * 3600e3).toISOString().slice(0, 10)")
    clerk.fill("[name=starts]", today)
    clerk.fill("[name=ends]", today)
    clerk.get_by_role("button", name="委托", exact=True).click()
    expect(clerk.locator("main")).to_contain_text("委托已生效")

    deputy = open_page("chenggu")
    menu = deputy.locator("details.phone-menu > summary") if size == "phone" else deputy.locator("summary", has_text="沈怀远")
    menu.click()
    deputy.get_by_role("button", name=re.compile("佛坪县.*代办")).first.click()
    expect(deputy.locator("main")).to_contain_text("佛坪县")
    deputy.goto("/enterprises/")
    deputy.locator("#listing a[href*='/files/enterprise/']").first.click()
    expect(deputy.locator("main")).to_contain_text("佛坪县")
    deputy.get_by_role("link", name=re.compile("^更新信息")).click()
    deputy.fill("[name=address]", "佛坪县袁家庄街道示例路 8 号")
    deputy.get_by_role("button", name="保存").click()
    expect(deputy.locator("main")).to_contain_text("佛坪县袁家庄街道示例路 8 号")
    assert fits(deputy)

    clerk.goto("/account/")
    clerk.get_by_role("button", name="收回").first.click()
    expect(clerk.locator("main")).to_contain_text("委托已结束")
    deputy.goto("/enterprises/")
    expect(deputy.locator("#listing")).not_to_contain_text("佛坪县")
