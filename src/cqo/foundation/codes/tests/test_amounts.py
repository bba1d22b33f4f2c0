"""Counts, money, measures and answers."""

import pytest

from cqo.foundation.codes import amounts


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        ("620", 620),
        ("约50人", 50),
        ("50余人", 50),
        ("1,200", 1200),
        ("１２", 12),
        ("1.2万人", 12000),
        ("12.0", 12),
        ("12.5", None),
        ("50-100人", None),
        ("", None),
        ("若干", None),
    ],
)
def test_count(typed, count):
    assert amounts.count(typed) == count


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("3200.5", 3_200_500_000),
        ("3,200", 3_200_000_000),
        ("2.5亿元", 25_000_000_000),
        ("800万", 800_000_000),
        ("￥12345.67元", 1_234_567),
        ("-5", -5_000_000),
        ("保密", None),
        ("", None),
    ],
)
def test_money_in_ten_thousand_yuan_unless_the_cell_says_otherwise(typed, fen):
    assert amounts.fen(typed, unit=amounts.FEN_PER_WAN_YUAN) == fen


@pytest.mark.parametrize(("typed", "tenths"), [("24", 240), ("24学时", 240), ("88.5分", 885), ("0", 0), ("88.55", None), ("优秀", None)])
def test_measure(typed, tenths):
    assert amounts.tenths(typed) == tenths


@pytest.mark.parametrize(
    ("typed", "answer"),
    [("是", True), ("√", True), ("Ｙ", True), ("TRUE", True), ("否", False), ("×", False), ("n", False), ("", None), ("待定", None)],
)
def test_answer(typed, answer):
    assert amounts.yes_or_no(typed) is answer
