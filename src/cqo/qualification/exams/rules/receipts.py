"""What a receipt of a handed-in attempt attests, and how it is written and read: plain text, the same to the letter in every language.

The text is what is signed. Whoever has it can show later which answers were handed in, and when.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

TITLE = "首质通考试交卷回执"
_BEIJING = ZoneInfo("Asia/Shanghai")
_LINE = re.compile(r"^(场次|答卷|交卷时间|已答题数|答案摘要|签名)[：:]\s*(\S+)\s*$", re.MULTILINE)
LABELS = ("场次", "答卷", "交卷时间", "已答题数", "答案摘要")


class Verdict(StrEnum):
    """What a check of a receipt comes to."""

    RIGHT = "right"
    NOT_OURS = "not_ours"
    UNREADABLE = "unreadable"
    DIFFERS = "differs"
    OUT_OF_REACH = "out_of_reach"


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """The facts of a receipt. digest: SM3 of `canonical(answers)`, 64 hexadecimal characters."""

    sitting: str
    attempt: UUID
    handed_in_at: datetime
    answered: int
    digest: str


def canonical(answers: Mapping[int, str]) -> bytes:
    """Answers by the paper's place, those not given left out, as the bytes of which the digest is made."""
    given = {str(item): choice for item, choice in sorted(answers.items()) if choice}
    return json.dumps(given, separators=(",", ":")).encode()


def written(receipt: Receipt) -> str:
    """The signed part of a receipt's text."""
    moment = receipt.handed_in_at.astimezone(_BEIJING).isoformat(timespec="microseconds")
    values = (receipt.sitting, receipt.attempt.hex, moment, str(receipt.answered), receipt.digest)
    return "\n".join([TITLE, *(f"{label}：{value}" for label, value in zip(LABELS, values, strict=True))])


def read(text: str) -> tuple[Receipt, str] | None:
    """The receipt in a text that somebody pasted, and its signature; None where the text is none. What stands around the lines is passed over."""
    found = dict(_LINE.findall(text))
    try:
        receipt = Receipt(
            sitting=found["场次"],
            attempt=UUID(found["答卷"]),
            handed_in_at=datetime.fromisoformat(found["交卷时间"]),
            answered=int(found["已答题数"]),
            digest=found["答案摘要"],
        )
        return (receipt, found["签名"]) if receipt.handed_in_at.tzinfo else None
    except (KeyError, ValueError):
        return None
