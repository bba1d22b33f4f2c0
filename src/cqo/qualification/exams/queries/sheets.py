"""A paper as candidates may see it: stems and options, never a key and never an explanation."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from cqo.qualification.exams.models import PaperItem
from cqo.qualification.exams.rules import choices
from cqo.qualification.exams.states import PaperState, QuestionKind


@dataclass(frozen=True, slots=True)
class Item:
    """A question at its place in a paper. options: letter and text, in the bank's order."""

    place: int
    kind: QuestionKind
    stem: str
    options: tuple[tuple[str, str], ...]
    points_tenths: int

    def takes(self, choice: str) -> bool:
        """Whether this can be an answer to the question."""
        return choices.is_possible(choice, kind=self.kind, options=len(self.options))


class NotFixed(Exception):
    """A paper that is still being put together is shown to no candidate."""


@lru_cache(maxsize=32)
def of(paper: UUID) -> Mapping[int, Item]:
    """The items of a fixed paper by their place, kept in memory: a fixed paper never changes. Raises NotFixed."""
    rows = PaperItem.objects.filter(paper_id=paper, paper__state=PaperState.FIXED.value).order_by("place")
    columns = ("place", "question__kind", "question__stem", "question__options", "points_tenths")
    items = {
        place: _item(place, QuestionKind(kind), stem, options, points) for place, kind, stem, options, points in rows.values_list(*columns)
    }
    if not items:
        raise NotFixed(str(paper))
    return items


def item_of(item: PaperItem) -> Item:
    """An item with its question at hand, whatever the state of its paper: for officials."""
    question = item.question
    return _item(item.place, QuestionKind(question.kind), question.stem, question.options, item.points_tenths)


def _item(place: int, kind: QuestionKind, stem: str, options: list[str], points: int) -> Item:
    texts = options or (["正确", "错误"] if kind == QuestionKind.TRUE_FALSE else [])
    return Item(place, kind, stem, tuple(zip(choices.letters(kind, len(texts)), texts, strict=False)), points)
