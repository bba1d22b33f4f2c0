"""Names of people and firms: kept as typed, and folded into a key for matching.

Unicode normalisation is never applied to a name: it replaces compatibility ideographs, and with them the hanzi on somebody's identity card.
Minority names carry an interpunct; the standard sign is U+00B7, keyboards and systems put a dozen others in its place.
"""

import re
import unicodedata

INTERPUNCT = "\u00b7"
INTERPUNCTS = "\u00b7\u2022\u2027\u30fb\uff65\u2219\u22c5\u2024\u1427\u16eb\u0387\u25cf\u2e31"

_HANZI = r"\u3007\u3400-\u9fff\uf900-\ufaff\ue000-\uf8ff\U00020000-\U0003ffff"
_BETWEEN_HANZI = re.compile(rf"(?<=[{_HANZI}])\s+(?=[{_HANZI}])")
_ROUND_INTERPUNCT = re.compile(rf"\s*([{INTERPUNCTS}])\s*")
_DOT_FOR_INTERPUNCT = re.compile(rf"(?<=[{_HANZI}])[.．﹒](?=[{_HANZI}])")
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_FIRM_FOLDS: dict[int, int | str] = {
    **_HALF_WIDTH,
    **dict.fromkeys(map(ord, INTERPUNCTS), INTERPUNCT),
    **dict.fromkeys(map(ord, "〔【［[{〈﹙"), "("),
    **dict.fromkeys(map(ord, "〕】］]}〉﹚"), ")"),
    **dict.fromkeys(map(ord, "‐‑‒–—―−"), "-"),
}
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")


def tidy(text: str) -> str:
    """A name as typed, without the spaces round it, invisible marks, and the gap that lines up two-character names.

    >>> tidy("  孙\\u3000杰\\u200b"), tidy("John  Smith")
    ('孙杰', 'John Smith')
    """
    text = text.strip()
    if text.isalpha():
        return text
    if not text.isprintable():
        text = "".join(" " if mark.isspace() else mark for mark in text if mark.isspace() or unicodedata.category(mark) not in {"Cf", "Cc"})
    text = " ".join(text.split())
    return _ROUND_INTERPUNCT.sub(r"\1", _BETWEEN_HANZI.sub("", text)) if " " in text else text


def person_key(text: str) -> str:
    """What two spellings of one person's name have in common: interpunct, width, case and spaces folded; hanzi untouched.

    >>> person_key("买买提•艾力") == person_key("买买提 ． 艾力") == "买买提·艾力"
    True
    """
    text = "".join(tidy(text).split())
    if text.isalpha() and not text.isascii():
        return text.translate(_HALF_WIDTH).casefold()
    text = _DOT_FOR_INTERPUNCT.sub(INTERPUNCT, text)
    text = text.translate(dict.fromkeys(map(ord, INTERPUNCTS), INTERPUNCT)).translate(_HALF_WIDTH)
    return _SELECTORS.sub("", text).casefold()


def firm_key(text: str) -> str:
    """What two spellings of one firm's name have in common: width, brackets, dashes, case and spaces folded; hanzi untouched.

    >>> firm_key("陕西周泰股份（汉中）有限公司") == firm_key("陕西周泰股份 (汉中)有限公司")
    True
    """
    return "".join(tidy(text).translate(_FIRM_FOLDS).split()).casefold()
