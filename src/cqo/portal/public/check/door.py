"""The ASGI door of `/c/`: takes a request apart, asks the counter in a thread, sends the answer. No middleware runs behind it.

GET  /c/                        the form                POST /c/   number and code, or number and name (a name never stands in an address)
GET  /c/<number>/<code>         what a QR code leads to
GET  /c/<number>/<code>.json    the same for machines
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from cqo.foundation.accounts import lockout
from cqo.foundation.look.templatetags.look import SHANGHAI
from cqo.portal.public.check import pages
from cqo.portal.public.check.connections import PATIENCE, Connections
from cqo.portal.public.check.counter import Counter, Question
from cqo.qualification.certificates.queries.checking import Reading
from cqo.qualification.certificates.rules.checks import FOUND, UNKNOWN

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

BODY_LIMIT = 8 * 1024
ANSWER_WITHIN = PATIENCE + 2  # seconds, after which nobody can tell
MISSES_TAKE = 0.08  # seconds that every answer without a certificate takes, so that its time tells nothing
LANGUAGES = {"zh": "zh-hans", "zh-hans": "zh-hans", "zh-cn": "zh-hans", "en": "en"}
HTML, JSON, TEXT = b"text/html; charset=utf-8", b"application/json", b"text/plain; charset=utf-8"
POLICY = b"default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"


class BodyTooLarge(Exception):
    """A form of more than BODY_LIMIT bytes."""


class ReaderGone(Exception):
    """The other side closed the connection."""


@dataclass(frozen=True)
class Request:
    """What the door looks at."""

    method: str
    path: str
    query: Mapping[str, list[str]]
    headers: Mapping[str, str]
    address: str

    @property
    def language(self) -> str:
        """?lang=, else the site's cookie, else what the browser prefers among what there is, else Chinese."""
        asked = [self.query.get("lang", [""])[0], self._cookies().get(settings.LANGUAGE_COOKIE_NAME, "")]
        wishes = [*asked, *_by_preference(self.headers.get("accept-language", ""))]
        known = (LANGUAGES.get(wish.lower()) or LANGUAGES.get(wish.lower().partition("-")[0]) for wish in wishes)
        return next((language for language in known if language), "zh-hans")

    @property
    def care(self) -> bool:
        """Whether this browser has asked for the large-text pages."""
        return self._cookies().get("care") == "1"

    def _cookies(self) -> dict[str, str]:
        pairs = (pair.strip().partition("=") for pair in self.headers.get("cookie", "").split(";"))
        return {name: value for name, _equals, value in pairs}


@dataclass(frozen=True)
class Answer:
    """Status, kind of content, content, and further headers."""

    status: int
    kind: bytes
    body: bytes
    more: tuple[tuple[bytes, bytes], ...] = ()
    is_miss: bool = False


class Door:
    """An ASGI application. `read` is how it asks the database; its own connections unless told otherwise."""

    def __init__(self, read: Reading | None = None, *, threads: int = 4, clock: Callable[[], datetime] | None = None) -> None:
        self._own = Connections()
        self._counter = Counter(read or self._own)
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="check")
        self._clock = clock or (lambda: datetime.now(UTC))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        began = time.monotonic()
        request = _request(scope)
        try:
            body = await _taken_in(receive) if request.method == "POST" else b""
        except ReaderGone:
            return
        except BodyTooLarge:
            await _send(send, Answer(413, TEXT, b""), head=False)
            return
        loop = asyncio.get_running_loop()
        try:
            answer = await asyncio.wait_for(loop.run_in_executor(self._threads, self.answer, request, body), ANSWER_WITHIN)
        except TimeoutError:
            answer = _unknown(request, at=self._clock())
        if answer.is_miss:
            await asyncio.sleep(max(0.0, MISSES_TAKE - (time.monotonic() - began)))
        await _send(send, answer, head=request.method == "HEAD")

    def close(self) -> None:
        """Let go of the connections."""
        self._own.close()

    def answer(self, request: Request, body: bytes = b"") -> Answer:
        """The answer to a request whose body was taken in. Runs in a thread of its own."""
        parts = [part for part in request.path.split("/") if part][1:]
        allowed = ("GET", "HEAD") if parts else ("GET", "HEAD", "POST")
        if request.method not in allowed:
            return Answer(405, TEXT, b"", ((b"allow", ", ".join(allowed).encode()),))
        if request.method == "POST":
            return self._posted(request, body)
        if len(parts) == 2:
            code, is_json = parts[1].removesuffix(".json"), parts[1].endswith(".json")
            return self._checked(request, Question(parts[0], code), here=request.path, json=is_json)
        if len(parts) > 2:
            return self._form(request, status=404)
        number = (parts or request.query.get("number", [""]))[0]
        if number and not parts and (code := request.query.get("code", [""])[0]):
            return self._checked(request, Question(number, code), here="/c/", json=False)
        return self._form(request, number=number)

    def _posted(self, request: Request, body: bytes) -> Answer:
        try:
            typed = parse_qs(body.decode("utf-8", "replace"), max_num_fields=8)
        except ValueError:
            typed = {}
        number, secret = (typed.get(name, [""])[0].strip() for name in ("number", "secret"))
        if not number or not secret:
            with translation.override(request.language):
                return self._form(request, number=number, mistake=_("请填写证书编号，以及查验码或持证人姓名。"), status=422)
        return self._checked(request, Question(number, secret, may_be_name=True), here="/c/", json=False)

    def _checked(self, request: Request, question: Question, *, here: str, json: bool) -> Answer:
        now = self._clock()
        finding = self._counter.answer(question, address=request.address, on=now.astimezone(SHANGHAI).date(), at=time.monotonic())
        status, is_miss = pages.status_code(finding), finding.verdict not in FOUND
        later = ((b"retry-after", b"600"),) if status == 429 else ((b"retry-after", b"60"),) if status == 503 else ()
        if json:
            return Answer(status, JSON, pages.document(finding, at=now), later, is_miss)
        body = pages.page(finding, language=request.language, here=here, care=request.care, at=now, number=question.number)
        return Answer(status, HTML, body, later, is_miss)

    def _form(self, request: Request, *, number: str = "", mistake: str = "", status: int = 200) -> Answer:
        page = pages.form(language=request.language, here="/c/", care=request.care, number=number, mistake=mistake)
        return Answer(status, HTML, page)


door = Door()


def _unknown(request: Request, *, at: datetime) -> Answer:
    page = pages.page(UNKNOWN, language=request.language, here="/c/", care=request.care, at=at)
    return Answer(503, HTML, page, ((b"retry-after", b"60"),))


def _request(scope: Scope) -> Request:
    headers: dict[str, str] = {}
    for raw_name, raw_value in scope["headers"]:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        headers[name] = f"{headers[name]}{'; ' if name == 'cookie' else ','}{value}" if name in headers else value
    try:
        query = parse_qs(scope.get("query_string", b"").decode("latin-1"), max_num_fields=8)
    except ValueError:
        query = {}
    nearest = (scope.get("client") or ("",))[0]
    address = lockout.through_proxies(headers.get("x-forwarded-for", ""), nearest=str(nearest))
    return Request(scope["method"], scope["path"], query, headers, address)


async def _taken_in(receive: Receive) -> bytes:
    """The body, read to its end even where it is too large, so that the browser listens. Raises BodyTooLarge, ReaderGone."""
    body, length, more = b"", 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ReaderGone
        piece, more = message.get("body", b""), message.get("more_body", False)
        length += len(piece)
        body = body + piece if length <= BODY_LIMIT else b""
    if length > BODY_LIMIT:
        raise BodyTooLarge
    return body


def _by_preference(header: str) -> list[str]:
    """The languages of an Accept-Language header, the most wanted first."""
    wishes = []
    for wish in header.split(",")[:20]:
        name, _semicolon, weight = wish.partition(";q=")
        try:
            wishes.append((-float(weight or 1), name.strip()))
        except ValueError:
            continue
    return [name for _weight, name in sorted(wishes, key=lambda wish: wish[0])]


async def _send(send: Send, answer: Answer, *, head: bool) -> None:
    headers = [
        (b"content-type", answer.kind),
        (b"content-length", str(len(answer.body)).encode()),
        (b"cache-control", b"no-store"),
        (b"content-security-policy", POLICY),
        (b"x-content-type-options", b"nosniff"),
        (b"x-frame-options", b"DENY"),
        (b"referrer-policy", b"no-referrer"),
        (b"cross-origin-opener-policy", b"same-origin"),
        (b"x-robots-tag", b"noindex"),
        (b"vary", b"Accept-Language, Cookie"),
        *answer.more,
    ]
    if settings.BEHIND_TLS:
        headers.append((b"strict-transport-security", f"max-age={settings.SECURE_HSTS_SECONDS}".encode()))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if head else answer.body})
