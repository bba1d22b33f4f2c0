"""A roster of 100,000 rows and nine columns is read and judged within the time and memory a small server has."""

import random
import resource
import time

import pytest
import xlsxwriter

from cqo.foundation.codes import credit_code
from cqo.foundation.sheets import tables
from cqo.foundation.sheets.verdicts import report
from cqo.registry.enterprises.rules import roster

ROWS = 100_000
CPU_MICROSECONDS_A_ROW = 120  # measured 36 on two cores; the issue allows 300 with the database
READER_MEMORY_MIB = 300


def cpu_seconds() -> float:
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


@pytest.mark.slow
def test_large_roster_is_read_and_judged_within_its_budget(tmp_path):
    path = tmp_path / "large.xlsx"
    chance = random.Random(20260101)  # noqa: S311  firms, not secrets
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("序号", "企业名称", "统一社会信用代码", "所属县区", "行业", "是否规上", "从业人数", "联系人", "联系电话"))
        for number in range(1, ROWS + 1):
            first = f"91610702{''.join(chance.choices(credit_code.ALPHABET, k=9))}"
            code = first + credit_code.check_character(first)
            sheet.write_row(number, 0, (number, f"汉中第{number}厂", code, "汉台区", "食品", "是", 620, "刘金凤", f"138{number:08d}"))
    before, started = cpu_seconds(), time.perf_counter()
    judged = report(roster.verdicts(tables.read(path, roster.COLUMNS), division_of={"汉台区": "610702"}.get))
    used = (cpu_seconds() - before) / ROWS * 1_000_000
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{used:.1f} µs CPU a row, {time.perf_counter() - started:.1f} s, reader {memory:.0f} MiB")
    assert judged == {"rows": ROWS, "accepted": ROWS, "rejected": {}, "warned": {}}
    assert used < CPU_MICROSECONDS_A_ROW
    assert memory < READER_MEMORY_MIB
