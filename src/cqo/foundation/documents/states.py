"""The kinds of file that are taken, as their content shows them. No Django."""

from enum import StrEnum


class FileKind(StrEnum):
    """A media type that is taken."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"
    OFD = "application/ofd"
    WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


EXTENSIONS = {
    FileKind.PDF: (".pdf",),
    FileKind.JPEG: (".jpg", ".jpeg"),
    FileKind.PNG: (".png",),
    FileKind.WEBP: (".webp",),
    FileKind.OFD: (".ofd",),
    FileKind.WORD: (".docx",),
    FileKind.EXCEL: (".xlsx",),
}
SHOWN_IN_THE_BROWSER = frozenset({FileKind.PDF, FileKind.JPEG, FileKind.PNG, FileKind.WEBP})
IMAGES = frozenset({FileKind.JPEG, FileKind.PNG, FileKind.WEBP})
