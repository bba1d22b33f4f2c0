"""What a file holds before its rows are read, as it is kept with its batch (sealed: the cells shown may be somebody's phone)."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from cqo.foundation.intake.models import Batch
from cqo.foundation.sheets import tables
from cqo.foundation.sheets.layouts import Layout


@dataclass(frozen=True)
class Heading:
    """A header of a table, the column guessed for it ("" for none), whether without doubt, and a few cells below it."""

    text: str
    key: str
    certain: bool
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """Sheets with the same headers: a roster with a sheet for each county is one group."""

    sheets: tuple[str, ...]
    headings: tuple[Heading, ...]


@dataclass(frozen=True)
class Surveyed:
    """The groups of a file, and what is left out of it: (sheet, row or None, why)."""

    groups: tuple[Group, ...]
    left_out: tuple[tuple[str, int | None, str], ...]

    def headings(self) -> Iterator[Heading]:
        """Every header text once, as it was first met: a column is told by its words, wherever it stands."""
        met: set[str] = set()
        for group in self.groups:
            for heading in group.headings:
                if heading.text not in met:
                    met.add(heading.text)
                    yield heading


def written(survey: tables.Survey) -> str:
    """A survey as text."""
    sheets: dict[tuple[str, ...], list[str]] = {}
    headings: dict[tuple[str, ...], tuple[Heading, ...]] = {}
    for layout in survey.layouts:
        texts = tuple(header.text for header in layout.headers)
        sheets.setdefault(texts, []).append(layout.sheet)
        headings.setdefault(texts, _headings(layout))
    groups = [asdict(Group(tuple(names), headings[texts])) for texts, names in sheets.items()]
    left_out = [(out.sheet, out.number, out.why.value) for out in survey.left_out]
    return json.dumps({"groups": groups, "left_out": left_out}, ensure_ascii=False)


def of(batch: Batch) -> Surveyed:
    """The survey of a batch; empty where none was made."""
    if not batch.survey:
        return Surveyed((), ())
    content = json.loads(batch.survey.reveal())
    return Surveyed(
        tuple(
            Group(
                tuple(group["sheets"]),
                tuple(Heading(each["text"], each["key"], each["certain"], tuple(each["cells"])) for each in group["headings"]),
            )
            for group in content["groups"]
        ),
        tuple((sheet, number, why) for sheet, number, why in content["left_out"]),
    )


def _headings(layout: Layout) -> tuple[Heading, ...]:
    """Each header once by its words, the first with a column before the others."""
    found: dict[str, Heading] = {}
    for header in layout.headers:
        if header.text in found and (found[header.text].key or not header.key):
            continue
        cells = tuple(row[header.position] for row in layout.sample if header.position < len(row) and row[header.position])
        found[header.text] = Heading(header.text, header.key or "", header.certain, cells)
    return tuple(found.values())
