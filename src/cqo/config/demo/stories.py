"""Stories of a sample city that go on side by side, so that what happened first is recorded first."""

from collections.abc import Iterable, Iterator
from heapq import heappop, heappush

Story = Iterator[int]
"""Deeds of one story in their order; before those of another day it gives how many days before the loading that is."""


def tell_side_by_side(stories: Iterable[Story]) -> None:
    """Tell stories to their ends, the one whose next day lies furthest back always next; of two on one day, the one named first."""
    waiting: list[tuple[int, int, Story]] = []
    for place, story in enumerate(stories):
        _wait(waiting, place, story)
    while waiting:
        _days, place, story = heappop(waiting)
        _wait(waiting, place, story)


def _wait(waiting: list[tuple[int, int, Story]], place: int, story: Story) -> None:
    """Go on with a story to its next day, and let it wait for that."""
    days = next(story, None)
    if days is not None:
        heappush(waiting, (-days, place, story))
