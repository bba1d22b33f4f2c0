from datetime import date, timedelta

import pytest
from django.apps import apps

from cqo.foundation.workdays import loading, queries, rules
from cqo.foundation.workdays.models import Day, Year
from cqo.foundation.workdays.queries import YearMissing

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2026, 9, 17), 5, date(2026, 9, 23)),
        (date(2026, 9, 28), 5, date(2026, 10, 10)),
        (date(2026, 9, 28), 7, date(2026, 10, 13)),
        (date(2026, 2, 11), 7, date(2026, 2, 27)),
        (date(2026, 4, 30), 5, date(2026, 5, 11)),
        (date(2026, 11, 20), 5, date(2026, 11, 27)),
        (date(2018, 12, 27), 2, date(2018, 12, 29)),
        (date(2022, 12, 30), 1, date(2023, 1, 3)),
    ],
)
def test_a_period_ends_on_the_day_of_the_official_calendar(start, days, end):
    assert queries.calendar().add(start, days=days) == end
    assert queries.calendar().between(start, end) == days


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 1, 1), False),
        (date(2026, 1, 4), True),
        (date(2026, 2, 23), False),
        (date(2026, 2, 28), True),
        (date(2026, 9, 20), True),
        (date(2026, 9, 25), False),
        (date(2026, 10, 7), False),
        (date(2026, 10, 8), True),
        (date(2026, 10, 10), True),
        (date(2026, 10, 11), False),
        (date(2020, 2, 1), False),
        (date(2020, 2, 3), True),
        (date(2015, 9, 3), False),
        (date(2015, 9, 6), True),
    ],
)
def test_a_day_is_worked_as_the_notice_says(day, worked):
    assert queries.calendar().is_workday(day) is worked


def test_the_seven_holidays_of_2026_stand_as_in_the_notice():
    spans = [
        ("01-01", "01-03"),
        ("02-15", "02-23"),
        ("04-04", "04-06"),
        ("05-01", "05-05"),
        ("06-19", "06-21"),
        ("09-25", "09-27"),
        ("10-01", "10-07"),
    ]
    bounds = [(date.fromisoformat(f"2026-{first}"), date.fromisoformat(f"2026-{last}")) for first, last in spans]
    off = [first + timedelta(days=step) for first, last in bounds for step in range((last - first).days + 1)]
    assert [day.date for day in queries.days_of(2026) if day.kind == "off"] == off
    assert [day.date for day in queries.days_of(2026) if day.kind == "work"] == [
        date(2026, 1, 4), date(2026, 2, 14), date(2026, 2, 28), date(2026, 5, 9), date(2026, 9, 20), date(2026, 10, 10),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("start", "days", "year"),
    [(date(2026, 12, 28), 1, 2027), (date(2027, 1, 1), 1, 2027), (date(2006, 12, 1), 1, 2006), (date(2026, 12, 21), 30, 2027)],
)
def test_a_year_without_a_notice_is_refused_and_named(start, days, year):
    with pytest.raises(YearMissing) as refused:
        queries.calendar().add(start, days=days)
    assert refused.value.year == year
    assert str(refused.value) == (
        f"工作日历缺少 {year} 年，期限无法计算，系统不作推测。请系统管理员在国务院办公厅公布放假安排后，到“工作日历”导入 {year} 年。"
    )


def test_a_period_before_the_last_days_of_december_needs_no_further_notice():
    assert queries.calendar().add(date(2026, 12, 21), days=5) == date(2026, 12, 28)


def test_no_notice_reaches_further_back_than_the_rule_says():
    december = {(day.date.month, day.date.day) for day in Day.objects.all() if day.date.month == 12}
    assert min(december) == rules.REACHES_BACK_TO


def test_every_year_of_the_list_has_its_document_number():
    assert list(queries.years().values_list("year", flat=True)) == list(range(2026, 2006, -1))
    assert [year.year for year in Year.objects.all() if "国办发明电〔" not in year.source] == []


def test_every_year_of_the_list_is_a_whole_calendar():
    for year in range(2007, 2027):
        days = [rules.MarkedDay(day.date, day.kind, day.name) for day in queries.days_of(year)]
        assert rules.problems_of(year, days) == []


def test_december_days_belong_to_the_notice_of_the_next_year():
    assert Day.objects.get(date=date(2006, 12, 30)).year_id == 2007
    assert Day.objects.get(date=date(2018, 12, 29)).year_id == 2019


def test_the_calendar_costs_no_query_once_it_is_in_memory(django_assert_num_queries):
    queries.calendar()
    with django_assert_num_queries(0):
        assert [queries.calendar().add(date(2026, 9, 28), days=days) for days in (5, 7)] == [date(2026, 10, 10), date(2026, 10, 13)]


def test_an_unchanged_calendar_is_looked_at_with_one_query(django_assert_num_queries, monkeypatch):
    first = queries.calendar()
    monkeypatch.setattr(queries, "LOOK_EVERY_SECONDS", 0.0)
    queries.forget()
    queries.calendar()
    with django_assert_num_queries(1):
        assert queries.calendar() == first


def test_what_another_process_imported_is_seen_at_the_next_look(monkeypatch):
    monkeypatch.setattr(queries, "LOOK_EVERY_SECONDS", 0.0)
    assert queries.calendar().is_workday(date(2026, 11, 24)) is True
    Day.objects.create(date=date(2026, 11, 24), kind="off", name="临时放假", year_id=2026)
    Year.objects.filter(year=2026).update(imported_at=loading.COLLECTED_AT + timedelta(days=1))
    assert queries.calendar().is_workday(date(2026, 11, 24)) is False


def test_loading_again_changes_nothing_and_unloading_leaves_other_years():
    def everything():
        return list(Day.objects.order_by("date").values_list()), list(Year.objects.order_by("year").values_list())

    before = everything()
    assert len(before[0]) == 678
    loading.load_years(apps)
    assert everything() == before
    Year.objects.create(year=2027, source="国办发明电〔2026〕9号", imported_at=loading.COLLECTED_AT)
    loading.unload_years(apps)
    assert (Day.objects.count(), [year.year for year in Year.objects.all()]) == (0, [2027])
