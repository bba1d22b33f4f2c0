"""Officials, and rosters as files, for tests of the screens and the command; firms come in through the recipe the platform registers."""

import csv
from collections.abc import Mapping
from datetime import UTC, date, datetime
from io import BytesIO, StringIO

import xlsxwriter
from django.apps import apps
from django.db.models import Model

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.queries import capacities
from cqo.foundation.accounts.models import Assignment, Organisation, User
from cqo.foundation.accounts.states import OrganisationKind, Role
from cqo.foundation.codes import credit_code

AT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
TODAY = date(2026, 3, 2)
BACKEND = "cqo.foundation.accounts.backends.NameOrPhone"
HEADER = ("企业名称", "统一社会信用代码", "所属县区", "联系人", "联系电话")


def official(login_name: str, *, role: Role = Role.COUNTY_OFFICER, division: str = "610722") -> User:
    """Somebody who acts for a bureau."""
    office, _made = Organisation.objects.get_or_create(
        kind=OrganisationKind.BUREAU.value, name=f"{division}局", division_id=division, city_code=division[:4] + "00"
    )
    made = User.objects.create(login_name=login_name, name=f"{login_name}某", created_at=AT)
    Assignment.objects.create(
        user=made, role=role.value, organisation=office, division_id=division, starts=date(2020, 1, 1), recorded_at=AT
    )
    return made


def actor(of: User) -> Actor:
    """A user in the first of their capacities."""
    return capacities(user=of, on=TODAY)[0]


def code(number: int) -> str:
    """A right credit code with a running number."""
    first = f"91610722MAEX{number:05d}"
    return first + credit_code.check_character(first)


def firm(number: int, **cells: str) -> dict[str, str]:
    """A row of a roster."""
    row = {
        "企业名称": f"城固县第{number}机械有限公司",
        "统一社会信用代码": code(number),
        "所属县区": "城固县",
        "联系人": "李四",
        "联系电话": f"139{number:08d}",
    }
    return row | cells


def roster(*rows: Mapping[str, str], header: tuple[str, ...] = HEADER) -> bytes:
    """The rows as a CSV."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows([row.get(column, "") for column in header] for row in rows)
    return text.getvalue().encode()


def workbook(**sheets: list[list[str]]) -> bytes:
    """A workbook of some sheets."""
    file = BytesIO()
    with xlsxwriter.Workbook(file) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return file.getvalue()


def enterprises() -> type[Model]:
    """The registry's enterprises; this part may not import them."""
    return apps.get_model("enterprises", "Enterprise")
