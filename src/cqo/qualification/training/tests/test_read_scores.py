"""Scores as they are typed and as they stand in a spreadsheet: every wrong row is told, nothing is written by halves."""

from io import BytesIO
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from cqo.qualification.training.models import Result
from cqo.qualification.training.operations import assessments
from cqo.qualification.training.rules.scores import BadScore, Fault, Known, Score, Typed, read, tenths
from cqo.qualification.training.tests import builders, teaching
from cqo.qualification.training.tests.teaching import AFTER, BY
from cqo.registry.enterprises.tests import builders as firms

ANNA, BERT, CARL = (UUID(int=number) for number in (1, 2, 3))
KNOWN = [
    Known(ANNA, "BM-1", "赵一", True),
    Known(BERT, "BM-2", "钱二", True),
    Known(CARL, "BM-3", "孙三", False),
    Known(uuid4(), "BM-4", "李四", True),
    Known(uuid4(), "BM-5", "李四", True),
]


@pytest.mark.parametrize(
    ("typed", "score"), [("85", 855 - 5), ("８５．５", 855), ("100.0", 1000), ("0", 0), (" 60分 ", 600), ("", None), ("-0", 0)]
)
def test_a_score_is_read_as_people_type_it(typed, score):
    assert tenths(typed) == score


@pytest.mark.parametrize(
    ("typed", "code"),
    [("优", "not_a_number"), ("8 5", "not_a_number"), ("-1", "below_nothing"), ("100.1", "above_the_maximum"), ("85.55", "too_fine")],
)
def test_what_is_no_score_is_named(typed, code):
    with pytest.raises(BadScore) as bad:
        tenths(typed)
    assert bad.value.code == code


def test_rows_are_found_by_number_or_by_a_name_that_one_has():
    rows = [Typed(2, "bm-1", "赵一", "85.5", ""), Typed(3, "", "钱二", "缺考", "90"), Typed(4, "BM-3", "孙三", "", "")]
    found = read(rows, KNOWN)
    assert (found.scores, found.faults) == ([Score(ANNA, 855, None, False), Score(BERT, None, 900, True)], [])


def test_every_wrong_row_is_told():
    rows = [
        Typed(2, "BM-1", "赵一", "85", ""),
        Typed(3, "BM-1", "", "86", ""),
        Typed(4, "BM-9", "周九", "70", ""),
        Typed(5, "BM-3", "孙三", "70", ""),
        Typed(6, "BM-2", "赵一", "70", ""),
        Typed(7, "", "李四", "70", ""),
        Typed(8, "BM-2", "钱二", "101", "abc"),
    ]
    assert read(rows, KNOWN).faults == [
        Fault(3, "twice", "2"),
        Fault(4, "unknown_person", "BM-9"),
        Fault(5, "not_admitted", "孙三"),
        Fault(6, "name_differs", "赵一 / 钱二"),
        Fault(7, "name_twice", "李四"),
        Fault(8, "above_the_maximum", "101"),
        Fault(8, "not_a_number", "abc"),
    ]


def workbook(*rows: tuple[object, ...]) -> SimpleUploadedFile:
    book, file = Workbook(), BytesIO()
    for row in [("报名编号", "姓名", "考试成绩"), *rows]:
        book.active.append(row)
    book.save(file)
    return SimpleUploadedFile("成绩.xlsx", file.getvalue())


@pytest.mark.django_db
def test_a_file_is_taken_over_whole_or_not_at_all(as_actor):
    of = builders.training_class(state="admitted")
    one, two = teaching.people(of, 2, firms.enterprise())
    sheet = assessments.open_for(of, by=BY, at=AFTER)
    county, address = as_actor(firms.county_officer()), reverse("training:import_scores", args=[of.number])
    wrong = workbook((one.number, one.person.name, 85.5), (two.number, two.person.name, 120), ("BM-X", "某某", 60))
    answer = county.post(address, {"version": sheet.version, "file": wrong})
    assert answer.context["faults"] == [(3, "“120”超过满分 100 分。"), (4, "“BM-X”不在这个班的报名名单中。")]
    assert Result.objects.count() == 0
    right = workbook((one.number, one.person.name, 85.5), (two.number, two.person.name, "缺考"))
    answer = county.post(address, {"version": sheet.version, "file": right})
    found = Result.objects.order_by("enrolment__person__name").values_list("exam_tenths", "absent")
    assert (answer.status_code, list(found)) == (302, [(855, False), (None, True)])
    again = county.post(address, {"version": sheet.version, "file": workbook((one.number, one.person.name, 10))})
    assert list(again.context["form"].errors) == ["__all__"]


@pytest.mark.django_db
@pytest.mark.parametrize("content", [b"", b"%PDF-1.4 not a table", "谁,什么\n".encode()])
def test_what_is_no_table_of_scores_is_told(as_actor, content):
    of = builders.training_class(state="admitted")
    sheet = assessments.open_for(of, by=BY, at=AFTER)
    file = SimpleUploadedFile("成绩.csv", content)
    address = reverse("training:import_scores", args=[of.number])
    answer = as_actor(firms.county_officer()).post(address, {"version": sheet.version, "file": file})
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["file"])


@pytest.mark.django_db
def test_the_template_has_a_row_for_everybody_and_comes_back_as_it_went(as_actor):
    of = builders.training_class(state="admitted")
    members = teaching.people(of, 2, firms.enterprise())
    sheet = teaching.sheet(of, {members[0]: 855, members[1]: None})
    county = as_actor(firms.county_officer())
    answer = county.get(reverse("training:score_template", args=[of.number]))
    content = b"".join(answer.streaming_content)
    rows = [row[:2] + row[3:] for row in load_workbook(BytesIO(content)).active.iter_rows(min_row=2, values_only=True)]
    assert rows == [(members[0].number, "学员01", 85.5), (members[1].number, "学员02", "缺考")]
    file = SimpleUploadedFile("成绩.xlsx", content)
    county.post(reverse("training:import_scores", args=[of.number]), {"version": sheet.version, "file": file})
    found = Result.objects.order_by("enrolment__person__name").values_list("exam_tenths", "absent")
    assert list(found) == [(855, False), (None, True)]
