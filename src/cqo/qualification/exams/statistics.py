"""How the questions of a sitting were answered, once its results are published: share right, and which options were chosen."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from cqo.qualification.exams.models import Attempt, Sitting
from cqo.qualification.exams.operations import answers
from cqo.qualification.exams.queries import papers, sheets
from cqo.qualification.exams.queries.sheets import Item


@dataclass(frozen=True)
class Line:
    """A question: how many of how many were right, how often each option was chosen, and its key."""

    item: Item
    right: int
    of: int
    chosen: Sequence[tuple[str, int, bool]]
    unanswered: int


def of(sitting: Sitting) -> list[Line]:
    """Every question of a sitting's paper, over those who sat."""
    sat = list(Attempt.objects.filter(sitting=sitting, started_at__isnull=False).values_list("pk", flat=True))
    given = answers.current(sat) if sat else {}
    key_of, items = papers.answer_key(sitting.paper), sheets.of(sitting.paper_id)
    return [
        _line(items[place], key, [given.get(attempt, {}).get(place, "") for attempt in sat]) for place, (key, _points) in key_of.items()
    ]


def _line(item: Item, key: str, choices: Sequence[str]) -> Line:
    counted = Counter(letter for choice in choices for letter in choice)
    chosen = [(letter, counted[letter], letter in key) for letter, _text in item.options]
    return Line(item, sum(1 for choice in choices if choice == key), len(choices), chosen, sum(1 for choice in choices if not choice))
