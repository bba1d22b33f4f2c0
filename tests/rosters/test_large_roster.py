"""A roster of 100,000 rows and nine columns is read and judged whole; what it costs, `./cqo bench imports` tells."""

import random

import pytest
import xlsxwriter

from cqo.foundation.codes import credit_code
from cqo.foundation.sheets import tables
from cqo.foundation.sheets.verdicts import report
from cqo.registry.enterprises.rules import roster

ROWS = 100_000


@pytest.mark.slow
def test_a_large_roster_is_read_and_judged_to_its_last_row(tmp_path):
    path = tmp_path / "large.xlsx"
    chance = random.Random(20260101)  # noqa: S311  firms, not secrets
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("序号", "企业名称", "统一社会信用代码", "所属县区", "行业", "是否规上", "从业人数", "联系人", "联系电话"))
        for number in range(1, ROWS + 1):
            first = f"91610702{''.join(chance.choices(credit_code.ALPHABET, k=9))}"
            code = first + credit_code.check_character(first)
            sheet.write_row(number, 0, (number, f"汉中第{number}厂", code, "汉台区", "食品", "是", 620, "刘金凤", f"138{number:08d}"))
    judged = report(roster.verdicts(tables.read(path, roster.COLUMNS), division_of={"汉台区": "610702"}.get))
    assert judged == {"rows": ROWS, "accepted": ROWS, "rejected": {}, "warned": {}}
