"""What a table of steps is. No Django."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from cqo.foundation.access.capabilities import Can


@dataclass(frozen=True)
class Step:
    """A verb that moves a case from one of some states to another, by somebody who has the power (None: only the system)."""

    name: str
    sources: tuple[StrEnum, ...]
    target: StrEnum
    power: Can | None


@dataclass(frozen=True)
class LifeCycle:
    """All steps of one kind of case. `path` is the straight line that the step bar shows."""

    kind: str
    path: tuple[StrEnum, ...]
    steps: tuple[Step, ...]

    def step(self, name: str) -> Step:
        """The step of that name. Raises KeyError for a name the table does not have."""
        for step in self.steps:
            if step.name == name:
                return step
        raise KeyError(f"{self.kind} has no step {name!r}")

    def from_state(self, state: StrEnum) -> Iterator[Step]:
        """Every step that can be taken from a state."""
        return (step for step in self.steps if state in step.sources)
