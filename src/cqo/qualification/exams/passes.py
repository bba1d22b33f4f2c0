"""The pass with which an exam page saves answers: signed, for one attempt, one user, one session, for a while."""

import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from cqo.foundation.sealing.sealing import keyed_hash

LASTS = timedelta(hours=2)
_PARTS = (32, 32, 32, 16, 8)  # hexadecimal digits: attempt, paper, user, session, seconds of the end
_BODY, _MAC = sum(_PARTS), 32


@dataclass(frozen=True, slots=True)
class Pass:
    """What a pass says. `session` is a keyed hash: no pass gives a session away."""

    attempt: UUID
    paper: UUID
    user: UUID
    session: str
    until: datetime


def issue(*, attempt: UUID, paper: UUID, user: UUID, session_key: str, at: datetime) -> str:
    """A pass for a page that is shown to a user in a session; it fits into a header."""
    until = int((at + LASTS).timestamp())
    body = f"{attempt.hex}{paper.hex}{user.hex}{session_mark(session_key)}{until:08x}"
    return body + _mac(body)


def read(text: str, *, session_key: str, at: datetime) -> Pass | None:
    """What a pass says; None where it is forged, another session's, or over."""
    body, mac = text[:_BODY], text[_BODY:]
    if len(mac) != _MAC or not text.isascii() or not hmac.compare_digest(mac, _mac(body)):
        return None
    attempt, paper, user, session, until = _parted(body)
    found = Pass(UUID(attempt), UUID(paper), UUID(user), session, datetime.fromtimestamp(int(until, 16), UTC))
    return found if at < found.until and hmac.compare_digest(session, session_mark(session_key)) else None


def session_mark(session_key: str) -> str:
    """How a session stands in a pass."""
    return keyed_hash("exam_session", session_key)[:8].hex()


def _mac(body: str) -> str:
    return keyed_hash("exam_pass", body)[:16].hex()


def _parted(body: str) -> list[str]:
    ends = [sum(_PARTS[: index + 1]) for index in range(len(_PARTS))]
    return [body[end - length : end] for length, end in zip(_PARTS, ends, strict=True)]
