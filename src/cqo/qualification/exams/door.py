"""The door by which exam pages save answers: a raw ASGI application in front of Django, for hundreds of candidates who save at once.

    POST /answers/   Authorization: Exam <pass>   Origin: <our own>
    {"device": "k3v9…", "seen": 12, "saves": [[item, n, "BD"], …]}

    200 {"kept": [n, …], "left": 2896.4, "revision": 13}          "answers": {item: choice, …} where another device saved meanwhile
    409 {"code": "over", "at": "2026-11-24T15:00:00+08:00", …}    the attempt takes nothing any more; nothing was kept but what "kept" names
    401 no valid pass · 403 another site asks · 400, 413, 415, 422 not what an exam page sends · 429 too fast · 503 too busy, send again

No middleware runs in front of it. A pass is bound to attempt, user and session; whoever is too fast is slowed down by their pass alone, never
by their address: a whole hall sits behind one. Nothing of a key, an explanation or a score passes through here.
"""

import json
import logging
import re
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, MutableMapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http.request import validate_host

from cqo.qualification.exams import clock, passes
from cqo.qualification.exams.operations import answers
from cqo.qualification.exams.operations.answers import Delivery, Outcome, Save
from cqo.qualification.exams.passes import Pass
from cqo.qualification.exams.rules.timing import Standing
from cqo.qualification.exams.writer import Full, NotWritten, Writer

logger = logging.getLogger(__name__)

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

PATH = "/answers/"
BODY_LIMIT = 32 * 1024
MOST_SAVES = 400
RATE, BURST = 4.0, 40.0  # deliveries a second of one attempt, and how many at once
REMEMBERED = 4096  # attempts whose pace is remembered
MOST = 2**31 - 1
_DEVICE = re.compile(r"[a-z0-9]{8,12}")
_CHOICE = re.compile(r"[A-L]{0,12}")
_SCHEME = "Exam "
_BEIJING = ZoneInfo("Asia/Shanghai")
_REFUSALS = {
    Standing.OVER: "over",
    Standing.HANDED_IN: "handed_in",
    Standing.CALLED_OFF: "called_off",
    Standing.MAY_START: "not_started",
}


class Refused(Exception):
    """A request that is not answered with 200: a status, a code for the page."""

    def __init__(self, status: int, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.status, self.told = status, {"code": code, **facts}


class Pace:
    """How fast each attempt may deliver: a bucket that fills steadily, for the attempts seen last."""

    def __init__(self, *, rate: float, burst: float, remembered: int) -> None:
        self._rate, self._burst, self._remembered = rate, burst, remembered
        self._buckets: OrderedDict[UUID, tuple[float, float]] = OrderedDict()

    def may(self, attempt: UUID, *, now: float) -> bool:
        """Whether another delivery of an attempt may come; now: seconds of a clock that only runs forwards."""
        level, since = self._buckets.pop(attempt, (self._burst, now))
        level = min(self._burst, level + (now - since) * self._rate)
        self._buckets[attempt] = (level - 1 if level >= 1 else level, now)
        if len(self._buckets) > self._remembered:
            self._buckets.popitem(last=False)
        return level >= 1


class Door:
    """The ASGI application; `now` is the server's clock."""

    def __init__(self, writer: Writer, *, now: Callable[[], datetime] = clock.now) -> None:
        self._writer, self._now = writer, now
        self._pace = Pace(rate=RATE, burst=BURST, remembered=REMEMBERED)

    def close(self) -> None:
        """Write what waits, and end: the server stops."""
        self._writer.close()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        try:
            status, told = await self._answer(scope, receive)
        except Refused as refused:
            status, told = refused.status, refused.told
        except _ReaderGone:
            return
        await _say(send, status, told)

    async def _answer(self, scope: Scope, receive: Receive) -> tuple[int, dict[str, Any]]:
        at = self._now()
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        if scope["path"] != PATH:
            raise Refused(404, "no_such_place")
        if scope["method"] != "POST":
            raise Refused(405, "post_only")
        _require_own_origin(headers)
        allowed = _read_pass(headers, at)
        if not self._pace.may(allowed.attempt, now=time.monotonic()):
            raise Refused(429, "too_fast")
        if headers.get(b"content-type", "").partition(";")[0].strip().lower() != "application/json":
            raise Refused(415, "json_only")
        delivery = _read(await _body(receive), allowed, at)
        try:
            outcome = await self._writer.write(delivery)
        except (Full, NotWritten) as busy:
            raise Refused(503, "busy") from busy
        return _told(outcome)


class _ReaderGone(Exception):
    """The page closed the connection before its request was complete."""


def _require_own_origin(headers: dict[bytes, str]) -> None:
    """Another site's page must not save here, even with the browser of a candidate."""
    host, origin = headers.get(b"host", ""), headers.get(b"origin", "")
    if not validate_host(host.rpartition(":")[0] if re.search(r":\d+$", host) else host, settings.ALLOWED_HOSTS):
        raise Refused(400, "unknown_host")
    parts = urlsplit(origin)
    is_own = parts.netloc == host and parts.scheme == ("https" if settings.BEHIND_TLS else parts.scheme)
    if not (is_own or origin in settings.CSRF_TRUSTED_ORIGINS):
        raise Refused(403, "another_site")


def _read_pass(headers: dict[bytes, str], at: datetime) -> Pass:
    scheme, text = headers.get(b"authorization", "")[: len(_SCHEME)], headers.get(b"authorization", "")[len(_SCHEME) :]
    session = re.search(rf"(?:^|;\s*){settings.SESSION_COOKIE_NAME}=([^;]+)", headers.get(b"cookie", ""))
    found = passes.read(text, session_key=session[1].strip('"'), at=at) if scheme == _SCHEME and session else None
    if found is None:
        raise Refused(401, "no_pass")
    return found


async def _body(receive: Receive) -> bytes:
    body, more = b"", True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise _ReaderGone
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > BODY_LIMIT:
            raise Refused(413, "too_long")
    return body


def _read(body: bytes, allowed: Pass, at: datetime) -> Delivery:
    """The delivery in a body. Raises Refused for whatever an exam page does not send."""
    try:
        sent = json.loads(body)
        device, seen, saves = sent["device"], sent["seen"], sent["saves"]
        is_sound = len(sent) == 3 and _DEVICE.fullmatch(device) and _is_count(seen) and len(saves) <= MOST_SAVES
        read = tuple(_save(*each) for each in saves)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as trouble:
        raise Refused(400, "not_understood") from trouble
    if not is_sound:
        raise Refused(400, "not_understood")
    return Delivery(attempt=allowed.attempt, paper=allowed.paper, device=device, seen=seen, at=at, saves=read)


def _save(item: Any, n: Any, choice: Any) -> Save:
    if not (_is_count(item) and item <= 32767 and _is_count(n) and _CHOICE.fullmatch(choice)):
        raise ValueError
    return Save(item, n, choice)


def _is_count(value: Any) -> bool:
    return type(value) is int and 0 <= value <= MOST


def _told(outcome: Outcome) -> tuple[int, dict[str, Any]]:
    if outcome.wrong:
        raise Refused(422, "unknown_answer")
    told: dict[str, Any] = {"kept": outcome.kept, "left": round(outcome.left, 1), "revision": outcome.revision}
    if outcome.answers is not None:
        told["answers"] = outcome.answers
    if outcome.standing == Standing.RUNNING:
        return 200, told
    return 409, {"code": _REFUSALS[outcome.standing], "at": outcome.at.astimezone(_BEIJING).isoformat(timespec="milliseconds"), **told}


async def _say(send: Send, status: int, told: dict[str, Any]) -> None:
    body = json.dumps(told, separators=(",", ":")).encode()
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
    ]
    if status in (429, 503):
        headers.append((b"retry-after", b"1"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


door = Door(Writer(answers.keep))
