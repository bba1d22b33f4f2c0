from datetime import timedelta

import pytest

from cqo.foundation.inbox.rules import Finding, Personal, pause_after, personal_data_in


@pytest.mark.parametrize(
    "text",
    [
        "企业信用代码 91610702MAEX00010N",
        "信用代码 913301007990556588 全为数字",
        "联系电话 0916-2212345、029-12345678",
        "2026年3月2日，第12345678901234567890号",
        "金额 13912342231567 元",
        "编号 RL-610722-2026-0001",
    ],
)
def test_codes_land_lines_and_numbers_are_no_personal_data(text):
    assert personal_data_in(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("13912342231", Finding(Personal.PHONE, "2231")),
        ("139-1234-2231", Finding(Personal.PHONE, "2231")),
        ("139 1234 2231", Finding(Personal.PHONE, "2231")),
        ("+86 13912342231", Finding(Personal.PHONE, "2231")),
        ("电话１３９１２３４２２３１。", Finding(Personal.PHONE, "2231")),
        ("610702190001010011", Finding(Personal.ID_NUMBER, "0011")),
        ("610702 19000101 0011", Finding(Personal.ID_NUMBER, "0011")),
        ("61070219000101001X", Finding(Personal.ID_NUMBER, "001X")),
    ],
)
def test_phones_and_identity_numbers_are_found_however_written(text, found):
    assert personal_data_in(text) == [found]


def test_pauses_grow_until_it_is_given_up():
    assert [pause_after(attempts) for attempts in range(1, 6)] == [
        timedelta(minutes=1),
        timedelta(minutes=5),
        timedelta(minutes=30),
        timedelta(hours=3),
        None,
    ]
