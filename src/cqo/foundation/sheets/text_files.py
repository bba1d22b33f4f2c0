"""Tables as text: the encoding, the delimiter, and the rows as a spreadsheet program would number them."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from cqo.foundation.sheets import cells
from cqo.foundation.sheets.refusals import NotATable, Reason

SHEET = "csv"
DELIMITERS = (",", "\t", ";")
LONGEST_CELL = 32_767  # a spreadsheet's own limit; a longer one means a quotation mark that never closes

_BINARY = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MARKUP = re.compile(r"\s*<(?:!doctype|html|head|body|table|\?xml|meta|style)", re.IGNORECASE)
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


def decode(data: bytes) -> str:
    """The text of a file: by its byte order mark, else UTF-16 by its shape, else UTF-8 read strictly, else GB18030 read strictly.

    Raises NotATable: encoding, or not_a_spreadsheet for pages of markup and for bytes that are no text.
    """
    text = _decoded(data)
    if _MARKUP.match(text):
        raise NotATable(Reason.NOT_A_SPREADSHEET, kind="web_page")
    if _BINARY.search(text[:65_536]):
        raise NotATable(Reason.NOT_A_SPREADSHEET, kind="unknown")
    return text


def delimiter(text: str) -> str:
    """The delimiter that cuts most of the first rows into the same, largest number of cells."""
    beginning = text[:65_536]
    best, best_weight = DELIMITERS[0], 0
    for candidate in DELIMITERS:
        try:
            tried = islice(csv.reader(io.StringIO(beginning, newline=""), delimiter=candidate), 50)
            widths = Counter(len(row) for row in tried if len(row) > 1)
        except csv.Error:
            continue
        weight = max(((width - 1) * times for width, times in widths.items()), default=0)
        if weight > best_weight:
            best, best_weight = candidate, weight
    return best


def rows(text: str, *, head: int | None = None) -> Iterator[tuple[int, list[str]]]:
    """Rows with their 1-based number; `head` stops after so many. A line "sep=;" is a hint to the program and no row.

    Raises NotATable (unclosed_quote, with the row).
    """
    hint = _SEPARATOR_LINE.match(text)
    if hint:
        text = text[hint.end() :]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=hint[1] if hint else delimiter(text))
    number = 0
    try:
        for number, row in enumerate(islice(reader, head), start=1):
            if any(len(cell) > LONGEST_CELL for cell in row):
                raise NotATable(Reason.UNCLOSED_QUOTE, row=number)
            yield number, [cells.tidy(cell) for cell in row]
    except csv.Error as unclosed:
        raise NotATable(Reason.UNCLOSED_QUOTE, row=number + 1) from unclosed


def _decoded(data: bytes) -> str:
    encodings: tuple[str, ...] = ("utf-8", "gb18030")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ("utf-16",)
    elif order := _utf16_order(data[:4096]):
        encodings = (order,)
    elif data.startswith(b"\xef\xbb\xbf"):
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    if b"\x00" in data[:4096]:
        raise NotATable(Reason.NOT_A_SPREADSHEET, kind="unknown")
    raise NotATable(Reason.ENCODING)


def _utf16_order(beginning: bytes) -> str | None:
    """UTF-16 without its mark: delimiters, figures and line ends have a zero on one side, hanzi seldom have one on the other."""
    even, odd = beginning[::2].count(0), beginning[1::2].count(0)
    if max(even, odd) < 4:
        return None
    if odd > 2 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 2 * odd else None
