"""What people write for an industry: a code of any depth, a name of GB/T 4754, or the usual short form. No Django, no database."""

import re
import unicodedata
from collections.abc import Iterable, Mapping

from cqo.foundation.industries.states import SECTION_OF, Section

_NOISE = re.compile(r"[\s、,;/·.()_|:-]+")
_BEHIND_A_CODE = r"(?:[\s、,;/·.()_|:-]+(?!\d).*)?"
_LETTER_AND_NUMBER = re.compile(r"(?P<section>[A-T])(?P<digits>\d{2,4})(?![0-9A-Z]).*")
_LETTER_OR_NUMBER = re.compile(rf"(?:(?P<section>[A-T])|(?P<digits>\d{{2,4}})){_BEHIND_A_CODE}")
_LEADING_CODE = re.compile(r"[A-T]?\d{0,4}")
_TRADE = re.compile(r"(?:行业|产业|业)$")


def by_code(text: str) -> str | None:
    """The section or division of a code, with or without a name behind it: "C37", "37", "3714" and "C3714 高铁车组制造" are C37, "C" is C.

    None for what is no code, or a letter and number that do not belong together.
    """
    written = _half_width(text).upper()
    found = _LETTER_AND_NUMBER.fullmatch(written) or _LETTER_OR_NUMBER.fullmatch(written)
    if found is None:
        return None
    section, digits = found["section"], found["digits"]
    if digits is None:
        return str(Section(section))
    home = SECTION_OF.get(digits[:2])
    return f"{home}{digits[:2]}" if home is not None and section in {None, home} else None


class Names:
    """The names of the list and their short forms in one dictionary.

    A name stands for itself, with or without punctuation, a code before it, and 业 at its end (食品制造). A section and its only division
    of one name (K 房地产业, P 教育, T 国际组织) mean the division.
    """

    def __init__(self, names: Mapping[str, str], aliases: Iterable[tuple[str, str]]) -> None:
        full = {_bare(names[code]): code for code in sorted(names, key=lambda code: (len(code), code))}
        short = {_TRADE.sub("", name): code for name, code in full.items()}
        self._codes = {**short, **{_bare(name): code for name, code in aliases}, **full}

    def find(self, text: str) -> str | None:
        """The code of a code, a name or a short form; None if it is none of them."""
        code = by_code(text)
        if code is not None:
            return code
        name = _bare(text)
        lead = _LEADING_CODE.match(name)
        named = name[lead.end() :] if lead else name
        found = self._codes.get(named) or self._codes.get(_TRADE.sub("", named))
        written = by_code(name[: lead.end()]) if lead and lead.end() else None
        return found if written is None or written == found else None


def _half_width(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _bare(text: str) -> str:
    return _NOISE.sub("", _half_width(text))
