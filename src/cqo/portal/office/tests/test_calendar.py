"""A further year of the official calendar: checked day by day, refused as a whole with its reasons, imported after a page that says so."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cqo.foundation.workdays import queries
from cqo.foundation.workdays.models import Day, Year
from cqo.portal.office.tests import builders

pytestmark = pytest.mark.django_db
IMPORT = "/office/calendar/import/"
DAYS = """日期,类型,名称
2026-12-31,放假,元旦
2027-01-01,放假,元旦
2027-02-06,放假,春节
2027-04-05,放假,清明节
2027-05-01,放假,劳动节
2027-05-08,上班,劳动节
2027-06-09,放假,端午节
2027-09-15,放假,中秋节
2027-10-01,放假,国庆节
"""
TYPED = {"year": "2027", "source": "国办发明电〔2026〕9号", "text": DAYS}


@pytest.fixture(autouse=True)
def administrator(client):
    yield builders.signed_in(client, builders.hanzhong(), "系统管理岗")
    queries.forget()


def problems(page) -> list[str]:
    """What the form says is wrong."""
    return [error for errors in page.context["form"].errors.values() for error in errors]


def test_the_days_are_shown_before_anything_is_written(client):
    page = client.post(IMPORT, TYPED)

    assert page.context["writes"] == ["2027 年的放假 8 天、调休上班 1 天。"]
    assert [each["day"].isoformat() for each in page.context["days"]][:2] == ["2026-12-31", "2027-01-01"]
    assert Year.objects.filter(year=2027).exists() is False


def test_a_year_is_imported_from_the_page_that_confirms(client):
    page = client.post(IMPORT, TYPED)

    done = client.post(IMPORT, dict(page.context["hidden"]))

    assert done.url == "/office/calendar/2027/"
    assert (Year.objects.get(year=2027).source, Day.objects.filter(year=2027).count()) == ("国办发明电〔2026〕9号", 9)
    assert queries.calendar().is_workday(builders.date(2027, 5, 8)) is True


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_file_is_read_in_any_usual_encoding(client, encoding):
    file = SimpleUploadedFile("2027.csv", DAYS.encode(encoding), content_type="text/csv")

    page = client.post(IMPORT, {**TYPED, "text": "", "file": file})

    assert len(page.context["days"]) == 9


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        (
            {"text": DAYS.replace("2027-04-05", "四月五日")},
            ["这份 2027 年日历有 1 处问题，没有导入。", "第 5 行的日期无法识别，请写成 2027-01-01。"],
        ),
        (
            {"text": DAYS.replace("春节", "").replace("2027-06-09,放假", "2027-06-09,调休")},
            ["这份 2027 年日历有 1 处问题，没有导入。", "第 8 行的类型无法识别，请填“放假”或“上班”。"],
        ),
        ({"text": DAYS.replace("春节", "年假")}, ["这份 2027 年日历有 1 处问题，没有导入。", "没有“春节”的放假日。"]),
        (
            {"text": DAYS + "2027-10-01,放假,国庆节\n2025-01-01,放假,元旦\n"},
            [
                "这份 2027 年日历有 2 处问题，没有导入。",
                "2025-01-01 不属于 2027 年（上一年 12 月的调休日可以列入）。",
                "2027-10-01 出现了不止一次。",
            ],
        ),
        ({"text": "2027-01-01,放假,元旦"}, ["这份 2027 年日历有 1 处问题，没有导入。", "第一行要有“日期、类型、名称”三列。"]),
        ({"text": " "}, ["请选择日历文件，或把内容粘贴在下面。"]),
        ({"source": ""}, ["这个字段是必填项。"]),
    ],
)
def test_what_is_wrong_is_told_line_by_line_and_nothing_is_imported(client, changed, words):
    for confirmed in ({}, {"confirmed": "1"}):
        page = client.post(IMPORT, TYPED | changed | confirmed)
        assert problems(page) == words
    assert Year.objects.filter(year=2027).exists() is False


def test_a_file_that_is_no_text_is_refused(client):
    file = SimpleUploadedFile("2027.csv", b"PK\x03\x04\xff\xff\xff\xff", content_type="text/csv")

    assert problems(client.post(IMPORT, {**TYPED, "text": "", "file": file})) == ["文件不是文本。请在表格软件中另存为 CSV。"]


def test_importing_a_year_again_says_that_it_takes_the_place_of_the_first(client):
    client.post(IMPORT, {**TYPED, "confirmed": "1"})

    page = client.post(IMPORT, {**TYPED, "text": DAYS.replace("2027-05-08,上班,劳动节\n", "")})
    client.post(IMPORT, dict(page.context["hidden"]))

    assert page.context["writes"] == ["2027 年的放假 8 天、调休上班 0 天。", "替换之前导入的 2027 年日历。"]
    assert Day.objects.filter(year=2027).count() == 8


def test_the_years_known_are_listed_with_what_is_missing(client):
    page = client.get("/office/calendar/")

    first = page.context["years"][0]
    assert (first.year, first.off, first.work) == (2026, 33, 6)
    assert 2026 not in page.context["missing"]


def test_a_year_that_is_not_imported_has_no_page(client):
    assert (client.get("/office/calendar/2026/").status_code, client.get("/office/calendar/2031/").status_code) == (200, 404)


@pytest.mark.parametrize("title", ["质量科经办岗", "安全管理岗", "审计管理岗", "城固受理岗"])
def test_nobody_else_keeps_the_calendar(client, title):
    city = builders.City("610700")
    city.posts = {post.title: post for post in builders.Post.objects.all()}
    builders.signed_in(client, city, title)

    assert [client.get(page).status_code for page in ("/office/calendar/", IMPORT, "/office/calendar/2026/")] == [403] * 3
    assert client.post(IMPORT, {**TYPED, "confirmed": "1"}).status_code == 403
