"""What typing and copying leave round a code: full-width letters, spaces, tabs, zero-width marks, a spreadsheet's apostrophe."""

import unicodedata

_APOSTROPHES = frozenset("'`’‘´")
_NOTHING = frozenset({"", "无", "暂无", "没有", "不详", "未知", "空", "N/A", "NA", "NULL", "NONE", "#N/A", "#REF!", "#VALUE!", "#NAME?"})
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−─﹣－"), "-")


def plain(text: str) -> str:
    """The code that was meant: half-width, upper case, without spaces and invisible marks.

    NFKC is right for codes and numbers only; a name with a rare hanzi would be changed by it (see `names`).

    >>> plain("９１ 610702\\u200b ebmy948t10")
    '91610702EBMY948T10'
    """
    if text.isascii() and text.isalnum():
        return text.upper()
    kept = (mark for mark in unicodedata.normalize("NFKC", text) if mark not in _APOSTROPHES and unicodedata.category(mark)[0] not in "ZC")
    return "".join(kept).upper()


def half_width(text: str) -> str:
    """Text of digits and signs with compatibility forms folded and every dash made a hyphen; spaces stay.

    >>> half_width("０９１６－２５０９３８０")
    '0916-2509380'
    """
    if text.isascii():
        return text
    return unicodedata.normalize("NFKC", text.translate(_DASHES)).translate(_DASHES)


def said(text: str) -> str:
    """The text of a cell, or nothing where it only says that there is nothing to say: 无, /, ——, a formula's error.

    >>> said("——"), said("无"), said("无锡")
    ('', '', '无锡')
    """
    if len(text) < 8 and (text.upper() in _NOTHING or not any(map(str.isalnum, text))):
        return ""
    return text
