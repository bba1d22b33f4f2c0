"""A real server with the demo's cities, and browsers of two sizes."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[2]
CHROMIUM = os.environ.get("CQO_TEST_CHROMIUM", "/usr/bin/chromium")
PASSWORD = "zhiliang-demo"
AXE = Path(__file__).parent / "vendor" / "axe.min.js"
SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}
PATIENCE_SECONDS = 60


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a journey."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of its own, with database, worker and demo data of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    surroundings = {
        **{name: value for name, value in os.environ.items() if not name.startswith("CQO_")},
        "CQO_VAR": str(tmp_path_factory.mktemp("journeys")),
        "CQO_DEMO": "yes",
        "PYTHONPATH": str(ROOT / "src"),
        "DJANGO_SETTINGS_MODULE": "cqo.config.settings",
    }

    def manage(*words: str) -> list[str]:
        return [sys.executable, "-m", "django", *words]

    for words in (("migrate", "--verbosity=0"), ("load_demo",)):
        subprocess.run(manage(*words), env=surroundings, cwd=ROOT, check=True, capture_output=True)
    server = subprocess.Popen(manage("serve", "--port", str(port)), env=surroundings, cwd=ROOT, stdout=subprocess.DEVNULL)
    base = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{base}/healthz", server)
        yield base
    finally:
        server.terminate()
        server.wait(timeout=20)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
        )
        yield chromium
        chromium.close()


@pytest.fixture(params=list(SIZES))
def size(request: pytest.FixtureRequest) -> str:
    """desktop or phone."""
    return str(request.param)


@pytest.fixture
def open_page(browser: Browser, address: str, size: str) -> Iterator:
    """`open_page("chenggu")` gives a page signed in as that demo account in a browser of its own; `open_page()` a stranger's.

    on: "phone" or "desktop", where a story needs both.
    """
    contexts = []

    def open_one(login: str = "", *, on: str = size) -> Page:
        context = browser.new_context(viewport=SIZES[on], base_url=address, locale="zh-CN", has_touch=on == "phone")
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: pytest.fail(f"script error on {page.url}: {error}"))
        if login:
            sign_in(page, login)
        return page

    yield open_one
    for context in contexts:
        context.close()


def sign_in(page: Page, login: str, password: str = PASSWORD) -> None:
    """Sign in on the sign-in page."""
    page.goto("/sign-in/")
    page.fill("#id_username", login)
    page.fill("#id_password", password)
    page.press("#id_password", "Enter")
    page.wait_for_url(lambda url: "sign-in" not in url)


def fits(page: Page) -> bool:
    """Whether the page needs no sideways scrolling."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def violations(page: Page) -> list[str]:
    """What axe-core holds against a page as it stands: rule, and the first element it is about."""
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{each['id']}: {each['nodes'][0]['target']} ({each['help']})" for each in found["violations"]]


def _wait_for(url: str, server: subprocess.Popen) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        if server.poll() is not None:
            raise RuntimeError(f"the server stopped with {server.returncode}")
        try:
            urllib.request.urlopen(url, timeout=2)
            return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the server did not answer in time")
