from io import BytesIO

import pytest

from cqo.foundation.documents import rules
from cqo.foundation.documents.states import FileKind
from cqo.foundation.documents.tests import builders

OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
PROGRAM = b"MZ\x90\x00" + b"\x00" * 600
ELF = b"\x7fELF\x02\x01\x01" + b"\x00" * 600


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (builders.pdf(), FileKind.PDF),
        (builders.jpeg(), FileKind.JPEG),
        (builders.png(), FileKind.PNG),
        (builders.webp(), FileKind.WEBP),
        (builders.ofd(), FileKind.OFD),
        (builders.docx(), FileKind.WORD),
        (builders.xlsx(), FileKind.EXCEL),
    ],
)
def test_a_file_is_what_its_content_says(content: bytes, kind: FileKind):
    assert rules.file_kind(BytesIO(content)) == kind


def test_the_file_is_left_at_its_beginning():
    file = BytesIO(builders.pdf())
    rules.file_kind(file)
    assert file.tell() == 0


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "document.empty"),
        (PROGRAM, "document.kind_not_taken"),
        (ELF, "document.kind_not_taken"),
        (OLD_WORD, "document.kind_not_taken"),
        (b"#!/bin/sh\nrm -rf /\n", "document.kind_not_taken"),
        (b"<!doctype html><script>alert(1)</script>", "document.kind_not_taken"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "document.kind_not_taken"),
        ("随便写的文字".encode(), "document.kind_not_taken"),
        (b"   " + builders.pdf(), "document.kind_not_taken"),
        (builders.package({"a.txt": "a"}), "document.kind_not_taken"),
        (builders.package({"META-INF/MANIFEST.MF": "Main-Class: X"}), "document.kind_not_taken"),
        (builders.docx("presentationml.presentation.main+xml"), "document.kind_not_taken"),
        (builders.pdf(trailer="/Encrypt 9 0 R "), "document.encrypted"),
        (builders.docx(**{"word/vbaProject.bin": "macro"}), "document.macros"),
        (builders.docx("wordprocessingml.document.main+xml macroEnabled"), "document.macros"),
        (builders.docx()[:-40], "document.damaged"),
        (builders.pdf() + builders.package({"run.class": "x"}), "document.two_kinds"),
        (builders.jpeg() + builders.package({"run.class": "x"}), "document.two_kinds"),
        (builders.png() + builders.package({"run.class": "x"}) + b"tail", "document.two_kinds"),
        (builders.jpeg(b"<script>alert(1)</script>"), "document.two_kinds"),
        (builders.jpeg(builders.pdf()), "document.two_kinds"),
        (b"%PDF-1.7\n<html><script>1</script>" + builders.pdf()[9:], "document.two_kinds"),
    ],
)
def test_what_is_not_taken_says_why(content: bytes, code: str):
    with pytest.raises(rules.NotTaken) as refused:
        rules.file_kind(BytesIO(content))
    assert refused.value.code == code


def test_encryption_is_found_across_the_seam_of_two_pieces():
    padding = "%" * (256 * 1024 - len("%PDF-1.7\n") - 6)
    content = b"%PDF-1.7\n" + padding.encode() + b"\n/Encrypt 9 0 R\n%%EOF"
    with pytest.raises(rules.NotTaken) as refused:
        rules.file_kind(BytesIO(content))
    assert refused.value.code == "document.encrypted"


def test_a_pdf_that_speaks_of_encryption_is_taken():
    assert rules.file_kind(BytesIO(builders.pdf(text="/Encrypt this, they said"))) == FileKind.PDF


@pytest.mark.parametrize(
    ("typed", "kind", "tidy"),
    [
        ("聘任书.pdf", FileKind.PDF, "聘任书.pdf"),
        ("聘任书.PDF", FileKind.PDF, "聘任书.pdf"),
        ("C:\\扫描\\聘任书.pdf", FileKind.PDF, "聘任书.pdf"),
        ("../../etc/passwd", FileKind.PNG, "passwd.png"),
        ("说明.exe", FileKind.PDF, "说明.exe.pdf"),
        ("photo.jpeg", FileKind.JPEG, "photo.jpg"),
        ("表\u202efdp.xlsx", FileKind.EXCEL, "表fdp.xlsx"),
        ("a\r\nb.pdf", FileKind.PDF, "ab.pdf"),
        (".pdf", FileKind.PDF, "file.pdf"),
        ("", FileKind.OFD, "file.ofd"),
        ('企业"<甲>".docx', FileKind.WORD, "企业__甲__.docx"),
        ("长" * 300 + ".pdf", FileKind.PDF, "长" * 120 + ".pdf"),
        ("𠮷野家.pdf", FileKind.PDF, "𠮷野家.pdf"),
    ],
)
def test_names_are_tidied(typed: str, kind: FileKind, tidy: str):
    assert rules.tidy_name(typed, kind) == tidy
