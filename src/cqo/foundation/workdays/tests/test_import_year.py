from datetime import UTC, date, datetime

import pytest
from django.core.management import CommandError, call_command

from cqo.foundation.audit import signature
from cqo.foundation.audit.models import Entry
from cqo.foundation.refusal import NotPossible
from cqo.foundation.workdays import operations, queries, wording
from cqo.foundation.workdays.models import Day, Year
from cqo.foundation.workdays.operations import CalendarRefused
from cqo.foundation.workdays.rules import Problem
from cqo.foundation.workdays.tests.builders import CALENDAR_2027

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def import_2027(text=CALENDAR_2027, source="国办发明电〔2026〕9号", at=AT):
    days = operations.read_calendar(text, year=2027)
    return operations.import_year(year=2027, days=days, source=source, by=signature.system("test.calendar"), at=at)


def test_an_imported_year_counts_at_once():
    with pytest.raises(queries.YearMissing):
        queries.calendar().add(date(2026, 12, 28), days=2)
    import_2027()
    assert queries.calendar().add(date(2026, 12, 28), days=2) == date(2026, 12, 30)
    assert queries.calendar().add(date(2026, 12, 30), days=1) == date(2027, 1, 3)


def test_an_import_stands_in_the_record_with_a_count_and_a_digest_of_its_days():
    import_2027()
    entry = Entry.objects.get(kind="workdays")
    assert (entry.event, entry.key, entry.city, entry.members_count, entry.stated["replaced_days"]) == (
        "workdays.year_imported",
        "2027",
        "",
        11,
        0,
    )
    assert len(entry.members_digest) == 64


def test_a_second_import_takes_the_place_of_the_first():
    import_2027()
    import_2027(CALENDAR_2027.replace("2027-10-09,work", "2027-10-10,work"), source="国办发明电〔2027〕1号")
    assert [day.date for day in queries.days_of(2027) if day.kind == "work"] == [date(2027, 1, 3), date(2027, 10, 10)]
    assert Year.objects.get(year=2027).source == "国办发明电〔2027〕1号"
    assert [entry.stated["replaced_days"] for entry in Entry.objects.order_by("id")] == [0, 11]


def test_other_words_and_other_ways_of_writing_are_understood():
    text = "\ufeff日期,类型,名称\r\n" + "\r\n".join(
        CALENDAR_2027.replace("off", "放假").replace("work", "上班").replace("-", "/").splitlines()[1:]
    )
    import_2027(text)
    assert Day.objects.filter(year=2027).count() == 11


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("", [Problem("calendar.no_header")]),
        ("2027-01-01,off,元旦\n", [Problem("calendar.no_header")]),
        (
            "date,kind,name\n2027-02-30,off,春节\n,,\n2027-02-05,maybe,春节\n",
            [
                Problem("calendar.date_unreadable", {"line": 2}),
                Problem("calendar.kind_unknown", {"line": 4}),
            ],
        ),
        (
            CALENDAR_2027 + "2028-01-01,off,元旦\n2026-11-30,off,元旦\n",
            [
                Problem("calendar.other_year", {"day": "2026-11-30", "year": 2027}),
                Problem("calendar.other_year", {"day": "2028-01-01", "year": 2027}),
            ],
        ),
        (CALENDAR_2027 + "2027-10-01,work,国庆节\n", [Problem("calendar.day_twice", {"day": "2027-10-01"})]),
        (
            CALENDAR_2027.replace("2027-06-09,off,端午节\n", "").replace("2027-09-15,off", "2027-09-19,work"),
            [
                Problem("calendar.festival_missing", {"festival": "端午节"}),
                Problem("calendar.festival_missing", {"festival": "中秋节"}),
            ],
        ),
    ],
)
def test_a_file_that_is_no_calendar_of_the_year_is_refused_with_everything_that_is_wrong(text, problems):
    with pytest.raises(CalendarRefused) as refused:
        import_2027(text)
    assert list(refused.value.problems) == problems
    assert len(wording.sentences(refused.value.problems)) == len(problems)
    assert (Year.objects.filter(year=2027).count(), Entry.objects.count()) == (0, 0)


def test_two_festivals_in_one_holiday_are_both_named():
    text = CALENDAR_2027.replace("2027-09-15,off,中秋节\n", "").replace("2027-10-01,off,国庆节", "2027-10-01,off,国庆节、中秋节")
    import_2027(text)
    assert Day.objects.filter(year=2027).count() == 10


def test_an_import_without_a_document_number_is_refused():
    with pytest.raises(NotPossible) as refused:
        import_2027(source=" ")
    assert refused.value.code == "workdays.source_missing"


def test_a_problem_is_told_in_a_sentence():
    assert wording.sentences([Problem("calendar.day_twice", {"day": "2027-10-01"})]) == ["2027-10-01 出现了不止一次。"]


def test_the_command_imports_a_file(tmp_path, capsys):
    file = tmp_path / "2027.csv"
    file.write_text(CALENDAR_2027, encoding="utf-8")
    call_command("import_workdays", 2027, file, source="国办发明电〔2026〕9号")
    assert capsys.readouterr().out == "已导入 2027 年日历，共 11 天。\n"
    assert Entry.objects.get(kind="workdays").user == "system"


def test_the_command_says_everything_that_is_wrong(tmp_path):
    file = tmp_path / "2027.csv"
    file.write_text(CALENDAR_2027 + "2028-01-01,off,元旦\n", encoding="utf-8")
    with pytest.raises(CommandError) as refused:
        call_command("import_workdays", 2027, file, source="国办发明电〔2026〕9号")
    assert str(refused.value).splitlines() == [
        "这份 2027 年日历有 1 处问题，没有导入。", "2028-01-01 不属于 2027 年（上一年 12 月的调休日可以列入）。",
    ]  # fmt: skip
    assert Year.objects.filter(year=2027).count() == 0
