import csv
import datetime as dt
from io import BytesIO, StringIO

import openpyxl
import pytest
import python_calamine

from cqo.foundation.documents import spreadsheets
from cqo.foundation.documents.spreadsheets import Column, Sheet

FORMULAS = ["=1+1", "+86 13912342231", "-2", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0"]
CREDIT_CODE = "916107007100000010"
DAY = dt.date(2026, 11, 22)
MOMENT = dt.datetime(2026, 11, 22, 20, 5, tzinfo=dt.UTC)


def written(*sheets: Sheet) -> BytesIO:
    file = BytesIO()
    spreadsheets.write(file, sheets)
    file.seek(0)
    return file


def by_openpyxl(*rows, columns=None, **options):
    columns = columns or [Column(f"列{place}") for place in range(len(rows[0]))]
    return openpyxl.load_workbook(written(Sheet("名单", columns, rows, **options)))["名单"]


def test_text_stays_text_whatever_it_begins_with():
    sheet = by_openpyxl(*[[text] for text in FORMULAS])
    assert [(cell.value, cell.data_type) for (cell,) in sheet.iter_rows(min_row=2)] == [(text, "s") for text in FORMULAS]


def test_an_eighteen_digit_code_keeps_its_last_digits():
    for code in (CREDIT_CODE, int(CREDIT_CODE)):
        cell = by_openpyxl([code])["A2"]
        assert (cell.value, cell.data_type, cell.number_format) == (CREDIT_CODE, "s", "@")


def test_leading_zeros_stay():
    assert by_openpyxl(["007"])["A2"].value == "007"


def test_numbers_are_numbers_and_truth_is_a_word():
    sheet = by_openpyxl([120, 3.5, -4, True, False, None])
    assert [(cell.value, cell.data_type) for cell in sheet[2]] == [(120, "n"), (3.5, "n"), (-4, "n"), ("是", "s"), ("否", "s"), (None, "n")]


def test_days_are_days_as_chinese_sheets_write_them():
    cell = by_openpyxl([DAY])["A2"]
    assert (cell.value.isoformat(), cell.is_date, cell.number_format) == ("2026-11-22T00:00:00", True, 'yyyy"年"m"月"d"日"')


def test_moments_are_written_as_it_was_in_shanghai():
    assert by_openpyxl([MOMENT])["A2"].value.isoformat() == "2026-11-23T04:05:00"


def test_the_other_reader_sees_the_same():
    columns = [Column(title) for title in ("代码", "人数", "日期", "备注")]
    file = written(Sheet("名单", columns, [[CREDIT_CODE, 12, DAY, "=1+1"], ["䶮𠮷", 0, None, ""]]))
    rows = python_calamine.CalamineWorkbook.from_filelike(file).get_sheet_by_name("名单").to_python()
    assert rows == [["代码", "人数", "日期", "备注"], [CREDIT_CODE, 12.0, DAY, "=1+1"], ["䶮𠮷", 0.0, "", ""]]


def test_the_header_is_frozen_and_has_filters():
    sheet = by_openpyxl(["a", "b"], ["c", "d"])
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:B3")


def test_a_heading_stands_above_the_table():
    sheet = by_openpyxl(["a", "b"], heading="汉中市企业名单")
    assert (sheet["A1"].value, sheet["A2"].value, sheet["A3"].value) == ("汉中市企业名单", "列0", "a")
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A3", "A2:B3")


def test_a_table_without_rows_still_has_its_header():
    file = written(Sheet("空", [Column("名称")], []))
    assert [[cell.value for cell in row] for row in openpyxl.load_workbook(file)["空"].iter_rows()] == [["名称"]]


def test_chinese_gets_the_width_it_needs():
    sheet = by_openpyxl(["汉中市某某机械制造有限公司", "a"], columns=[Column("名称"), Column("号", width=30)])
    assert (round(sheet.column_dimensions["A"].width), round(sheet.column_dimensions["B"].width)) == (29, 31)


def test_what_no_sheet_can_hold_is_left_out():
    assert by_openpyxl(["a\x00b\x0bc\ud800d\ufffe"])["A2"].value == "abcd"
    assert len(by_openpyxl(["长" * 40_000])["A2"].value) == 32_767


def test_line_breaks_and_markup_come_back():
    assert by_openpyxl(["一\n二 <b>&amp;"])["A2"].value == "一\n二 <b>&amp;"


@pytest.mark.parametrize(
    ("titles", "tabs"),
    [
        (["名单"], ["名单"]),
        (["a/b:c*d?e[f]g\\h"], ["a b c d e f g h"]),
        (["名单", "名单", "名单"], ["名单", "名单（2）", "名单（3）"]),
        (["长" * 40, "长" * 40], ["长" * 31, "长" * 28 + "（2）"]),
        (["'"], ["Sheet"]),
        ([""], ["Sheet"]),
    ],
)
def test_every_tab_gets_a_name_it_may_have(titles, tabs):
    file = written(*(Sheet(title, [Column("名称")], [["a"]]) for title in titles))
    assert openpyxl.load_workbook(file).sheetnames == tabs


def test_more_rows_than_a_sheet_holds_run_on_in_another(monkeypatch):
    monkeypatch.setattr(spreadsheets, "ROWS_PER_SHEET", 3)
    file = BytesIO()
    count = spreadsheets.write(file, [Sheet("名单", [Column("号")], ([number] for number in range(7)))])
    book = openpyxl.load_workbook(file)
    assert (count, {name: [cell.value for (cell,) in book[name].iter_rows()] for name in book.sheetnames}) == (
        7,
        {"名单": ["号", 0, 1, 2], "名单（2）": ["号", 3, 4, 5], "名单（3）": ["号", 6]},
    )


def test_exactly_a_full_sheet_needs_no_other(monkeypatch):
    monkeypatch.setattr(spreadsheets, "ROWS_PER_SHEET", 3)
    file = written(Sheet("名单", [Column("号")], ([number] for number in range(3))))
    assert openpyxl.load_workbook(file).sheetnames == ["名单"]


def test_rows_are_taken_as_they_come():
    taken = []

    def rows():
        for number in range(1_000):
            taken.append(number)
            yield [number]

    assert spreadsheets.write(BytesIO(), [Sheet("名单", [Column("号")], rows())]) == 1_000
    assert len(taken) == 1_000


def test_csv_begins_with_the_mark_and_runs_no_formula():
    lines = list(spreadsheets.csv_lines([Column("名称"), Column("数")], [[text, -3] for text in FORMULAS]))
    assert "".join(lines)[0] == "\ufeff"
    rows = list(csv.reader(StringIO("".join(lines)[1:])))
    assert rows == [["名称", "数"], *[["'" + text, "-3"] for text in FORMULAS]]


@pytest.mark.parametrize("text", ["＝1+1", "＋86", "－2", "＠x"])
def test_full_width_signs_run_no_formula_either(text):
    (_header, line) = spreadsheets.csv_lines([Column("名称")], [[text]])
    assert line == f"'{text}\r\n"


def test_csv_writes_days_moments_and_truth_plainly():
    (_header, line) = spreadsheets.csv_lines([Column("a")] * 5, [[DAY, MOMENT, True, None, 'a,"b"\n']])
    assert line == '2026-11-22,2026-11-23 04:05,是,,"a,""b""\n"\r\n'
