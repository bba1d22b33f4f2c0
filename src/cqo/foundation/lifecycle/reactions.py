"""What a step sets off elsewhere: one table, written in `config/reactions.py` and handed in at start-up."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from cqo.foundation.access.actor import Actor, system

Reaction = Callable[..., None]
_table: dict[str, Sequence[Reaction]] = {}


def register(table: Mapping[str, Sequence[Reaction]]) -> None:
    """Replace the table: event → operations, each called with case=, by=, at= inside the step's transaction."""
    _table.clear()
    _table.update(table)


def table() -> Mapping[str, Sequence[Reaction]]:
    """The table in force, for the page of life cycles."""
    return dict(_table)


def run(event: str, *, case: Any, by: Actor, at: datetime) -> None:
    """Run an event's reactions, as the system acting because of it."""
    for reaction in _table.get(event, ()):
        reaction(case=case, cause=by, by=system(event, city=by.city), at=at)
