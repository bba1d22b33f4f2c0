"""What is said of one row of a roster, and the report of a whole one."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Values = TypeVar("Values")


@dataclass(frozen=True, slots=True)
class Verdict(Generic[Values]):
    """A row's place, what speaks against taking it, what to correct though it is taken, and its values as far as they could be read."""

    sheet: str
    number: int
    refused: tuple[str, ...]
    warned: tuple[str, ...]
    values: Values

    @property
    def accepted(self) -> bool:
        """Whether the row is taken: warnings alone do not stop it."""
        return not self.refused

    @property
    def codes(self) -> tuple[str, ...]:
        """Everything said of the row, refusals first."""
        return self.refused + self.warned

    @property
    def place(self) -> str:
        """Where the row is, as a person finds it: SHEET!ROW."""
        return f"{self.sheet}!{self.number}"


def report(verdicts: Iterable[Verdict[Any]]) -> dict[str, Any]:
    """Rows, accepted rows, and the codes of every other row by its place; the warnings of a refused row are listed too."""
    rows = accepted = 0
    rejected: dict[str, list[str]] = {}
    warned: dict[str, list[str]] = {}
    for verdict in verdicts:
        rows += 1
        accepted += verdict.accepted
        if verdict.refused:
            rejected[verdict.place] = list(verdict.refused)
        if verdict.warned:
            warned[verdict.place] = list(verdict.warned)
    return {"rows": rows, "accepted": accepted, "rejected": rejected, "warned": warned}
