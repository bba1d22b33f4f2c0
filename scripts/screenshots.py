#!/usr/bin/env python3
"""Takes the pictures of the documentation: starts the demo with a fresh folder, signs in role by role and writes PNG files to docs/pictures.

    .venv/bin/python scripts/screenshots.py               all of them
    .venv/bin/python scripts/screenshots.py --only desk   those whose file names match "desk"

Needs Chromium (CQO_CHROMIUM names another one than /usr/bin/chromium) and what requirements/dev.txt installs.
"""

import argparse
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Error, Page, sync_playwright

REPOSITORY = Path(__file__).resolve().parent.parent
PICTURES = REPOSITORY / "docs" / "pictures"
CHROMIUM = os.environ.get("CQO_CHROMIUM", "/usr/bin/chromium")
PATIENCE = 180  # seconds until the demo answers
LARGEST = 200 * 1024
SETTLING = 1_500  # milliseconds after something was pressed
PASSWORD = "zhiliang-demo"  # noqa: S105  (of the demo; its sign-in page tells it)
DESKTOP, PHONE = 1280, 390
HEIGHTS = {DESKTOP: 860, PHONE: 844}

FINISHED, SIGN_UP = r"/PX-610700-\d+-00001-", r"/PX-610700-\d+-00004-"  # classes of the demo
AN_EXAM = r"/exams/mine/[0-9a-f-]{36}/$"
BEGIN = 'form[action$="/start/"] button'


@dataclass(frozen=True)
class Picture:
    """A page as somebody sees it.

    login: "" for the public; links: patterns of the address or words of links, followed one after the other from the path;
    press: selectors of what is pressed on the page, those that are not there (any more) passed over.
    """

    file: str
    login: str
    path: str
    links: tuple[str, ...] = ()
    press: tuple[str, ...] = ()
    width: int = DESKTOP
    height: int = 0
    language: str = "zh-hans"


TABLE = (
    Picture("home.png", "", "/"),
    Picture("sign-in.png", "", "/sign-in/"),
    Picture("desk-county.png", "chenggu", "/desk/"),
    Picture("desk-city.png", "hz-city", "/desk/"),
    Picture("desk-firm.png", "firm", "/desk/"),
    Picture("desk-phone.png", "foping", "/desk/", width=PHONE),
    Picture("desk-english.png", "chenggu", "/desk/", language="en"),
    Picture("enterprises.png", "hz-city", "/enterprises/"),
    Picture("enterprise.png", "firm", "/files/enterprise/", height=1240),
    Picture("person.png", "person", "/files/person/", height=1520),
    Picture("claim.png", "chenggu", "/enterprises/claims/", (r"/claims/RL-[^/]+/$",)),
    Picture("import-columns.png", "chenggu", "/imports/", (r"/imports/[0-9a-f-]{36}/$",)),
    Picture("import-errors.png", "hz-city", "/imports/", ("省局培训取证",)),
    Picture("merge.png", "hz-city", "/enterprises/duplicates/", (r"/merges/[0-9a-f-]{36}/[0-9a-f-]{36}/$",)),
    Picture("slips.png", "chenggu", "/enterprises/slips/", (r"/slips/[0-9a-f-]{36}/$",)),
    Picture("provisions.png", "hz-city", "/office/provisions/conditions/compare/"),
    Picture("record.png", "hz-audit", "/office/record/"),
    Picture("enterprises-phone.png", "chenggu", "/enterprises/", width=PHONE),
    Picture("class.png", "hz-city", "/classes/", (SIGN_UP,)),
    Picture("sign-up.png", "firm", "/classes/", (SIGN_UP, r"/sign-up/$")),
    Picture("check-sign-ups.png", "chenggu", "/classes/enrolments/check/"),
    Picture("exam-phone.png", "person", "/exams/mine/", (AN_EXAM,), (BEGIN, ".question label >> nth=0"), width=PHONE),
    Picture("results.png", "hz-city", "/classes/", (FINISHED, r"/assessment/$", r"/results/$")),
    Picture("issue.png", "hz-city", "/certificates/issues/", (r"/issues/FZ-",), height=1000),
    Picture("certificate.png", "hz-city", "/certificates/", (r"/ZS-610700-\d+-00001-",), height=1000),
    Picture("verify-phone.png", "hz-city", "/certificates/", (r"/ZS-610700-\d+-00001-", r"/c/ZS-"), width=PHONE),
    Picture("verify-revoked-phone.png", "hz-city", "/certificates/", (r"/ZS-610700-\d+-00003-", r"/c/ZS-"), width=PHONE),
    Picture("talents.png", "hz-city", "/talents/"),
    Picture("class-english.png", "hz-city", "/classes/", (SIGN_UP,), language="en"),
    Picture(
        "exam-phone-english.png", "person", "/exams/mine/", (AN_EXAM,), (BEGIN, ".question label >> nth=1"), width=PHONE, language="en"
    ),
    Picture("results-english.png", "hz-city", "/classes/", (FINISHED, r"/assessment/$", r"/results/$"), language="en"),
    Picture("issue-english.png", "hz-city", "/certificates/issues/", (r"/issues/FZ-",), height=1000, language="en"),
    Picture("verify-phone-english.png", "hz-city", "/certificates/", (r"/ZS-610700-\d+-00001-", r"/c/ZS-"), width=PHONE, language="en"),
    Picture(
        "verify-revoked-phone-english.png", "hz-city", "/certificates/", (r"/ZS-610700-\d+-00003-", r"/c/ZS-"), width=PHONE, language="en"
    ),
    Picture("talents-english.png", "hz-city", "/talents/", language="en"),
)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


@contextmanager
def demo() -> Iterator[str]:
    """The demo with a folder of its own, from an empty one to its stop; its address. Raises RuntimeError when it does not come up."""
    with tempfile.TemporaryDirectory(prefix="cqo-pictures-") as var:
        port = free_port()
        environment = {name: value for name, value in os.environ.items() if not name.startswith("CQO_")} | {"CQO_VAR": var}
        server = subprocess.Popen([REPOSITORY / "cqo", "demo", "--port", str(port)], env=environment, stdout=sys.stderr)  # noqa: S603  (our own program)
        try:
            wait_for(f"http://127.0.0.1:{port}", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(30)


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    """Return once the server answers."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=2):  # noqa: S310  (our own server)
                return
        except OSError:
            time.sleep(0.3)
    raise RuntimeError("the demo did not come up")


def take(browser: Browser, address: str, picture: Picture) -> Path:
    """Sign in, go to the page and write its picture. Raises LookupError for a link that is not there."""
    size = {"width": picture.width, "height": picture.height or HEIGHTS[picture.width]}
    context = browser.new_context(viewport=size, locale="zh-CN" if picture.language == "zh-hans" else "en-GB")
    context.add_cookies([{"name": "django_language", "value": picture.language, "url": address}])
    page = context.new_page()
    if picture.login:
        sign_in(page, address, picture.login)
    answer = page.goto(address + picture.path)
    for wanted in picture.links:
        links = page.locator("main a[href]").evaluate_all("links => links.map(link => [link.href, link.innerText])")
        found = next((href for href, words in links if re.search(wanted, href) or re.search(wanted, words)), None)
        if found is None:
            raise LookupError(f"no link like {wanted} on {page.url}")
        answer = page.goto(found)
    if answer is None or answer.status >= 400:
        raise LookupError(f"{page.url} answers {answer.status if answer else 'nothing'}")
    page.wait_for_load_state("networkidle")
    for selector in picture.press:
        if page.locator(selector).count():
            page.locator(selector).click()
            page.wait_for_timeout(SETTLING)
    path = PICTURES / picture.file
    page.screenshot(path=path, animations="disabled")
    context.close()
    return path


def sign_in(page: Page, address: str, login: str) -> None:
    """Sign in by the form, as a visitor does."""
    page.goto(f"{address}/sign-in/")
    page.fill('input[name="username"]:not([type="hidden"])', login)
    page.fill('input[name="password"]:not([type="hidden"])', PASSWORD)
    page.press('input[name="password"]:not([type="hidden"])', "Enter")
    page.wait_for_url(lambda url: not url.endswith("/sign-in/"))


def main() -> int:
    """Take the pictures; 1 where one could not be taken or is too large for a repository."""
    parser = argparse.ArgumentParser(description="Take the pictures of the documentation.")
    parser.add_argument("--only", default="", help="take only the pictures whose file names match this (a regular expression)")
    wanted = [picture for picture in TABLE if re.search(parser.parse_args().only, picture.file)]
    PICTURES.mkdir(parents=True, exist_ok=True)
    troubles = []
    with demo() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for picture in wanted:
            try:
                size = take(browser, address, picture).stat().st_size
                print(f"{picture.file}  {size // 1024} KB")
                if size > LARGEST:
                    troubles.append(f"{picture.file} has {size // 1024} KB")
            except (LookupError, Error) as trouble:
                troubles.append(f"{picture.file}: {trouble}")
        browser.close()
    print(*troubles, sep="\n", file=sys.stderr)
    return 1 if troubles else 0


if __name__ == "__main__":
    sys.exit(main())
