"""What a file or a pasted text holds, with a verdict on every question, before anything is written.

Nothing is kept between preview and saving but what stands in the page: the sound questions as one text, each faulty one as a text of its own to mend.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from django.utils.translation import gettext as _

from cqo.foundation.documents import spreadsheets
from cqo.foundation.sheets import tables
from cqo.qualification.certificates.states import Tier
from cqo.qualification.exams.operations.questions import verdicts
from cqo.qualification.exams.rules import pasting, rows
from cqo.qualification.exams.rules.questions import Draft
from cqo.qualification.exams.wording.questions import FAULTS

MOST_ROWS = 2000


@dataclass(frozen=True)
class Found:
    """A question of a file or text: where it stood (第 7 行), the draft, its text to mend, and what is wrong with it in words."""

    place: str
    draft: Draft
    text: str
    faults: Sequence[str] = ()


@dataclass(frozen=True)
class Preview:
    """Everything that was found. unread: lines or rows that are no question, with the reason."""

    sound: Sequence[Found]
    faulty: Sequence[Found]
    unread: Sequence[tuple[str, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The sound questions as one text, which reads back as the same."""
        return "\n\n".join(pasting.write(found.draft, number=number) for number, found in enumerate(self.sound, start=1))


def of_file(content: bytes, *, city: str, tier: Tier) -> Preview:
    """Read a spreadsheet. Raises sheets.NotATable."""
    reading = tables.read(content, rows.COLUMNS)
    several = False
    found: list[tuple[str, Draft, str, list[str]]] = []
    for row in reading:
        if len(found) >= MOST_ROWS:
            reading.close()
            break
        several = several or len(reading.layouts) > 1
        place = _("第 %(row)s 行") % {"row": row.number}
        draft = rows.draft(row.cells)
        found.append((f"{row.sheet}：{place}" if several else place, draft, pasting.write(draft, number=row.number), []))
    unread = [(f"{left.sheet} {left.number or ''}".strip(), left.text) for left in reading.left_out]
    return _judged(found, unread, city=city, tier=tier)


def of_text(text: str, *, city: str, tier: Tier, mended: Sequence[tuple[str, str]] = ()) -> Preview:
    """Read what was pasted; mended: place and text of questions that were faulty before, empty ones being left out."""
    reading = pasting.parse(text)
    found = [(_place(each), each.draft, each.text, list(each.faults)) for each in reading.questions]
    unread = [(_("第 %(row)s 行") % {"row": number}, line) for number, line in reading.unread]
    for place, block in mended:
        again = pasting.parse(block)
        if block.strip() and not again.questions:
            found.append((place, Draft(kind=None, stem=""), block, []))
        found.extend((place, each.draft, each.text, list(each.faults)) for each in again.questions)
    return _judged(found, unread, city=city, tier=tier)


def write_template(target: BinaryIO) -> None:
    """A workbook to fill in, with one row marked as an example that is never imported."""
    asked = [each for each in rows.COLUMNS if each.key in rows.EXAMPLE]
    columns = [spreadsheets.Column("序号", 8, is_text=True), *(spreadsheets.Column(each.label, 20, is_text=True) for each in asked)]
    example = ["示例", *(rows.EXAMPLE[each.key] for each in asked)]
    spreadsheets.write(target, [spreadsheets.Sheet("题库", columns, [example])])


def _place(each: pasting.Pasted) -> str:
    return _("第 %(number)s 题") % {"number": each.number} if each.number else _("第 %(row)s 行") % {"row": each.line}


def _judged(found: Sequence[tuple[str, Draft, str, list[str]]], unread: Sequence[tuple[str, str]], *, city: str, tier: Tier) -> Preview:
    judged = verdicts([draft for _place, draft, _text, _doubts in found], city=city, tier=tier)
    sound: list[Found] = []
    faulty: list[Found] = []
    for (place, draft, text, doubts), wrong in zip(found, judged, strict=True):
        codes = list(dict.fromkeys([*doubts, *wrong]))
        each = Found(place, draft, text, [str(FAULTS[code]) for code in codes])
        (faulty if codes else sound).append(each)
    return Preview(sound, faulty, list(unread))
