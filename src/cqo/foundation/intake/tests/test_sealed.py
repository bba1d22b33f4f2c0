"""Nothing of a roster that identifies somebody stands in clear on the disk or in the database."""

from pathlib import Path

import pytest
from django.apps import apps

from cqo.foundation.intake import files
from cqo.foundation.intake.models import Batch
from cqo.foundation.intake.tests.builders import roster
from cqo.foundation.sealing.sealing import SealBroken

pytestmark = pytest.mark.django_db
HEADER = ("姓名", "身份证号", "工作单位", "手机号码", "证书编号", "学历")
ID, PHONE, DAMAGED = "11010519491231002X", "13987654321", "610722199001019"
ROWS = (
    {"姓名": "买买提·艾力", "身份证号": ID, "工作单位": "某某厂", "手机号码": PHONE, "证书编号": "HZ-1", "学历": "本科"},
    {"姓名": "张三", "身份证号": DAMAGED, "手机号码": PHONE},
)


def everything_stored(folder: Path) -> bytes:
    """Every cell of every table as bytes, and every file."""
    cells = []
    for model in apps.get_models():
        columns = [field.attname for field in model._meta.local_concrete_fields]
        for row in model._default_manager.values_list(*columns):
            for value in row:
                value = getattr(value, "content", value)
                cells.append(bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode())
    files = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    return b"\n".join(cells + files)


@pytest.mark.parametrize("until", ["sent", "checked", "published"])
def test_no_document_phone_or_birth_date_stands_in_clear(clerk, send, check, publish, own_place, until):
    content = roster(*ROWS, header=HEADER)
    {"sent": send, "checked": check, "published": publish}[until](clerk, content, kind="people")
    stored = everything_stored(own_place)
    found = [told for told in (ID, ID[:14], "19491231", "1949-12-31", PHONE[:7], PHONE[3:], DAMAGED) if told.encode() in stored]
    assert found == []


def test_what_must_not_stand_there_was_there_to_be_found(clerk, check, own_place):
    batch = check(clerk, roster(*ROWS, header=HEADER), kind="people")
    cells = [row.cells.reveal() for row in apps.get_model("intake", "Row").objects.order_by("position")]
    assert [ID in cells[0], PHONE in cells[0], DAMAGED in cells[1]] == [True] * 3
    assert (own_place / batch.file_path).stat().st_mode & 0o077 == 0


def test_the_file_of_a_changed_batch_is_noticed(clerk, send, own_place):
    batch = send(clerk, roster(*ROWS, header=HEADER), kind="people")
    path = own_place / Batch.objects.get(pk=batch.pk).file_path
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(SealBroken):
        files.content(batch.file_path)
