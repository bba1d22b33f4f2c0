"""What a file is by its content, whether it is taken, and under which name it goes out. No database, no clock, no Django."""

import re
import unicodedata
import zipfile
from typing import BinaryIO

from cqo.foundation.documents.states import EXTENSIONS, FileKind

LONGEST_NAME = 120
HEAD_BYTES = 1024
TAIL_BYTES = 22 + 65_535  # a ZIP's end record and its longest comment
MOST_ENTRIES = 10_000
LONGEST_CONTENT_TYPES = 1024 * 1024

_ENCRYPTED_PDF = re.compile(rb"/Encrypt\s*(?:\d+\s+\d+\s+R\b|<<)")
_MARKUP = re.compile(rb"<\s*(?:!doctype|html|script|svg|body|iframe)\b", re.IGNORECASE)
_MAIN_PART = {
    b"wordprocessingml.document.main+xml": FileKind.WORD,
    b"spreadsheetml.sheet.main+xml": FileKind.EXCEL,
}


class NotTaken(Exception):
    """A file that is not taken; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def file_kind(file: BinaryIO) -> FileKind:
    """The kind of a file, decided by its content and never by its name; the file is left at its beginning.

    Raises NotTaken: "document.empty"; "document.kind_not_taken" (programs, web pages, drawings with scripts, old office files, archives);
    "document.encrypted"; "document.two_kinds" (what another program would read as something else); "document.macros"; "document.damaged".
    """
    file.seek(0)
    head = file.read(HEAD_BYTES)
    if not head:
        raise NotTaken("document.empty")
    try:
        if head.startswith(b"PK\x03\x04"):
            return _office_kind(file)
        kind = _kind_by_signature(head)
        if kind is None:
            raise NotTaken("document.kind_not_taken")
        _refuse_second_nature(file, kind, head)
        if kind == FileKind.PDF:
            _refuse_encrypted_pdf(file)
        return kind
    finally:
        file.seek(0)


def _kind_by_signature(head: bytes) -> FileKind | None:
    if re.match(rb"%PDF-[12]\.\d", head):
        return FileKind.PDF
    if head.startswith(b"\xff\xd8\xff"):
        return FileKind.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n") and head[12:16] == b"IHDR":
        return FileKind.PNG
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return FileKind.WEBP
    return None


def _refuse_second_nature(file: BinaryIO, kind: FileKind, head: bytes) -> None:
    """A picture or PDF that is an archive, a PDF or a web page as well is somebody's trick."""
    if _MARKUP.search(head) or (kind != FileKind.PDF and b"%PDF-" in head):
        raise NotTaken("document.two_kinds")
    size = file.seek(0, 2)
    file.seek(max(0, size - TAIL_BYTES))
    tail = file.read()
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) < end + 22:
        return
    directory_bytes = int.from_bytes(tail[end + 12 : end + 16], "little")
    file.seek(max(0, size - len(tail) + end - directory_bytes))
    if file.read(4) == b"PK\x01\x02":
        raise NotTaken("document.two_kinds")


def _refuse_encrypted_pdf(file: BinaryIO) -> None:
    file.seek(0)
    kept = b""
    while piece := file.read(256 * 1024):
        if _ENCRYPTED_PDF.search(kept + piece):
            raise NotTaken("document.encrypted")
        kept = piece[-64:]


def _office_kind(file: BinaryIO) -> FileKind:
    """OFD (GB/T 33190-2016), Word or Excel, by the parts that the package names. Nothing is unpacked but its table of contents."""
    try:
        with zipfile.ZipFile(file) as package:
            entries = {entry.filename: entry for entry in package.infolist()}
            if len(entries) > MOST_ENTRIES:
                raise NotTaken("document.damaged")
            if any(entry.flag_bits & 1 for entry in entries.values()):
                raise NotTaken("document.encrypted")
            if "OFD.xml" in entries:
                return FileKind.OFD
            if "[Content_Types].xml" not in entries:
                raise NotTaken("document.kind_not_taken")
            with package.open("[Content_Types].xml") as part:
                types = part.read(LONGEST_CONTENT_TYPES)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, OSError, ValueError, EOFError) as trouble:
        raise NotTaken("document.damaged") from trouble
    if b"macroEnabled" in types or any(name.lower().endswith("vbaproject.bin") for name in entries):
        raise NotTaken("document.macros")
    for part_type, kind in _MAIN_PART.items():
        if part_type in types:
            return kind
    raise NotTaken("document.kind_not_taken")


def tidy_name(name: str, kind: FileKind) -> str:
    """The name a file goes by: without folders, control and direction-changing characters, not too long, ending as its content demands.

    >>> tidy_name("C:\\\\扫描\\\\聘任书.PDF", FileKind.PDF), tidy_name("说明.exe", FileKind.PDF)
    ('聘任书.pdf', '说明.exe.pdf')
    """
    leaf = re.split(r"[/\\]", name)[-1]
    leaf = "".join(letter for letter in leaf if unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Zl", "Zp"})
    leaf = re.sub(r'[<>:"|?*]', "_", leaf).rstrip(" .")
    extension = next((each for each in EXTENSIONS[kind] if leaf.lower().endswith(each)), "")
    stem = leaf.removesuffix(leaf[len(leaf) - len(extension) :]).strip(" .")
    return (stem[:LONGEST_NAME] or "file") + EXTENSIONS[kind][0]
