"""What an actor can do with a case now, and where it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cqo.foundation.access.actor import Actor
from cqo.foundation.lifecycle.states import LifeCycle, Step


@dataclass(frozen=True)
class Station:
    """A station of the step bar: its state, and whether it is behind, here or ahead."""

    state: str
    place: str


def open_steps(case: Any, actor: Actor) -> list[Step]:
    """The steps the actor may take from where the case stands."""
    table: LifeCycle = case.LIFE_CYCLE
    return [step for step in table.from_state(case.state) if step.power is not None and actor.may(step.power)]


def stations(case: Any) -> Sequence[Station]:
    """The step bar: the straight line of the table, with a state off the line shown where the line was left."""
    path = [state.value for state in case.LIFE_CYCLE.path]
    if case.state not in path:
        return [Station(path[0], "done"), Station(case.state, "now")]
    here = path.index(case.state)
    last = len(path) - 1
    return [
        Station(state, "done" if place < here or here == last else "now" if place == here else "ahead") for place, state in enumerate(path)
    ]
