"""The verdict on every row of the shared rosters is the expected one, and no other."""

import json

import pytest

from cqo.foundation.sheets import tables
from cqo.foundation.sheets.verdicts import report
from cqo.registry.enterprises.rules import roster as enterprises
from cqo.registry.people.rules import roster as people
from tests.rosters.samples import SPREADSHEETS, hanzhong

pytestmark = pytest.mark.skipif(not SPREADSHEETS.is_dir(), reason="the shared rosters are not beside this checkout")

EXPECTED = json.loads((SPREADSHEETS / "expected.json").read_text(encoding="utf-8")) if SPREADSHEETS.is_dir() else {}


@pytest.mark.parametrize("name", [name for name in EXPECTED if name.startswith("enterprises")])
def test_enterprise_roster_gets_exactly_its_verdicts(name):
    rows = tables.read(SPREADSHEETS / name, enterprises.COLUMNS)
    assert report(enterprises.verdicts(rows, division_of=hanzhong().get)) == EXPECTED[name]


@pytest.mark.parametrize("name", [name for name in EXPECTED if name.startswith("officers")])
def test_people_roster_gets_exactly_its_verdicts(name):
    rows = tables.read(SPREADSHEETS / name, people.COLUMNS)
    assert report(people.verdicts(rows, division_of=hanzhong().get)) == EXPECTED[name]


def test_every_shared_roster_is_judged():
    assert len([name for name in EXPECTED if name.startswith(("enterprises", "officers"))]) == len(EXPECTED) == 7


def test_former_name_and_zone_of_a_roster_are_understood():
    places = hanzhong()
    assert (places["南郑县"], places["城固"], places["汉中市洋县"], places["经开区"]) == (
        "610703",
        "610722",
        "610723",
        "zone:汉中经济技术开发区",
    )


def test_accepted_enterprise_row_carries_its_values():
    rows = tables.read(SPREADSHEETS / "enterprises-gb18030.csv", enterprises.COLUMNS)
    first = next(iter(enterprises.verdicts(rows, division_of=hanzhong().get)))
    assert first.place == "csv!2"
    assert first.values == enterprises.Entry(
        name="汉中郑安医药有限责任公司",
        credit_code="91610702G6E1U35D5C",
        place="610702",
        industry="医药",
        above_size=True,
        employees=50,
        contact_name="范红霞",
        phone="15022680686",
    )
