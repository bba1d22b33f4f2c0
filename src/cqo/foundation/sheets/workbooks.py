"""Workbooks, read by calamine in a process of its own.

A workbook with values in two far corners asks the reader for half a terabyte, and a failed allocation ends the process it happens in;
so the reader is a child with a ceiling on memory and time (`workbook_child`), and a server that is sent such a file loses only the child.
"""

import json
import os
import subprocess
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cqo
from cqo.foundation.sheets import formats, text_files
from cqo.foundation.sheets.refusals import NotATable, Reason

_HANDED_ON = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")  # where the interpreter finds itself; nothing else of the server's environment
RawRow = tuple[int, list[str]]
Frame = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range, rows and columns 1-based and 0-based as the rows themselves are, ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class RawSheet:
    """One sheet as it stands: its rows must be read before the next sheet is asked for. `height`: the number of its last row."""

    name: str
    visible: bool
    height: int
    merges: tuple[Merge, ...]
    rows: Iterator[RawRow]


def sheets(data: bytes, *, head: int | None = None) -> Generator[RawSheet, None, None]:
    """The sheets of a file in order, each with its rows (the first `head` of them). A text file is one sheet named "csv".

    Raises NotATable at once for a file that is none, later for one that breaks off or unpacks beyond the limits.
    """
    if formats.decide(data) is formats.Format.TEXT:
        text = text_files.decode(data)
        yield RawSheet(text_files.SHEET, True, text.rstrip("\n").count("\n") + 1, (), text_files.rows(text, head=head))
        return
    with _reader(data, head=head) as process:
        frames = _frames(process)
        frame = next(frames, None)
        while frame is not None:
            merges = tuple(Merge(*corners) for corners in frame["merges"])
            following: list[Frame] = []
            rows = _rows_of_sheet(frames, following)
            yield RawSheet(frame["sheet"], frame["visible"], frame["height"], merges, rows)
            for _ in rows:
                pass
            frame = following[0] if following else None


def _rows_of_sheet(frames: Iterator[Frame], following: list[Frame]) -> Iterator[RawRow]:
    """The rows up to the next sheet, whose frame is put into `following`."""
    for frame in frames:
        if "sheet" in frame:
            following.append(frame)
            return
        yield from enumerate(frame["rows"], start=frame["first"])


@contextmanager
def _reader(data: bytes, *, head: int | None) -> Iterator[subprocess.Popen[bytes]]:
    """The reading process, fed with the file and ended when the reading ends, however it ends."""
    paths = [str(Path(cqo.__file__).parents[1]), *filter(None, sys.path)]
    process = subprocess.Popen(  # noqa: S603  our own module, no shell, no word from the file
        [sys.executable, "-m", "cqo.foundation.sheets.workbook_child", *([] if head is None else [str(head)])],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PYTHONPATH": os.pathsep.join(paths), "PYTHONUTF8": "1"}
        | {name: os.environ[name] for name in _HANDED_ON if name in os.environ},
    )
    assert process.stdin
    assert process.stdout
    try:
        with suppress(BrokenPipeError):
            process.stdin.write(data)
            process.stdin.close()
        yield process
    finally:
        process.kill()
        process.stdout.close()
        process.wait()


def _frames(process: subprocess.Popen[bytes]) -> Iterator[Frame]:
    """What the process writes; its silent end by a signal means that it met its ceiling of memory or time."""
    assert process.stdout
    for line in process.stdout:
        frame: Frame = json.loads(line)
        if "refused" in frame:
            raise NotATable(Reason(frame["refused"]))
        if "end" in frame:
            return
        yield frame
    raise NotATable(Reason.TOO_LARGE if process.wait() < 0 else Reason.DAMAGED)
