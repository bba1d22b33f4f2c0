"""What a desk shows, as plain facts: groups of tasks with due dates, figures, entries, messages."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Chip:
    """A word on a task, and its kind: ok, wait, stop, info, plain."""

    text: str
    kind: str


@dataclass(frozen=True)
class Task:
    """Something that waits: what it is, where it is dealt with, and the verb on the button there. `warning` stands out in the note."""

    title: str
    url: str
    action: str
    note: str = ""
    warning: str = ""
    chip: Chip | None = None


@dataclass(frozen=True)
class Group:
    """Tasks of one sort, the most urgent first; `count` says how many there are where only the first are shown."""

    title: str
    tasks: Sequence[Task]
    count: int
    all_url: str = ""


def group(title: str, tasks: Sequence[Task], *, count: int | None = None, all_url: str = "") -> list[Group]:
    """A group where there is something in it; none otherwise."""
    return [Group(title, tasks, len(tasks) if count is None else count, all_url)] if tasks else []
