"""What look.js does, in a real browser on a page served from memory."""

import json
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, Route, sync_playwright

from cqo.foundation.look.tests.pages import LOOK

pytestmark = pytest.mark.journey
HERE = "http://look.test/"
SCRIPT = (LOOK / "static/look/look.js").read_text()
FILING = """
<form method="post" action="/sent" data-draft="filing">
  <input name="name"><input name="post" type="radio" value="a"><input name="post" type="radio" value="b">
  <input name="password" type="password"><input name="id_number"><input name="identity"><input name="phone" type="tel">
  <input name="birth_date"><input name="csrfmiddlewaretoken" type="hidden" value="t"><button>提交</button>
</form>
"""


@pytest.fixture
def opened() -> Iterator[Callable[[str], tuple[Page, list[str]]]]:
    """Opens a body in the browser; gives the page and the addresses that were posted to."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])

        def open_page(body: str) -> tuple[Page, list[str]]:
            page, posted = browser.new_page(), []

            def answer(route: Route) -> None:
                if route.request.method == "POST":
                    posted.append(route.request.url)
                    route.fulfill(status=204)
                elif route.request.url.endswith(".js"):
                    route.fulfill(body=SCRIPT, content_type="text/javascript; charset=utf-8")
                else:
                    route.fulfill(
                        body=f'<!doctype html><body>{body}<script type="module" src="/look.js"></script>',
                        content_type="text/html; charset=utf-8",
                    )

            page.route("**/*", answer)
            page.goto(HERE)
            return page, posted

        yield open_page
        browser.close()


def test_a_draft_comes_back_without_what_identifies_a_person(opened):
    page, _posted = opened(FILING)
    for name in ("name", "password", "id_number", "identity", "phone", "birth_date"):
        page.fill(f"[name={name}]", f"typed {name}")
    page.check("[value=b]")
    kept = json.loads(page.evaluate("sessionStorage.getItem('draft:/:filing')"))
    page.reload()
    assert kept == [["name", "typed name", None], ["post", "a", False], ["post", "b", True]]
    assert (page.input_value("[name=name]"), page.is_checked("[value=b]"), page.input_value("[name=id_number]")) == ("typed name", True, "")


def test_a_second_press_sends_nothing(opened):
    page, posted = opened('<form method="post" action="/sent"><button>提交</button></form>')
    page.evaluate("for (let press = 0; press < 3; press += 1) document.querySelector('button').click()")
    page.wait_for_timeout(300)
    assert posted == [f"{HERE}sent"]


def test_leaving_a_changed_form_asks_first_and_an_unchanged_one_does_not(opened):
    page, _posted = opened('<form method="post" data-guard><input name="name"></form>')
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.reload()
    assert asked == []
    page.fill("[name=name]", "赵晓燕")
    page.reload()
    assert asked == ["beforeunload"]


def test_signing_out_forgets_every_draft(opened):
    page, _posted = opened(FILING + '<form method="post" action="/out" data-ends-session><button id="out">退出登录</button></form>')
    page.fill("[name=name]", "赵晓燕")
    page.click("#out")
    assert page.evaluate("sessionStorage.length") == 0


def test_a_menu_closes_with_escape_and_gives_the_focus_back(opened):
    page, _posted = opened('<details class="menu"><summary>菜单</summary><a href="/">首页</a></details>')
    page.click("summary")
    page.focus("a")
    page.keyboard.press("Escape")
    assert page.evaluate("[document.querySelector('details').open, document.activeElement.tagName]") == [False, "SUMMARY"]


def test_the_summary_of_errors_is_read_first(opened):
    page, _posted = opened('<div id="error-summary" tabindex="-1">请先改正以下内容</div><input>')
    assert page.evaluate("document.activeElement.id") == "error-summary"


def test_copying_takes_the_text_it_points_to(opened):
    page, _posted = opened('<p id="slip"> 激活码 7K2M </p><button data-copy="slip">复制</button>')
    page.evaluate("document.addEventListener('copy', () => { window.copied = getSelection().toString() || document.activeElement.value })")
    page.click("button")
    page.wait_for_function("document.querySelector('button').dataset.copied === '1'")
    assert page.evaluate("window.copied") == "激活码 7K2M"
