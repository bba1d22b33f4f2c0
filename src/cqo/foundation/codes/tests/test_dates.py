"""Dates in every habit; nothing is guessed where two readings are possible."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqo.foundation.codes import dates
from cqo.foundation.codes.dates import Written

DAYS = st.dates(date(1950, 1, 1), date(2049, 12, 31))
DIGITS = "〇一二三四五六七八九"
HABITS = (
    "{0.year}年{0.month}月{0.day}日",
    "{0.year} 年 {0.month} 月 {0.day} 日",
    "{0.year}年{0:%m}月{0:%d}号",
    "{0.year}.{0.month}.{0.day}",
    "{0.year}．{0.month}．{0.day}",
    "{0.year}。{0.month}。{0.day}",
    "{0.year}.{0:%m}.{0:%d}.",
    "{0.year}/{0.month}/{0.day}",
    "{0.year}／{0:%m}／{0:%d}",
    "{0.year}-{0.month}-{0.day}",
    "{0.year}—{0.month}—{0.day}",
    "{0.year}、{0.month}、{0.day}",
    "{0.year} {0.month} {0.day}",
    "{0.year}\\{0.month}\\{0.day}",
    "{0:%Y-%m-%d} 00:00:00",
    "{0:%Y-%m-%d}T08:30",
    "{0:%Y/%m/%d}（星期三）",
    "{0:%Y%m%d}",
    "{0:%y}年{0.month}月{0.day}日",
    "{0:%y}.{0.month}.{0.day}",
    "'{0:%Y-%m-%d}",
)


def spelt(number: int) -> str:
    tens, units = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else DIGITS[tens] + "十") + (DIGITS[units] if units else "")


@given(DAYS)
def test_every_habit_means_the_same_day(day):
    assert {habit: dates.read(habit.format(day)) for habit in HABITS} == dict.fromkeys(HABITS, day)


@given(DAYS)
def test_full_width_digits_are_read(day):
    assert dates.read("".join(chr(ord(mark) + 0xFEE0) for mark in f"{day:%Y-%m-%d}")) == day


@given(DAYS)
def test_hanzi_numerals_are_read(day):
    year = "".join(DIGITS[int(digit)] for digit in str(day.year))
    assert dates.read(f"{year}年{spelt(day.month)}月{spelt(day.day)}日") == day


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)))
def test_serial_numbers_of_spreadsheets_are_read(day):
    serial = (day - date(1899, 12, 30)) // timedelta(days=1)
    assert (dates.read(str(serial)), dates.read(f"{serial}.5")) == (day, day)


@pytest.mark.parametrize(
    "text",
    ["2017年5月", "2017-05", "2017.5", "2017/05", "201705", "二〇一七年五月", "二○一七年五月", "二O一七年五月", "17年5月", "2017年05月"],
)
def test_month_alone_stands_as_its_first_day_and_says_so(text):
    assert dates.written(text) == Written(date(2017, 5, 1), month_only=True)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("二〇一七年五月廿三日", date(2017, 5, 23)),
        ("贰零壹柒年伍月贰拾日", date(2017, 5, 20)),
        ("2017年五月三日", date(2017, 5, 3)),
        ("二〇二〇年元月一日", date(2020, 1, 1)),
        ("公元2017年5月3日", date(2017, 5, 3)),
        ("5/20/2017", date(2017, 5, 20)),
        ("20/05/2017", date(2017, 5, 20)),
        ("05/05/2017", date(2017, 5, 5)),
        ("170520", date(2017, 5, 20)),
        ("99.12.31", date(1999, 12, 31)),
        ("2017.10", date(2017, 10, 1)),
    ],
)
def test_rarer_habits(text, day):
    assert dates.read(text) == day


@pytest.mark.parametrize(
    "text", ["", "无", "上半年", "5月底", "长期", "5月20日", "5-20", "17.5", "2017年", "2017", "2017年5月20日前", "42875元"]
)
def test_words_and_parts_of_a_date_are_not_read(text):
    assert dates.read(text) is None


@pytest.mark.parametrize("text", ["2017-13-01", "2017-02-30", "20171301", "1717-05-20", "12345678901", "99999", "2017-5-2-3", "一九"])
def test_days_that_do_not_exist_are_not_read(text):
    assert dates.read(text) is None


@pytest.mark.parametrize("text", ["2017.1", "05/06/2017", "200105", "2017.5.20-2017.5.22"])
def test_what_could_mean_two_days_is_not_read(text):
    assert dates.read(text) is None


@given(st.text(max_size=12))
def test_no_text_breaks_the_reading(text):
    assert dates.read(text) is None or dates.FIRST_YEAR <= dates.read(text).year <= dates.LAST_YEAR
