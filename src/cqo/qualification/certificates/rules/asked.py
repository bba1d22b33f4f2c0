"""What somebody who checks a certificate typed: the number in its stored form, its slips, the check code. Pure text, no Django."""

import re
from dataclasses import dataclass

from cqo.foundation.codes import typed
from cqo.foundation.lifecycle.rules import ALPHABET, check_character

LONGEST_NUMBER = 60
LONGEST_NAME = 80
_KIND = r"[A-Z]{2}"
_LIKE_DIGIT = str.maketrans("OILQ", "0110")
_LIKE_LETTER = str.maketrans({"O": "0", "I": "1"})  # GB 32100's alphabet has neither letter
_FORM = re.compile(rf"({_KIND})([0-9]{{6}})([0-9]{{4}})([0-9]{{5,8}})([{ALPHABET}])")
_SEPARATORS = re.compile(r"[-‐‑‒–—―−_/.·\s]+")
_BRACKETS = ("〔〕", "()", "（）", "[]", "［］", "【】")
_OPEN, _CLOSE = "〔（([［【{", "〕）)]］】}"


@dataclass(frozen=True)
class Number:
    """A number as typed. platform: in the platform's form, "" where it has not that form; slip: it has the form, and the check character is wrong.

    official: the ways in which a bureau may have written it, for a look-up by official number.
    """

    platform: str
    slip: bool
    official: tuple[str, ...]


def number(text: str) -> Number:
    """Read a number: spaces, full-width letters, lower case, missing hyphens, O for 0 and I for 1 are forgiven."""
    tidied = typed.half_width(text).strip()[:LONGEST_NUMBER]
    closed = _SEPARATORS.sub("", typed.plain(tidied))
    kind, rest = closed[:2], closed[2:]
    found = _FORM.fullmatch(kind + rest[:-1].translate(_LIKE_DIGIT) + rest[-1:].translate(_LIKE_LETTER))
    if found is None:
        return Number("", False, _official(text))
    body = "-".join(found.groups()[:4])
    platform = f"{body}-{found[5]}"
    return Number(platform, check_character(body) != found[5], _official(text))


def code(text: str) -> str:
    """A check code in its stored form; "" for what cannot be one.

    >>> code(" a7k2-o9p1 "), code("赵晓燕")
    ('A7K209P1', '')
    """
    plain = _SEPARATORS.sub("", typed.plain(text)).translate(_LIKE_LETTER)
    return plain if 4 <= len(plain) <= 8 and all(letter in ALPHABET for letter in plain) else ""


def _official(text: str) -> tuple[str, ...]:
    """The official numbers that may be meant: as typed, tidied, and with each kind of bracket.

    >>> _official("示例(2026)第3号")[:2]
    ('示例(2026)第3号', '示例〔2026〕第3号')
    """
    plain = typed.plain(text)[:LONGEST_NUMBER]
    if not plain:
        return ()
    opened = plain.translate({**dict.fromkeys(map(ord, _OPEN), "\x00"), **dict.fromkeys(map(ord, _CLOSE), "\x01")})
    bracketed = [opened.replace("\x00", pair[0]).replace("\x01", pair[1]) for pair in _BRACKETS]
    as_typed = "".join(filter(str.isprintable, text)).strip()[:LONGEST_NUMBER]  # what no database takes as text is gone
    return tuple(dict.fromkeys([as_typed, *bracketed, plain]))
