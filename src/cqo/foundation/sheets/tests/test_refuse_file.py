"""A file that is no table is refused with a code that says why."""

import io
import zipfile

import pytest

from cqo.foundation.sheets import formats, tables, workbooks
from cqo.foundation.sheets.refusals import NotATable, Reason
from cqo.foundation.sheets.tests.files import CODE, COLUMNS, HEADER, locked_xls, locked_xlsx, text, with_part, xls, xlsx


def packed(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return file.getvalue()


def refusal(source: bytes) -> tuple[Reason, dict[str, str | int]]:
    with pytest.raises(NotATable) as refused:
        list(tables.read(source, COLUMNS))
    return refused.value.code, refused.value.facts


@pytest.mark.parametrize(
    ("source", "code", "facts"),
    [
        pytest.param(b"", "empty", {}, id="empty"),
        pytest.param(b"\xef\xbb\xbf\r\n ", "empty", {}, id="only a mark"),
        pytest.param(b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\x00\x01" * 500, "not_a_spreadsheet", {"kind": "picture"}, id="JPEG named .xlsx"),
        pytest.param(b"%PDF-1.7 ...", "not_a_spreadsheet", {"kind": "pdf"}, id="PDF"),
        pytest.param(packed(**{"word__document.xml": b"<a/>"}), "not_a_spreadsheet", {"kind": "document"}, id="Word"),
        pytest.param(packed(**{"content.xml": b"<a/>"}), "not_a_spreadsheet", {"kind": "open_document"}, id="OpenDocument"),
        pytest.param(packed(**{"xl__workbook.bin": b""}), "not_a_spreadsheet", {"kind": "binary_workbook"}, id="xlsb"),
        pytest.param(packed(readme=b"x"), "not_a_spreadsheet", {"kind": "archive"}, id="archive"),
        pytest.param(b"<html><table><tr><td>1", "not_a_spreadsheet", {"kind": "web_page"}, id="web page named .xls"),
        pytest.param(b"\x00\x01\x02\x03" * 99, "not_a_spreadsheet", {"kind": "unknown"}, id="noise"),
        pytest.param("企业名称,统一社会信用代码".encode() + b"\xff\xff", "encoding", {}, id="no encoding"),
        pytest.param(locked_xlsx(), "password", {}, id="locked xlsx"),
        pytest.param(locked_xls(), "password", {}, id="locked xls"),
        pytest.param(xlsx([HEADER])[:900], "damaged", {}, id="cut short"),
        pytest.param(with_part(xlsx([HEADER]), "xl/workbook.xml", b"<workbook"), "damaged", {}, id="broken part"),
        pytest.param(xls([HEADER])[:1024], "damaged", {}, id="xls cut short"),
        pytest.param(xlsx([["只有一句话"]]), "no_header", {}, id="a sentence"),
        pytest.param(xlsx([]), "no_header", {}, id="empty workbook"),
        pytest.param("汉中市企业名称统计说明\r\n第一条".encode(), "no_header", {}, id="prose"),
        pytest.param(text([HEADER]) + b'\r\n1,"' + b"x" * 200_000, "unclosed_quote", {"row": 2}, id="quote never closed"),
    ],
)
def test_file_that_is_no_table_says_why(source, code, facts):
    assert refusal(source) == (Reason(code), facts)


def test_zip_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(formats, "UNPACKED_LIMIT", 2**22)
    monkeypatch.setattr(workbooks, "_reader", None)
    bomb = with_part(xlsx([HEADER]), "xl/worksheets/sheet1.xml", b"<worksheet><sheetData>" + b" " * 2**22)
    assert len(bomb) < 2**14
    assert refusal(bomb) == (Reason.TOO_LARGE, {})


def test_two_cells_in_far_corners_end_only_the_reading_process():
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData></worksheet>'
    )
    assert refusal(with_part(xlsx([HEADER]), "xl/worksheets/sheet1.xml", sheet)) == (Reason.TOO_LARGE, {})


def test_formats_styled_to_the_last_column_are_no_burden():
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>企业名称</t></is></c><c r="B1" t="inlineStr"><is><t>统一社会信用代码</t></is></c></row>'
        f'<row r="2"><c r="A2" t="inlineStr"><is><t>甲</t></is></c><c r="B2" t="inlineStr"><is><t>{CODE}</t></is></c></row>'
        '<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData></worksheet>'
    )
    source = with_part(xlsx([HEADER]), "xl/worksheets/sheet1.xml", sheet.encode())
    assert [row.number for row in tables.read(source, COLUMNS)] == [2]


def test_reading_process_gets_nothing_of_the_server_environment(monkeypatch):
    monkeypatch.setenv("CQO_SECRET", "x")
    seen = []
    real = workbooks.subprocess.Popen

    def looked_at(*arguments, **options):
        seen.append(options["env"].keys())
        return real(*arguments, **options)

    monkeypatch.setattr(workbooks.subprocess, "Popen", looked_at)
    list(tables.read(xlsx([HEADER, (1, "甲", CODE, "", "")]), COLUMNS))
    assert ["PYTHONPATH" in names and "CQO_SECRET" not in names for names in seen] == [True]
