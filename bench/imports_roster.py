"""Invented rosters of enterprises for the bench of imports: the same rows for the same seed. Nobody here exists."""

import random
from pathlib import Path

import xlsxwriter

from bench.search_data import BRAND, CITIES, SURNAMES, TRADES
from cqo.foundation.codes import credit_code

HEADER = ("序号", "企业名称", "统一社会信用代码", "所属县区", "行业", "从业人数", "营业收入（万元）", "联系人", "联系电话")
INDUSTRIES = ("食品制造业", "医药制造业", "通用设备制造业", "化工", "纺织业", "非金属矿物制品业", "C37", "农副食品加工业")
CITY = "汉中市"


def write(path: Path, *, rows: int, seed: int) -> None:
    """A workbook of `rows` firms of Hanzhong in nine columns; rosters of two seeds share no firm."""
    chance = random.Random(seed)
    counties = [county[:-2] for county in CITIES[CITY][1].split()]
    taken: set[str] = set()
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("企业名单")
        sheet.write_row(0, 0, HEADER)
        for number in range(1, rows + 1):
            code = _code(chance, seed)
            while code in taken:
                code = _code(chance, seed)
            taken.add(code)
            name = f"汉中{''.join(chance.choices(BRAND, k=4))}{chance.choice(TRADES)}有限公司"
            income, contact = round(chance.uniform(2_000, 90_000), 1), chance.choice(SURNAMES) + chance.choice(BRAND)
            sheet.write_row(
                number,
                0,
                (
                    number, name, code, chance.choice(counties), chance.choice(INDUSTRIES), chance.randrange(20, 900), income, contact,
                    f"138{chance.randrange(10**8):08d}",
                ),
            )  # fmt: skip


def _code(chance: random.Random, seed: int) -> str:
    first = f"9161070{seed % 10}{''.join(chance.choices(credit_code.ALPHABET, k=9))}"
    return first + credit_code.check_character(first)
