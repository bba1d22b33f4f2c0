"""Text cut into the terms an index can look up; no database, no Django.

A name is indexed by its single characters and its pairs of neighbours, a reading by its pairs, a code by its fours: a shorter piece of a
credit code would fit nearly every row. A query names the terms a row must have; a row that has them all need not contain the query yet,
so the stored text is looked at again for one of the fragment's `needles`.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from operator import add

NAME = "|"
"""Frames every name in the stored text. No tidied text contains it, or one of the other three."""
READING = "/"
CODE = "#"
TOKEN = " "  # noqa: S105
CODE_PIECE = 4
"""The shortest piece of a code that finds it."""
LONGEST_QUERY = 60

_LATIN = re.compile(r"[0-9a-z]+")
_TOKEN = re.compile(r"[0-9a-z]+(:[0-9a-z]+)+")

# The ends of nearly all firms' names and of their initials, the rarest first. Beside other pairs they say little and cost much; where there
# are only such, one is enough.
_LEGAL_FORMS = ("份有", "股份", "任公", "责任", "限责", "限公", "有限", "公司", "xg", "yx", "gs")


class _Folding(dict[int, str | None]):
    """Each character's tidied form, worked out once: letters and digits in lower case; marks, brackets, interpuncts and spaces gone."""

    def __missing__(self, code: int) -> str | None:
        folded = unicodedata.normalize("NFKC", chr(code)).casefold()
        self[code] = "".join(filter(_is_kept, folded)) or None
        return self[code]


def _is_kept(character: str) -> bool:
    category = unicodedata.category(character)
    # Cn and Co stay: hanzi newer than Python's tables, and the private characters that stand for rare ones.
    return category[0] in "LN" or category in {"Cn", "Co"}


_folding = _Folding()


def tidy(text: str) -> str:
    """`text` as it is compared: full width and case folded, without spaces, brackets, interpuncts and other marks.

    >>> tidy("汉中（城固）ＡＢ 机械·有限公司")
    '汉中城固ab机械有限公司'
    """
    return unicodedata.normalize("NFKC", text).translate(_folding)


def is_code(tidied: str) -> bool:
    """Whether a tidied code is indexed as one: letters and digits only, and long enough to be cut. Others are indexed as names."""
    return len(tidied) >= CODE_PIECE and _LATIN.fullmatch(tidied) is not None


def is_token(token: str) -> bool:
    """Whether `token` can be a token: small letters and digits, in two or more parts joined by colons."""
    return _TOKEN.fullmatch(token) is not None


def of_name(name: str) -> list[str]:
    """The terms of a tidied name; the pairs at its ends carry the frame, so that whole names can be looked up."""
    return [*name, *pairs(f"{NAME}{name}{NAME}")]


def of_reading(reading: str) -> list[str]:
    """The terms of a reading; the frame before its first letter lets a single letter find what begins with it."""
    return pairs(f"{READING}{reading}")


def of_code(code: str) -> list[str]:
    """The terms of a tidied code for which `is_code` holds; the last carries the frame."""
    return fours(f"{code}{CODE}")


def pairs(text: str) -> list[str]:
    """Every two neighbours of `text`."""
    return list(map(add, text, text[1:]))


def fours(text: str) -> list[str]:
    """Every four neighbours of `text`."""
    return [text[at : at + 4] for at in range(len(text) - 3)]


@dataclass(frozen=True)
class Fragment:
    """One piece of a query: what a row's text must contain, and which terms lead to such rows."""

    needles: tuple[str, ...]
    """The text must contain one of these."""
    ways: tuple[tuple[str, ...], ...]
    """Each row that contains a needle has all the terms of one of these ways."""
    outside_codes: bool = False
    """Whether only names and readings count; they stand before the first CODE mark."""

    @property
    def is_told_by_terms(self) -> bool:
        """Whether a row that has the terms of a way is sure to contain a needle, so that its text need not be looked at."""
        return self.ways == tuple((needle,) for needle in self.needles)


def fragments(query: str) -> tuple[Fragment, ...]:
    """What a typed query asks for: every piece between spaces must be found. Nothing but marks or spaces asks for nothing."""
    pieces = dict.fromkeys(map(tidy, query[:LONGEST_QUERY].split()))
    return tuple(_fragment(piece) for piece in pieces if piece)


def whole(query: str) -> Fragment | None:
    """The query as one whole name or code, to show such hits first; None where it asks for nothing."""
    tidied = tidy(query[:LONGEST_QUERY])
    if not tidied:
        return None
    ways = [_once(pairs(f"{NAME}{tidied}{NAME}"))]
    if is_code(tidied):
        ways.append((of_code(tidied)[-1],))
    return Fragment((f"{NAME}{tidied}{NAME}", f"{CODE}{tidied}{CODE}"), tuple(ways))


def ways_through(fragments: Iterable[Fragment]) -> tuple[tuple[str, ...], ...]:
    """The ways of several fragments at once: one of each, joined."""
    return tuple(_once(term for way in choice for term in way) for choice in product(*[fragment.ways for fragment in fragments]))


def _fragment(piece: str) -> Fragment:
    is_latin = _LATIN.fullmatch(piece) is not None
    if len(piece) == 1 and is_latin:
        return Fragment((NAME + piece, READING + piece), ((NAME + piece,), (READING + piece,)))
    if len(piece) == 1:
        return Fragment((piece,), ((piece,),))
    in_names = _telling(pairs(piece))
    if not is_latin or len(piece) < CODE_PIECE:
        return Fragment((piece,), (in_names,), outside_codes=is_latin)
    return Fragment((piece,), (_once(fours(piece)), in_names))


def _telling(pairs: Sequence[str]) -> tuple[str, ...]:
    return _once(pair for pair in pairs if pair not in _LEGAL_FORMS) or tuple(form for form in _LEGAL_FORMS if form in pairs)[:1]


def _once(terms: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(terms))
