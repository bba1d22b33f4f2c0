"""The city merges two files of one enterprise and undoes it."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import fits


def test_the_city_merges_two_files_and_undoes_it(open_page):
    page = open_page("hz-city")
    page.goto("/enterprises/duplicates/")
    page.get_by_role("link", name="并列查看").first.click()
    assert fits(page)
    comparison = page.url
    page.get_by_role("button", name="合并", exact=True).click()
    expect(page.locator("main")).to_contain_text("必填")
    page.fill("[name=ground]", "营业执照核对为同一家")
    page.get_by_role("button", name="合并", exact=True).click()
    expect(page.locator("main")).to_contain_text("已合并")
    kept = page.url

    page.goto(comparison)
    page.fill("[name=ground]", "再合并一次")
    page.get_by_role("button", name="合并", exact=True).click()
    expect(page.locator("main")).to_contain_text(re.compile("已经合并过"))

    page.goto(kept)
    page.get_by_role("button", name="撤销合并").first.click()
    expect(page.locator("main")).to_contain_text("合并已撤销")
    page.go_back()
    page.reload()
    expect(page.get_by_role("button", name="撤销合并")).to_have_count(0)
