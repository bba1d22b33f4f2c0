"""The public check: two or three indexed reads, written as SQL, because a million strangers ask and nobody signs in.

`Reading` is anything that runs a statement; the public door has connections of its own, so a check waits neither for pages nor for the worker.
A check by number and code costs one read where the certificate holds, two where it was revoked or replaced.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, Protocol

from cqo.foundation.codes import names
from cqo.qualification.certificates.rules import asked
from cqo.qualification.certificates.rules.checks import NOT_FOUND, SLIP, Finding, Verdict
from cqo.qualification.certificates.rules.masking import mask_name
from cqo.qualification.certificates.rules.status import Facts, status

Row = Sequence[Any]

_COLUMNS = (
    "id, number, official_number, check_code, holder_name, tier, level, title, issuer, class_title, hours_tenths, "
    "issued_date, expires_date, suspended_date, resumed_date, ended_date, ending"
)
_WAYS = 8  # in which an official number may have been written; unused places repeat the last, so that the statement stays the same
_PLACES = ", ".join(["%s"] * _WAYS)
_BY_CODE = f"SELECT {_COLUMNS} FROM certificates_certificate WHERE number = %s AND check_code = %s"  # noqa: S608 (constants alone)
_BY_NUMBER = f"""
    SELECT {_COLUMNS} FROM certificates_certificate WHERE number = %s
    UNION SELECT {_COLUMNS} FROM certificates_certificate WHERE official_number IN ({_PLACES})
"""  # noqa: S608
_REVOCATION = """
    SELECT ground, legal_basis FROM certificates_change WHERE certificate_id = %s AND kind = 'revoke' AND state = 'done'
    ORDER BY decided_at DESC LIMIT 1
"""
_SUCCESSOR = "SELECT number, check_code FROM certificates_certificate WHERE replaces_id = %s"
_EXTERNAL = f"""
    SELECT e.title, e.number, e.issuer, e.issued_date, e.expires_date, e.hours_tenths, p.name, k.name
    FROM people_externalcertificate e
    JOIN people_person p ON p.id = e.person_id
    LEFT JOIN people_person k ON k.id = p.merged_into_id
    LEFT JOIN intake_batch b ON b.id = e.batch_id
    WHERE e.number IN ({_PLACES}) AND e.withdrawn_at IS NULL AND (b.id IS NULL OR b.visible)
"""  # noqa: S608


class Reading(Protocol):
    """Runs a statement with %s for its values and gives back every row. Raises whatever the database raises."""

    def __call__(self, sql: str, values: Sequence[Any], /) -> list[Row]: ...


def by_code(read: Reading, number: str, code: str, *, on: date) -> Finding:
    """The certificate of a QR code or of a typed number and check code. A wrong code is answered as a number that does not exist."""
    typed_number, typed_code = asked.number(number), asked.code(code)
    if typed_number.platform and not typed_number.slip:
        rows = read(_BY_CODE, [typed_number.platform, typed_code])
    else:
        rows = [row for row in _by_number(read, typed_number) if row[3] == typed_code and typed_code]
    if rows:
        return _finding(read, rows[0], on)
    return SLIP if typed_number.slip else NOT_FOUND


def by_name(read: Reading, number: str, name: str, *, on: date) -> Finding:
    """The certificate of a number whose holder has exactly that name; else one from elsewhere that is registered here.

    A wrong name is answered as a number that does not exist.
    """
    typed_number, key = asked.number(number), names.person_key(name[: asked.LONGEST_NAME])
    rows = [row for row in _by_number(read, typed_number) if names.person_key(row[4]) == key and key]
    if rows:
        return _finding(read, rows[0], on)
    others = [
        row for row in read(_EXTERNAL, _ways(typed_number)) if key and key in (names.person_key(row[6]), names.person_key(row[7] or ""))
    ]
    if others:
        return _external(others[0])
    return SLIP if typed_number.slip else NOT_FOUND


def _by_number(read: Reading, number: asked.Number) -> list[Row]:
    return read(_BY_NUMBER, [number.platform, *_ways(number)])


def _ways(number: asked.Number) -> list[str]:
    ways = list(number.official[:_WAYS]) or [""]
    return ways + ways[-1:] * (_WAYS - len(ways))


def _finding(read: Reading, row: Row, on: date) -> Finding:
    key, number, official, _code, holder, tier, level, title, issuer, class_title, hours, *days, ending = row
    issued, expires, suspended, resumed, ended = map(_day, days)
    verdict = Verdict(status(Facts(expires, suspended, resumed, ended, ending), on).value)
    since = {Verdict.VALID: None, Verdict.EXPIRED: expires, Verdict.SUSPENDED: suspended}.get(verdict, ended)
    ground = basis = new_number = new_code = ""
    if verdict == Verdict.REVOKED:
        ground, basis = next(iter(read(_REVOCATION, [key])), ("", ""))
    elif verdict == Verdict.REPLACED:
        new_number, new_code = next(iter(read(_SUCCESSOR, [key])), ("", ""))
    return Finding(
        verdict=verdict,
        number=number,
        official_number=official,
        holder=mask_name(holder),
        tier=tier,
        level=level,
        title=title,
        issuer=issuer,
        class_title=class_title,
        hours_tenths=hours,
        issued_date=issued,
        expires_date=expires,
        since=since,
        ground=ground,
        legal_basis=basis,
        new_number=new_number,
        new_code=new_code,
    )


def _external(row: Row) -> Finding:
    title, number, issuer, issued, expires, hours, name, kept_name = row
    return Finding(
        verdict=Verdict.EXTERNAL,
        official_number=number,
        holder=mask_name(name or kept_name),
        title=title,
        issuer=issuer,
        hours_tenths=hours,
        issued_date=_day(issued),
        expires_date=_day(expires),
    )


def _day(value: date | str | None) -> date | None:
    """A day as PostgreSQL gives it, or as SQLite keeps it."""
    return date.fromisoformat(value) if isinstance(value, str) else value
