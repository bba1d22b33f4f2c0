"""Which column of a table is which: header words matched to the columns a reader asks for."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

CERTAIN = 80  # a whole header, or a whole alternative in it, is one of the words
WIDEST = 256  # headers further right are not looked at
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|《[^《》]*》")
_ALTERNATIVES = re.compile(r"[/|、或]")
_NUMBERING = re.compile(r"^[0-9]{1,2}[.、)]")
_DROPPED = re.compile(r"[\s()\[\]【】《》*★:：\"“”'_\-.,，。?？!！]")


@dataclass(frozen=True, slots=True)
class Column:
    """A column somebody asks for: `words` are the headers it goes by, the best first; `required` ones decide whether a row is data."""

    key: str
    label: str
    words: tuple[str, ...]
    required: bool = False


def column(key: str, label: str, words: str, *, required: bool = False) -> Column:
    """A column with its words in one text, a space between two."""
    return Column(key, label, tuple(words.split()), required)


@dataclass(frozen=True, slots=True)
class Header:
    """One header of a table and the column taken for it; `certain` is false for a guess a person should look at."""

    position: int
    text: str
    key: str | None
    certain: bool


def match(texts: Sequence[str], columns: Sequence[Column], *, mapping: Mapping[str, str] | None = None) -> tuple[Header, ...]:
    """A column for every header that has one, each column once, the best fit first and among equals the leftmost.

    mapping: a person's corrections, header text → column key ("" for none); headers it does not name are guessed among the columns left.
    """
    told = mapping or {}
    known = {column.key for column in columns}
    free = [position for position, text in enumerate(texts[:WIDEST]) if text and text not in told]
    fits = [(100, position, -1, told[text]) for position, text in enumerate(texts[:WIDEST]) if told.get(text) in known]
    fits += [
        (fit, position, order, column.key)
        for position in free
        for order, column in enumerate(columns)
        if (fit := _fit(texts[position], column.words))
    ]
    keys: dict[int, str] = {}
    certain: set[int] = set()
    for fit, position, _, key in sorted(fits, key=lambda found: (-found[0], found[1:3])):
        if position not in keys and key not in keys.values():
            keys[position] = key
            if fit >= CERTAIN:
                certain.add(position)
    return tuple(
        Header(position, text, keys.get(position), position in certain or position not in keys)
        for position, text in enumerate(texts[:WIDEST])
        if text
    )


def certain_matches(texts: Sequence[str], columns: Sequence[Column], *, mapping: Mapping[str, str] | None = None) -> int:
    """How many columns a row names without doubt: what tells a header row from titles and data."""
    return sum(1 for header in match(texts, columns, mapping=mapping) if header.key and header.certain)


def _fit(text: str, words: tuple[str, ...]) -> int:
    """How well a header fits: 100 it is a word, 90 without its brackets, 80 in one of its alternatives; below that it only holds a word."""
    forms = _forms(text)
    if not forms:
        return 0
    folded = _folded(words)
    for form, fit in zip(forms, (100, 90, *[CERTAIN] * len(forms)), strict=False):
        if form in folded:
            return fit
    outside = forms[1]
    ending = max((len(word) for word in folded if len(word) > 1 and outside.endswith(word)), default=0)
    if ending:
        return 50 + min(ending, 20)
    holding = max((len(word) for word in folded if len(word) > 3 and word in outside), default=0)
    return 20 + min(holding, 20) if holding else 0


@lru_cache(maxsize=4096)
def _forms(text: str) -> tuple[str, ...]:
    """The whole header, the header without brackets, and each of its alternatives: 单位名称（全称）, 社会信用代码/注册号."""
    folded = _NUMBERING.sub("", unicodedata.normalize("NFKC", text).casefold().strip())
    outside = _BRACKETED.sub("", folded)
    forms = (_bare(folded.replace("、", "")), _bare(outside), *map(_bare, _ALTERNATIVES.split(outside)))
    return forms if forms[0] else ()


@lru_cache(maxsize=512)
def _folded(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(_bare(unicodedata.normalize("NFKC", word).casefold().replace("、", "").replace("/", "")) for word in words)


def _bare(text: str) -> str:
    return _DROPPED.sub("", text).replace("/", "")
