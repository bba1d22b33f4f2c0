"""What a file is, decided by its bytes, never by its name; and the first guard against files that unpack to far more than they are."""

import io
import re
import zipfile
from enum import StrEnum

from cqo.foundation.sheets.refusals import NotATable, Reason

UNPACKED_LIMIT = 400 * 2**20  # bytes of XML in a workbook: a million rows of nine columns
PARTS_LIMIT = 5_000

_WORKBOOK_BEGINS = re.compile(rb"\x09\x08[\x08\x10]\x00\x00[\x05\x06]\x05\x00")  # BOF of the workbook's globals, BIFF5 and BIFF8
_FILEPASS, _BOUNDSHEET = 0x2F, 0x85
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
OTHERS = (
    (b"%PDF", "pdf"),
    (b"\xff\xd8\xff", "picture"),
    (b"\x89PNG", "picture"),
    (b"GIF8", "picture"),
    (b"BM", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"{\\rtf", "document"),
)


class Format(StrEnum):
    """The three that are read."""

    XLSX = "xlsx"
    XLS = "xls"
    TEXT = "text"


def decide(data: bytes) -> Format:
    """The format of a file's bytes.

    Raises NotATable: empty, password, too_large, damaged, or not_a_spreadsheet with `kind` pdf, picture, archive, document, open_document,
    binary_workbook, web_page or unknown.
    """
    if not data.strip(b"\x00\xef\xbb\xbf\xff\xfe \t\r\n"):
        raise NotATable(Reason.EMPTY)
    if data.startswith(_ZIP):
        return _zip(data)
    if data.startswith(_OLE):
        return _ole(data)
    for magic, kind in OTHERS:
        if data.startswith(magic) and not (kind == "picture" and magic == b"BM" and data[:512].isascii()):
            raise NotATable(Reason.NOT_A_SPREADSHEET, kind=kind)
    return Format.TEXT


def _zip(data: bytes) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as broken:
        raise NotATable(Reason.DAMAGED) from broken
    names = {part.filename for part in parts}
    if any(name.startswith("xl/") and name.endswith(".bin") and "workbook" in name for name in names):
        raise NotATable(Reason.NOT_A_SPREADSHEET, kind="binary_workbook")
    if not any(name.startswith("xl/workbook") or name.startswith("xl\\workbook") for name in names):
        if any(name.startswith(("word/", "ppt/")) for name in names):
            raise NotATable(Reason.NOT_A_SPREADSHEET, kind="document")
        raise NotATable(Reason.NOT_A_SPREADSHEET, kind="open_document" if "content.xml" in names else "archive")
    if any(part.flag_bits & 0x1 for part in parts):
        raise NotATable(Reason.PASSWORD)
    unpacked = sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
    if unpacked > UNPACKED_LIMIT or len(parts) > PARTS_LIMIT:
        raise NotATable(Reason.TOO_LARGE)
    return Format.XLSX


def _ole(data: bytes) -> Format:
    """A compound file: its directory names the streams in UTF-16, on sector boundaries of 128 bytes."""
    if _holds(data, "EncryptedPackage"):
        raise NotATable(Reason.PASSWORD)
    if _holds(data, "Workbook") or _holds(data, "Book"):
        if _is_locked(data):
            raise NotATable(Reason.PASSWORD)
        return Format.XLS
    if not _holds(data, "Root Entry"):
        raise NotATable(Reason.DAMAGED)
    raise NotATable(Reason.NOT_A_SPREADSHEET, kind="document")


def _holds(data: bytes, stream: str) -> bool:
    """Whether the compound file has a directory entry of that name: an entry starts with it, padded with zeros to 64 bytes."""
    entry = stream.encode("utf-16-le").ljust(64, b"\x00")
    found = data.find(entry)
    while found >= 0:
        if found % 128 == 0:
            return True
        found = data.find(entry, found + 1)
    return False


def _is_locked(data: bytes) -> bool:
    """Whether the records of an Excel 97 workbook up to its list of sheets hold FILEPASS: what follows is enciphered."""
    beginning = _WORKBOOK_BEGINS.search(data)
    position = beginning.start() if beginning else len(data)
    while position + 4 <= len(data):
        record, length = (
            int.from_bytes(data[position : position + 2], "little"),
            int.from_bytes(data[position + 2 : position + 4], "little"),
        )
        if record in {_FILEPASS, _BOUNDSHEET}:
            return record == _FILEPASS
        position += 4 + length
    return False
