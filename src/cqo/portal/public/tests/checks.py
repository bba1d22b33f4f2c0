"""A check's door that reads on the test's own connection, and requests as servers hand them over."""

import asyncio
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlencode

from cqo.portal.public.check.door import Answer, Door, Request
from cqo.portal.public.queries import read
from cqo.qualification.certificates.models import Certificate

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


def door(reading: Any = read, *, now: datetime = NOW) -> Door:
    """A door with empty counts, at a moment."""
    return Door(reading, threads=1, clock=lambda: now)


def request(
    path: str, *, method: str = "GET", query: dict[str, str] | None = None, address: str = "203.0.113.9", **headers: str
) -> Request:
    """A request; headers with _ for -."""
    lists = {name: [value] for name, value in (query or {}).items()}
    return Request(method, path, lists, {name.replace("_", "-"): value for name, value in headers.items()}, address)


def path(certificate: Certificate, code: str | None = None) -> str:
    """Where the QR code leads."""
    return f"/c/{certificate.number}/{code or certificate.check_code}"


def scanned(at: Door, certificate: Certificate, *, code: str | None = None, **more: Any) -> dict[str, Any]:
    """The JSON that a scanned certificate answers."""
    answer = at.answer(request(path(certificate, code) + ".json", **more))
    return {"status": answer.status, **json.loads(answer.body)}


def typed(at: Door, number: str, secret: str, **more: Any) -> Answer:
    """The answer to the form."""
    return at.answer(request("/c/", method="POST", **more), urlencode({"number": number, "secret": secret}).encode())


def asked(
    at: Any, path: str, *, method: str = "GET", body: bytes = b"", headers: Sequence[tuple[bytes, bytes]] = ()
) -> tuple[int, dict, bytes]:
    """A request through ASGI: status, headers, body."""
    sent: list[dict[str, Any]] = []
    raw, _mark, query = path.partition("?")
    scope = {
        "type": "http",
        "method": method,
        "path": raw,
        "raw_path": quote(raw).encode(),
        "query_string": query.encode(),
        "headers": list(headers),
        "client": ("203.0.113.9", 40000),
        "http_version": "1.1",
    }

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    asyncio.run(at(scope, receive, send))
    found = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], found, sent[1]["body"]
