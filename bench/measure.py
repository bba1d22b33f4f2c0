"""CPU time of a server and of the database behind it, and the table of what was found."""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


class NothingMoved(Exception):
    """The server used no CPU while it was asked: something else answered."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One figure: what it is, how much, in which unit, and the most it may be."""

    what: str
    value: float
    unit: str
    limit: float | None = None

    @property
    def kept(self) -> bool:
        """Whether the figure is within its limit."""
        return self.limit is None or self.value <= self.limit


def tree(root: int) -> set[int]:
    """A process and all that descend from it."""
    parents: dict[int, int] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        if fields := _stat(int(folder.name)):
            parents[int(folder.name)] = int(fields[1])
    found = {root}
    while more := {process for process, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def cpu_seconds(processes: Iterable[int]) -> float:
    """User and system time of some processes since they began, their ended children included."""
    return sum(sum(map(int, fields[11:15])) for process in processes if (fields := _stat(process))) / TICKS


def cost(cpu: Callable[[], float], act: Callable[[], None], *, times: int) -> float:
    """CPU milliseconds of one act, over so many of them. Raises NothingMoved."""
    before = cpu()
    for _ in range(times):
        act()
    spent = cpu() - before
    if spent <= 0:
        raise NothingMoved(f"{times} requests cost the server nothing; another program must have answered them")
    return spent / times * 1000


def table(found: dict[tuple[str, str], list[Measured]]) -> str:
    """A table of figures, by bench and database."""
    rows = [("bench", "database", "what", "value", "limit", "")]
    for (bench, database), figures in found.items():
        for figure in figures:
            limit = "" if figure.limit is None else f"{figure.limit:g}"
            rows.append((bench, database, figure.what, f"{figure.value:.3g} {figure.unit}", limit, "" if figure.kept else "MISSED"))
    widths = [max(len(row[column]) for row in rows) for column in range(6)]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows)


def _stat(process: int) -> list[str]:
    """The fields of /proc/PID/stat after the command's name; empty where the process has ended."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []
