"""A table is found and read, whatever stands round it."""

import io

import pytest
import xlsxwriter

from cqo.foundation.sheets import tables
from cqo.foundation.sheets.asides import Why
from cqo.foundation.sheets.columns import column
from cqo.foundation.sheets.tables import LeftOut
from cqo.foundation.sheets.tests.files import CODE, COLUMNS, HEADER, OTHER_CODE, text, xls, xlsx

FIRM = (1, "陕西周泰股份（汉中）有限公司", CODE, "汉台区", "0916-2509380")
CELLS = {"name": "陕西周泰股份（汉中）有限公司", "code": CODE, "county": "汉台区", "phone": "0916-2509380"}


def cells_of(source: bytes, **options) -> list[dict[str, str]]:
    return [row.cells for row in tables.read(source, COLUMNS, **options)]


def numbers_of(source: bytes) -> list[int]:
    return [row.number for row in tables.read(source, COLUMNS)]


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(xlsx([HEADER, FIRM]), id="xlsx"),
        pytest.param(xls([HEADER, FIRM]), id="xls"),
        pytest.param(text([HEADER, FIRM]), id="utf-8"),
        pytest.param(text([HEADER, FIRM], encoding="utf-8-sig"), id="utf-8 with mark"),
        pytest.param(text([HEADER, FIRM], encoding="utf-16"), id="utf-16 with mark"),
        pytest.param(b"\xfe\xff" + text([HEADER, FIRM], encoding="utf-16-be"), id="utf-16 big-endian with mark"),
        pytest.param(text([HEADER, FIRM], encoding="utf-16-le", delimiter="\t"), id="utf-16 without mark, tabs"),
        pytest.param(text([HEADER, FIRM], encoding="utf-16-be"), id="utf-16 big-endian without mark"),
        pytest.param(text([HEADER, FIRM], encoding="gb18030"), id="gb18030"),
        pytest.param(text([HEADER, FIRM], delimiter=";"), id="semicolons"),
        pytest.param(text([HEADER, FIRM], delimiter="\t", encoding="gb18030"), id="tabs"),
        pytest.param(text([HEADER, FIRM], end="\n"), id="unix lines"),
        pytest.param(b"sep=;\r\n" + text([HEADER, FIRM], delimiter=";"), id="hint of the delimiter"),
    ],
)
def test_every_format_gives_the_same_row(source):
    rows = list(tables.read(source, COLUMNS))
    assert [(row.number, row.cells) for row in rows] == [(2, CELLS)]


def test_four_byte_hanzi_survive_gb18030():
    assert cells_of(text([HEADER, (1, "𠮷林𬭎商贸", CODE, "", "")], encoding="gb18030"))[0]["name"] == "𠮷林𬭎商贸"


def test_path_bytes_and_open_file_are_read_alike(tmp_path):
    path = tmp_path / "名册.txt"
    path.write_bytes(xlsx([HEADER, FIRM]))
    assert cells_of(path) == cells_of(io.BytesIO(path.read_bytes())) == [CELLS]


def test_header_in_row_four_is_found_under_titles_and_empty_rows():
    source = xlsx([["汉中市企业名称及联系电话摸底表"], [], ["填报单位：汉中市市场监督管理局   填报日期：2021年3月4日"], HEADER, FIRM])
    reading = tables.read(source, COLUMNS)
    assert [row.number for row in reading] == [5]
    assert reading.layouts[0].header_row == 4
    assert reading.layouts[0].titles == ("汉中市企业名称及联系电话摸底表", "填报单位：汉中市市场监督管理局 填报日期：2021年3月4日")


def test_table_that_begins_in_column_c_is_read():
    assert cells_of(xlsx([[], [None, None, *HEADER], [None, None, *FIRM]])) == [CELLS]


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        (("单位名称（全称）", "社会信用代码/注册号", "县(区)"), ("name", "code", "county")),
        (("企业 名称*", "统一社会\n信用代码", "1.所属县区："), ("name", "code", "county")),
        (("企业名称", "统一社会信用代码（18位）", "单位所属县区"), ("name", "code", "county")),
        (("企业名称", "统一社会信用代码", "车间"), ("name", "code", None)),
    ],
)
def test_other_words_for_a_column_are_understood(words, keys):
    layout = tables.survey(xlsx([words, ["甲", CODE, "汉台区"]]), COLUMNS).layouts[0]
    assert tuple(header.key for header in layout.headers) == keys


def test_guess_by_part_of_a_header_is_marked_uncertain():
    layout = tables.survey(xlsx([("企业名称", "统一社会信用代码", "单位所属县区"), FIRM[1:4]]), COLUMNS).layouts[0]
    assert [header.certain for header in layout.headers] == [True, True, False]


def test_each_column_is_taken_once_and_the_best_fit_wins():
    layout = tables.survey(xlsx([("原企业名称", "企业名称", "统一社会信用代码"), ["旧", "新", CODE]]), COLUMNS).layouts[0]
    assert [(header.text, header.key) for header in layout.headers] == [
        ("原企业名称", None),
        ("企业名称", "name"),
        ("统一社会信用代码", "code"),
    ]


def test_corrected_mapping_replaces_the_guess():
    source = xlsx([("企业名称", "统一社会信用代码", "联系电话", "值班"), ["甲", CODE, "无关", "13912345678"]])
    assert cells_of(source, mapping={"值班": "phone", "联系电话": ""}) == [{"name": "甲", "code": CODE, "phone": "13912345678"}]


def test_mapping_finds_a_header_whose_words_nobody_knows():
    source = xlsx([("甲方", "码"), ["某厂", CODE]])
    assert cells_of(source, mapping={"甲方": "name", "码": "code"}) == [{"name": "某厂", "code": CODE}]


def test_survey_tells_missing_columns_and_shows_first_rows():
    layout = tables.survey(xlsx([("企业名称", "所属县区"), *[(f"第{n}厂", "洋县") for n in range(9)]]), COLUMNS).layouts[0]
    assert layout.missing == ("code",)
    assert layout.sample == (("第0厂", "洋县"), ("第1厂", "洋县"), ("第2厂", "洋县"))


def test_header_of_two_rows_is_read_together():
    source = xlsx(
        [("企业名称", "统一社会信用代码", "联系人", None), (None, None, "姓名", "电话"), ("某厂", CODE, "李敏", "13912345678")],
        merges=["C1:D1", "A1:A2", "B1:B2"],
    )
    reading = tables.read(source, COLUMNS)
    assert [(row.number, row.cells) for row in reading] == [(3, {"name": "某厂", "code": CODE, "contact": "李敏", "phone": "13912345678"})]


def test_merged_county_fills_down_and_no_further():
    source = xlsx(
        [HEADER, (1, "甲", CODE, "洋县", ""), (2, "乙", OTHER_CODE, None, ""), (3, "丙", CODE, None, "")],
        merges=["D2:D3"],
    )
    assert [cells["county"] for cells in cells_of(source)] == ["洋县", "洋县", ""]


def test_merged_county_of_an_xls_fills_down():
    source = xls([HEADER, (1, "甲", CODE, "洋县", ""), (2, "乙", OTHER_CODE, None, "")], merges=[(1, 2, 3, 3)])
    assert [cells["county"] for cells in cells_of(source)] == ["洋县", "洋县"]


def test_empty_row_inside_a_merged_county_is_no_row():
    source = xlsx([HEADER, (1, "甲", CODE, "洋县", ""), (None, None, None, None, None), (2, "乙", CODE, None, "")], merges=["D2:D4"])
    assert numbers_of(source) == [2, 4]


def test_rows_with_only_a_serial_number_are_empty():
    assert numbers_of(xlsx([HEADER, FIRM, (2,), (3,), (4, "乙", CODE, "", "")])) == [2, 5]


def test_totals_notes_and_signatures_are_left_out_and_told():
    source = xlsx(
        [
            HEADER,
            ("甲", "乙", 1, 2, 3),
            FIRM,
            ("小 计", "1家"),
            ("例", "示例公司", CODE, "洋县", ""),
            HEADER,
            (2, "乙", CODE, "洋县", ""),
            ("汉台区合计：2家",),
            ("注：规上指年主营业务收入2000万元及以上",),
            ("填表人：黄东", None, None, "审核人：陈建"),
            ("以上情况属实",),
        ]
    )
    reading = tables.read(source, COLUMNS)
    assert [row.number for row in reading] == [3, 7]
    assert [(left.number, left.why) for left in reading.left_out] == [
        (2, Why.NUMBERING),
        (4, Why.TOTAL),
        (5, Why.EXAMPLE),
        (6, Why.REPEATED_HEADER),
        (8, Why.TOTAL),
        (9, Why.NOTE),
        (10, Why.NOTE),
        (11, Why.NOTE),
    ]


def test_first_row_of_figures_that_do_not_count_on_is_data():
    assert numbers_of(xlsx([HEADER, (1, "2", CODE, "", "")])) == [2]


def test_remark_merged_over_the_table_is_a_note():
    source = xlsx([HEADER, FIRM, (None, "请于月底前报送", None, None, None)], merges=["B3:E3"])
    reading = tables.read(source, COLUMNS)
    assert ([row.number for row in reading], reading.left_out) == ([2], [LeftOut("Sheet1", 3, Why.NOTE, "请于月底前报送")])


@pytest.mark.parametrize("name", ["合计科技有限公司", "汉中总计软件有限公司", "注册会计师事务所", "备注文化有限公司", "例外设计有限公司"])
def test_firm_whose_name_begins_like_a_total_is_data_even_without_a_code(name):
    assert [cells["name"] for cells in cells_of(xlsx([HEADER, (1, name, None, "洋县", "")]))] == [name]
    assert [cells["name"] for cells in cells_of(xlsx([HEADER[1:], (name, None, "洋县", "")]))] == [name]


def test_several_sheets_are_read_in_order_and_others_are_told():
    sheets = {
        "填表说明": [["请按要求填写"]],
        "汉台区": [HEADER, FIRM],
        "旧数据": [HEADER, FIRM],
        "空白": [],
        "洋县": [["标题"], HEADER, FIRM],
    }
    reading = tables.read(xlsx([], sheets=sheets, hidden=["旧数据"]), COLUMNS)
    assert [(row.sheet, row.number) for row in reading] == [("汉台区", 2), ("洋县", 3)]
    assert reading.left_out == [LeftOut("填表说明", None, Why.NO_HEADER), LeftOut("旧数据", None, Why.HIDDEN_SHEET)]


def test_survey_sees_every_sheet_of_a_long_workbook():
    sheets = {name: [HEADER, *[(n, "甲", CODE, "", "") for n in range(700)]] for name in ("一", "二")}
    survey = tables.survey(xlsx([], sheets=sheets), COLUMNS)
    assert [(layout.sheet, layout.header_row) for layout in survey.layouts] == [("一", 1), ("二", 1)]


def test_long_sheet_keeps_its_row_numbers():
    assert numbers_of(xlsx([HEADER, *[(n, f"第{n}厂", CODE, "", "") for n in range(1234)]])) == list(range(2, 1236))


def test_numbers_come_as_digits_and_damage_shows():
    header = (*HEADER, "备注")
    columns = (*COLUMNS, column("remark", "备注", "备注"))
    source = xlsx([header, (1, 20170520.0, 610729197406105000, 42875, 13912345678.0, 12.5)])
    assert [row.cells for row in tables.read(source, columns)] == [
        {"name": "20170520", "code": "6.10729197406105E+17", "county": "42875", "phone": "13912345678", "remark": "12.5"}
    ]


def test_days_come_as_dates():
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet()
    day = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    sheet.write_row(0, 0, HEADER)
    sheet.write_row(1, 1, (42875, 42875.354166666664), day)
    book.close()
    assert cells_of(file.getvalue()) == [{"name": "2017-05-20", "code": "2017-05-20 08:30", "county": "", "phone": ""}]


def test_truth_and_formula_errors_come_as_text():
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEADER)
    sheet.write_row(1, 1, ("甲", CODE, True))
    sheet.write_formula(1, 4, "=VLOOKUP(1,A1,1)", None, "#N/A")
    book.close()
    assert cells_of(file.getvalue()) == [{"name": "甲", "code": CODE, "county": "TRUE", "phone": ""}]


def test_stray_spaces_and_invisible_marks_are_dropped_and_wide_digits_kept():
    source = xlsx([HEADER, (1, "  汉中张泰\u200b有限公司\u3000", f"\t{CODE}\u202c", "洋\n县", "１３９")])
    assert cells_of(source) == [{"name": "汉中张泰有限公司", "code": CODE, "county": "洋 县", "phone": "１３９"}]


def test_formula_quoting_of_a_csv_is_undone():
    assert cells_of(f'企业名称,统一社会信用代码\r\n甲,"=""{CODE}"""\r\n'.encode()) == [{"name": "甲", "code": CODE}]


def test_csv_rows_are_numbered_as_a_spreadsheet_program_does():
    source = f'企业名称,统一社会信用代码\r\n\r\n"汉中\r\n一厂",{CODE}\r\n,\r\n二厂\r\n'.encode()
    assert [(row.number, row.cells["name"]) for row in tables.read(source, COLUMNS)] == [(3, "汉中 一厂"), (5, "二厂")]


def test_reading_can_end_early():
    reading = tables.read(xlsx([HEADER, *[(n, "甲", CODE, "", "") for n in range(5000)]]), COLUMNS)
    assert next(iter(reading)).number == 2
    reading.close()
