"""What is said of a row of an enterprise roster, and what is kept of it."""

from datetime import date

import pytest

from cqo.foundation.sheets.tables import Row
from cqo.foundation.sheets.verdicts import report
from cqo.registry.enterprises.rules import roster

CODE = "91610702MAEX00010N"
OTHER_CODE = "91610722MAEX00010M"
PLACES = {"汉台区": "610702", "南郑县": "610703", "洋县": "610723", "经开区": "zone"}
FIRM = {"name": "某厂", "credit_code": CODE, "division": "汉台区"}


def row(number: int = 2, sheet: str = "Sheet1", **cells: str) -> Row:
    return Row(sheet, number, FIRM | cells, [])


def verdicts(*rows: Row, **options):
    return list(roster.verdicts(rows, division_of=PLACES.get, **options))


def said_of(**cells: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    verdict = verdicts(row(**cells))[0]
    return verdict.refused, verdict.warned


@pytest.mark.parametrize(
    ("cells", "refused", "warned"),
    [
        ({}, (), ()),
        ({"name": ""}, ("name.missing",), ()),
        ({"name": "/"}, ("name.missing",), ()),
        ({"credit_code": ""}, ("uscc.missing",), ()),
        ({"credit_code": "无"}, ("uscc.missing",), ()),
        ({"credit_code": "610702123456789"}, ("uscc.format",), ()),
        ({"credit_code": "9.16107021234568E+17"}, ("uscc.format",), ()),
        ({"credit_code": "91610702MAEX00010A"}, ("uscc.checksum",), ()),
        ({"credit_code": "９１ 610702 maex00010n"}, (), ()),
        ({"division": "蜀山区"}, ("division.unknown",), ()),
        ({"division": ""}, ("division.unknown",), ()),
        ({"division": "经开区"}, (), ()),
        ({"phone": "0916-262"}, (), ("phone.format",)),
        ({"phone": "无"}, (), ("phone.format",)),
        ({"mobile": "1391234567", "phone": "0916-262"}, (), ("phone.format",)),
        ({"zone": "科技园"}, (), ("zone.unknown",)),
        ({"zone": "否"}, (), ("zone.unknown",)),
        ({"zone": "无"}, (), ()),
        ({"established": "前年"}, (), ("date.unreadable",)),
        ({"email": "qq.com"}, (), ("email.format",)),
        ({"address": "路" * 301}, (), ("text.shortened",)),
        (
            {"name": "", "credit_code": "", "division": "外省", "phone": "1"},
            ("name.missing", "uscc.missing", "division.unknown"),
            ("phone.format",),
        ),
    ],
)
def test_all_codes_of_a_row_are_told(cells, refused, warned):
    assert said_of(**cells) == (refused, warned)


def test_every_column_is_read_into_its_value():
    verdict = verdicts(
        row(
            name=" 陕西周泰股份（汉中）有限公司\u3000",
            division="南郑县",
            zone="经开区",
            address="某路1号",
            industry="茶业",
            industry_code="ｃ1530",
            above_size="规上",
            employees="约50人",
            revenue="3,200.5",
            assets="1.2亿元",
            established="2017年5月",
            legal_representative="王　勇",
            quality_head="李 敏",
            contact_post="厂长",
            mobile="１３９１２３４５６７８",
            phone="0916-2509380",
            email="A@QQ.COM",
            remark="/",
        )
    )[0]
    assert verdict.accepted
    assert verdict.values == roster.Entry(
        name="陕西周泰股份（汉中）有限公司",
        credit_code=CODE,
        place="610703",
        zone="zone",
        address="某路1号",
        industry="茶业",
        industry_code="C1530",
        above_size=True,
        employees=50,
        revenue_fen=3_200_500_000,
        assets_fen=12_000_000_000,
        established_date=date(2017, 5, 1),
        legal_representative="王勇",
        contact_name="李敏",
        quality_head="李敏",
        contact_post="厂长",
        phone="13912345678",
        email="a@qq.com",
    )


@pytest.mark.parametrize(("key", "fen"), [("revenue", 200_000_000), ("revenue_yuan", 20_000), ("revenue_yi", 2_000_000_000_000)])
def test_money_column_gives_its_unit(key, fen):
    assert verdicts(row(**{key: "200"}))[0].values.revenue_fen == fen


def test_sheet_named_after_a_county_stands_in_for_an_empty_cell():
    assert [verdict.values.place for verdict in verdicts(row(sheet="洋县", division=""), row(sheet="洋县", credit_code=OTHER_CODE))] == [
        "610723",
        "610702",
    ]


def test_county_given_by_the_caller_stands_in_last():
    assert verdicts(row(division=""), division="610729")[0].values.place == "610729"


def test_of_two_rows_with_one_code_the_first_valid_one_is_taken():
    rows = (row(2, name=""), row(3), row(4, credit_code=CODE.lower()), row(5, name=""), row(6, credit_code=OTHER_CODE))
    assert report(verdicts(*rows)) == {
        "rows": 5,
        "accepted": 2,
        "rejected": {
            "Sheet1!2": ["name.missing"],
            "Sheet1!4": ["duplicate.in_file"],
            "Sheet1!5": ["name.missing", "duplicate.in_file"],
        },
        "warned": {},
    }


def test_codes_that_fail_their_check_are_not_called_duplicates():
    wrong = "91610702MAEX00010A"
    assert [verdict.refused for verdict in verdicts(row(2, credit_code=wrong), row(3, credit_code=wrong))] == [("uscc.checksum",)] * 2
