"""Rows and a subject for the tests of provisions."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from cqo.foundation.audit.signature import system
from cqo.foundation.divisions.models import Division
from cqo.foundation.provisions import operations
from cqo.foundation.provisions.queries import Document, Edition
from cqo.foundation.provisions.subjects import Subject

CLERK = system("test")
AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


@dataclass(frozen=True)
class HourTerms:
    """Terms of an invented subject with every shape there is."""

    hours: int = 8
    online_share: int | None = None
    counts_reading: bool = False
    level: str = "base"
    kinds: tuple[str, ...] = ("class",)


HOURS = Subject(
    key="hours",
    title="学时",
    terms=HourTerms,
    labels={"hours": "每年学时", "online_share": "线上比例", "counts_reading": "自学计入", "level": "层次", "kinds": "形式"},
    units={"hours": "学时", "online_share": "%"},
    choices={"level": {"base": "基础", "advance": "提高"}, "kinds": {"class": "面授", "salon": "沙龙"}},
)


def division(code: str) -> Division:
    """A division of a code; its level read from the code."""
    level = "province" if code.endswith("0000") else "city" if code.endswith("00") else "county"
    return Division.objects.get_or_create(code=code, defaults={"name": code, "level": level})[0]


def enacted(division_code: str, *, valid_from: date, hours: int = 8, **changed: Any) -> Edition[Any]:
    """An edition of HOURS in force in a division from a day on."""
    division(division_code)
    given: dict[str, Any] = {
        "subject": HourTerms,
        "division_code": division_code,
        "terms": HourTerms(hours=hours),
        "document": Document("学时办法", "测字〔2026〕1号", date(2026, 1, 5)),
        "valid_from": valid_from,
        "reason": "补录",
        "by": CLERK,
        "at": AT,
    }
    return operations.enact(**(given | changed))
