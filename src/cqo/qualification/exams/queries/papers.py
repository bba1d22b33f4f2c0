"""Reads of papers."""

from collections.abc import Mapping
from functools import lru_cache
from uuid import UUID

from cqo.qualification.exams.models import Paper, PaperItem
from cqo.qualification.exams.states import PaperState


def answer_key(paper: Paper) -> Mapping[int, tuple[str, int]]:
    """The key of a paper by place: the right letters, and the tenths of a point. For marking only: no reply to a candidate holds any of it."""
    return _of_fixed(paper.pk) if paper.state == PaperState.FIXED else _read(paper.pk)


@lru_cache(maxsize=32)
def _of_fixed(paper: UUID) -> Mapping[int, tuple[str, int]]:
    """A fixed paper never changes."""
    return _read(paper)


def _read(paper: UUID) -> Mapping[int, tuple[str, int]]:
    rows = PaperItem.objects.filter(paper_id=paper).order_by("place").values_list("place", "question__key", "points_tenths")
    return {place: (key.reveal() if key else "", points) for place, key, points in rows}
