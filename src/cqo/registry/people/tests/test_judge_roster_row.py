"""What is said of a row of a people's roster, and what is kept of it."""

from datetime import date

import pytest

from cqo.foundation.codes import resident_id
from cqo.foundation.codes.documents import Kind
from cqo.foundation.sheets.tables import Row
from cqo.foundation.sheets.verdicts import report
from cqo.registry.people.rules import roster
from cqo.registry.people.states import Education

ID = "11010519491231002X"
PERMIT = "81000019900101001" + resident_id.check_character("81000019900101001")
PERSON = {"name": "李敏", "id_number": ID}


def row(number: int = 2, **cells: str) -> Row:
    return Row("Sheet1", number, PERSON | cells, [])


def verdicts(*rows: Row):
    return list(roster.verdicts(rows, division_of={"洋县": "610723"}.get))


@pytest.mark.parametrize(
    ("cells", "refused", "warned"),
    [
        ({}, (), ()),
        ({"sex": "男"}, (), ()),
        ({"name": " "}, ("name.missing",), ()),
        ({"id_number": ""}, ("resident_id.missing",), ()),
        ({"id_number": "无"}, ("resident_id.missing",), ()),
        ({"id_number": "110105194912310021"}, ("resident_id.checksum",), ()),
        ({"id_number": "1.10105194912310E+17"}, ("resident_id.damaged",), ()),
        ({"id_number": "110105491231002"}, ("resident_id.format",), ()),
        ({"id_type": "护照", "id_number": ""}, ("document.missing",), ()),
        ({"id_type": "护照", "id_number": "E12345678"}, (), ()),
        ({"id_type": "护照", "id_number": "1.10105194912310E+17"}, ("document.damaged",), ()),
        ({"id_type": "台胞证", "id_number": "1234567"}, ("document.format",), ()),
        ({"id_type": "居民身份证", "id_number": PERMIT}, (), ()),
        ({"id_number": "H12345678"}, (), ()),
        ({"issued": "上半年"}, ("date.unreadable",), ()),
        ({"issued": ""}, (), ()),
        ({"issued": "/"}, (), ()),
        ({"appointed": "去年"}, (), ("date.unreadable",)),
        ({"expires": "长期"}, (), ()),
        ({"phone": "1391234567"}, (), ("phone.format",)),
        ({"firm_code": "91610702MAEX00010A"}, (), ("uscc.checksum",)),
        ({"division": "外省"}, (), ("division.unknown",)),
        ({"name": "", "id_number": "1", "issued": "?年"}, ("name.missing", "resident_id.format", "date.unreadable"), ()),
    ],
)
def test_all_codes_of_a_row_are_told(cells, refused, warned):
    verdict = verdicts(row(**cells))[0]
    assert (verdict.refused, verdict.warned) == (refused, warned)


def test_every_column_is_read_into_its_value():
    verdict = verdicts(
        row(
            name="孙　杰",
            id_number=" 11010519491231002x",
            sex="男",
            birth="1950.1.1",
            firm="某厂 ",
            firm_code="91610702maex00010n",
            division="洋县",
            post="质量总监",
            education="大专",
            title="工程师",
            mobile="139 1234 5678",
            quality_years="8年以上",
            appointed="2016-03",
            certificate_number="hzcqo 20170001",
            certificate_title="任职培训合格证书",
            issuer="汉中市质监局",
            issued="2017年5月",
            expires="2020.5.20",
            hours="24学时",
            score="88.5",
        )
    )[0]
    assert verdict.accepted
    assert verdict.values == roster.Entry(
        name="孙杰",
        id_type=Kind.RESIDENT_ID,
        id_number=ID,
        sex="f",
        birth_date=date(1949, 12, 31),
        firm="某厂",
        firm_code="91610702MAEX00010N",
        place="610723",
        post="质量总监",
        education=Education.COLLEGE,
        title="工程师",
        phone="13912345678",
        quality_years=8,
        appointed_date=date(2016, 3, 1),
        certificate_number="HZCQO20170001",
        certificate_title="任职培训合格证书",
        issuer="汉中市质监局",
        issued_date=date(2017, 5, 1),
        issued_month_only=True,
        expires_date=date(2020, 5, 20),
        hours_tenths=240,
        score_tenths=885,
    )


def test_sex_and_birth_come_from_the_row_where_the_document_has_none():
    values = verdicts(row(id_number="E12345678", sex="女", birth="1990.1.1"))[0].values
    assert (values.id_type, values.sex, values.birth_date) == (Kind.PASSPORT, "f", date(1990, 1, 1))


@pytest.mark.parametrize(
    ("word", "education"),
    [
        ("博士研究生", Education.DOCTOR),
        ("硕士", Education.MASTER),
        ("研究生", Education.MASTER),
        ("大学本科", Education.BACHELOR),
        ("大学", Education.BACHELOR),
        ("大学专科", Education.COLLEGE),
        ("大 专", Education.COLLEGE),
        ("中专", Education.SECONDARY),
        ("高中", Education.SECONDARY),
        ("初中", Education.BELOW_SECONDARY),
        ("", None),
        ("其他", None),
    ],
)
def test_schooling_is_read_from_its_word(word, education):
    assert roster.schooling(word) == education


def test_of_two_rows_with_one_document_the_first_valid_one_is_taken():
    rows = (row(2, issued="上半年"), row(3), row(4, id_number=ID.lower()), row(5, id_number="E12345678"), row(6, id_number="e12345678"))
    assert report(verdicts(*rows)) == {
        "rows": 5,
        "accepted": 2,
        "rejected": {"Sheet1!2": ["date.unreadable"], "Sheet1!4": ["duplicate.in_file"], "Sheet1!6": ["duplicate.in_file"]},
        "warned": {},
    }
