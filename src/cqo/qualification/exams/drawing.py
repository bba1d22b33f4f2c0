"""Questions as HTML: drawn once for each paper and language, then only numbered and ticked for each candidate."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from cqo.qualification.exams.queries import sheets
from cqo.qualification.exams.wording import candidates

# Private characters stand in the drawn HTML where the candidate's number and ticks go; no text of a question holds any.
NUMBER, TICK, TICK_END = "\ue000", "\ue001", "\ue002"
_MARKS = re.compile(f"{NUMBER}|{TICK}([A-L]){TICK_END}")
_PRIVATE = re.compile("[\ue000-\ue002]")


def questions(paper: UUID, order: Sequence[int], answers: Mapping[int, str]) -> SafeString:
    """The questions of a paper in a candidate's order, with the answers given so far ticked."""
    drawn = _drawn(paper, get_language() or "")
    return mark_safe("".join(_for_candidate(drawn[item], number, answers.get(item, "")) for number, item in enumerate(order, start=1)))


def _for_candidate(pieces: Sequence[tuple[str, str]], number: int, choice: str) -> str:
    """Put a candidate's number and ticks between the pieces; a piece is text and what follows it: a number, a letter, or nothing."""
    parts = []
    for text, mark in pieces:
        parts.append(text)
        if mark == NUMBER:
            parts.append(str(number))
        elif mark and mark in choice:
            parts.append(" checked")
    return "".join(parts)


@lru_cache(maxsize=64)
def _drawn(paper: UUID, _language: str) -> Mapping[int, Sequence[tuple[str, str]]]:
    return {place: _pieces(item) for place, item in sheets.of(paper).items()}


def _pieces(item: sheets.Item) -> Sequence[tuple[str, str]]:
    html = render_to_string(
        "exams/question.html",
        {
            "place": item.place,
            "kind": item.kind.value,
            "kind_label": candidates.KINDS[item.kind],
            "stem": _PRIVATE.sub("", item.stem),
            "options": [(letter, _PRIVATE.sub("", text), f"{TICK}{letter}{TICK_END}") for letter, text in item.options],
            "points": f"{item.points_tenths / 10:g}",
            "number": NUMBER,
        },
    )
    pieces, start = [], 0
    for mark in _MARKS.finditer(html):
        pieces.append((html[start : mark.start()], mark[1] or NUMBER))
        start = mark.end()
    return [*pieces, (html[start:], "")]
