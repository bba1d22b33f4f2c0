"""The workbook of rows to mend comes back in as a roster; the template is one."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from cqo.foundation.intake import recipes, workbooks
from cqo.foundation.intake.models import Row
from cqo.foundation.intake.tests.builders import code, firm, roster, workbook
from cqo.foundation.sheets import tables

pytestmark = pytest.mark.django_db


def downloaded(client, batch, show: str = "errors"):
    content = b"".join(client.get(reverse("intake:error_workbook", args=[batch.pk]), {"show": show}).streaming_content)
    return content, load_workbook(BytesIO(content))


def test_rows_to_mend_stand_with_their_reasons_and_their_place(clerk, check):
    batch = check(clerk, roster(firm(1), firm(2, 统一社会信用代码="916107220000000001"), firm(3, 企业名称="", 联系人="=1+1")))
    _, book = downloaded(clerk, batch)
    rows = [[cell.value for cell in row] for row in book["csv"].iter_rows()]
    assert rows == [
        ["企业名称", "统一社会信用代码", "所属县区", "联系人", "联系电话", "【结论】", "【原因】", "【原文件行】"],
        [
            "城固县第2机械有限公司",
            "916107220000000001",
            "城固县",
            "李四",
            "13900000002",
            "不导入",
            "信用代码校验位不符，可能有一位写错（GB 32100）",
            "csv!3",
        ],
        [None, code(3), "城固县", "=1+1", "13900000003", "不导入", "缺少名称或姓名", "csv!4"],
    ]
    assert {cell.data_type for row in book["csv"].iter_rows(min_row=2) for cell in row if cell.value is not None} == {"s"}


def test_a_mended_workbook_is_a_roster_of_just_those_rows(clerk, check):
    header = ["企业名称", "统一社会信用代码", "联系电话"]
    batch = check(clerk, workbook(城固县=[header, ["甲厂", "错", "13900000001"], ["乙厂", code(2), "13900000002"]]), name="名单.xlsx")
    _, book = downloaded(clerk, batch)
    book["城固县"]["B2"] = code(1)
    mended = BytesIO()
    book.save(mended)
    again = check(clerk, mended.getvalue(), name="需要更正的行.xlsx")
    rows = list(Row.objects.filter(batch=again).values_list("sheet", "number", "verdict"))
    assert rows == [("城固县", 2, "new")]
    assert set(again.mapping.values()) == set()


def test_rows_with_hints_can_be_taken_out_too(clerk, check):
    batch = check(clerk, roster(firm(1), firm(2, 联系电话="12")))
    _, book = downloaded(clerk, batch, "warnings")
    assert [row[0].value for row in book["csv"].iter_rows(min_row=2)] == ["城固县第2机械有限公司"]


@pytest.mark.parametrize("kind", ["enterprises", "people", "designated"])
def test_a_template_is_understood_column_by_column_and_its_example_is_not_imported(city, kind):
    content = b"".join(city.get(reverse("intake:template", args=[kind])).streaming_content)
    recipe = recipes.of(kind)
    reading = tables.read(content, recipe.columns)
    assert list(reading) == []
    found = [header.key for header in reading.layouts[0].headers]
    assert found == [None, *(column.key for column in recipe.columns if column.key in recipe.words.example)]
    assert [out.why.value for out in reading.left_out] == ["example"]


@pytest.mark.parametrize("kind", ["enterprises", "people"])
def test_what_is_typed_into_a_template_stays_text(kind):
    file = BytesIO()
    workbooks.write_template(recipes.of(kind), file)
    sheet = load_workbook(file).worksheets[0]
    assert {dimension.number_format for dimension in sheet.column_dimensions.values()} == {"@"}


def test_every_column_of_every_recipe_has_a_name():
    unnamed = {
        (recipe.kind, column.key) for recipe in recipes.everything() for column in recipe.columns if column.key not in recipe.words.labels
    }
    assert unnamed == set()
