"""What a case page shows, as plain facts; `case.html` draws it. Every kind of case uses the same page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Station:
    """A station of the step bar. `place` is "done", "now" or "ahead"."""

    label: str
    place: str


@dataclass(frozen=True)
class Deed:
    """Something the reader can do now. `says` is one sentence: what will happen, who will see it.

    A deed with `fields` is posted at once (name and value of the hidden fields, the case's version among them);
    one without leads to a page where it is filled in or confirmed.
    """

    label: str
    url: str
    says: str
    fields: Sequence[tuple[str, str]] | None = None
    primary: bool = False
    danger: bool = False


@dataclass(frozen=True)
class Missing:
    """A condition not met: what, by which rule and document, and where it can be mended."""

    what: str
    rule: str = ""
    url: str = ""
    mend: str = ""


@dataclass(frozen=True)
class Fact:
    """A line of the facts. `note` stands behind the value in grey; `kind` makes the value a chip (ok, wait, stop, info)."""

    label: str
    value: str
    url: str = ""
    note: str = ""
    kind: str = ""
    numeric: bool = False


@dataclass(frozen=True)
class Group:
    """Facts under one heading."""

    title: str
    facts: Sequence[Fact]


@dataclass(frozen=True)
class Paper:
    """A document of the case. `note` says size, who brought it and when."""

    name: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class Event:
    """An entry of the time line, from the record."""

    what: str
    at: datetime
    who: str = ""
    note: str = ""


@dataclass(frozen=True)
class CasePage:
    """Everything `case.html` shows. `papers`: anything with name, url and note."""

    title: str
    number: str = ""
    number_label: str = ""
    state: str = ""
    kind: str = ""
    stations: Sequence[Station] = ()
    deeds: Sequence[Deed] = ()
    deeds_note: str = ""
    missing: Sequence[Missing] = ()
    missing_title: str = ""
    missing_note: str = ""
    groups: Sequence[Group] = ()
    papers: Sequence[Any] = ()
    events: Sequence[Event] = ()
    record_url: str = ""
    record_says: str = ""
