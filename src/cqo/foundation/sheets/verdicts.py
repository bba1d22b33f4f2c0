"""What is said of one row of a roster, and the report of a whole one."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar

Values = TypeVar("Values")
Value = TypeVar("Value")


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


@dataclass(slots=True)
class Findings:
    """What is found while a row is judged, each code once, in the order it was found."""

    refused: list[str] = field(default_factory=list)
    warned: list[str] = field(default_factory=list)

    def refuse(self, code: str) -> None:
        """Something for which the row cannot be taken."""
        if code not in self.refused:
            self.refused.append(code)

    def warn(self, code: str) -> None:
        """Something to correct in a row that is taken."""
        if code not in self.warned:
            self.warned.append(code)

    def refused_for(self, beginning: str) -> bool:
        """Whether a refusal begins so."""
        return any(code.startswith(beginning) for code in self.refused)

    def reading(self, text: str, read: Callable[[str], Value | None], code: str) -> Value | None:
        """What `read` makes of a text that is not empty, with the warning `code` where that is nothing."""
        if not text:
            return None
        value = read(text)
        if value is None:
            self.warn(code)
        return value

    def shortened(self, text: str, limit: int) -> str:
        """The text, cut to `limit` characters with the warning "text.shortened" where it is longer."""
        if len(text) <= limit:
            return text
        self.warn("text.shortened")
        return text[:limit]


def without_duplicates(verdicts: Iterable[Verdict[Values]], key: Callable[[Values], Hashable]) -> Iterator[Verdict[Values]]:
    """The verdicts with "duplicate.in_file" on every row whose key an accepted row above it has; of two rows the first valid one is taken.

    key: what may stand only once in a file, None where it could not be read.
    """
    taken: set[Hashable] = set()
    for verdict in verdicts:
        mark = key(verdict.values)
        if mark is not None and mark in taken:
            yield replace(verdict, refused=(*verdict.refused, "duplicate.in_file"))
            continue
        if mark is not None and verdict.accepted:
            taken.add(mark)
        yield verdict


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
