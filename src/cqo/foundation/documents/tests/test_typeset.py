"""What is typeset can be read back as it was written, the rare hanzi of names included."""

import shutil
import subprocess
from pathlib import Path

import pytest

from cqo.foundation.documents import typesetting

NAMES = ["古丽·买买提", "王䶮", "㛃𫖯", "卓玛·央宗", "欧阳𬍛", "A张3"]
SHEET = """#let it = json(bytes(sys.inputs.data))
#set text(font: "Noto Serif SC", cjk-latin-spacing: none)
#for name in it.names [#name \\ ]
"""


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "sheet.typ"
    path.write_text(SHEET, encoding="utf-8")
    return path


def read_back(pdf: bytes) -> list[str]:
    """The lines of a PDF as `pdftotext` (Debian's poppler-utils) finds them."""
    program = shutil.which("pdftotext")
    assert program is not None, "install poppler-utils"
    found = subprocess.run([program, "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    return [line.strip() for line in found.replace("\f", "").splitlines() if line.strip()]


def test_names_are_read_back_as_they_were_written(template: Path):
    assert read_back(typesetting.typeset(template, {"names": NAMES})) == NAMES


def test_what_looks_like_markup_stays_text(template: Path):
    names = ["#panic()", "*张* $x$ \\ [李]", '"王"']
    assert read_back(typesetting.typeset(template, {"names": names})) == names


def test_characters_without_a_drawing_are_named():
    assert typesetting.cannot_draw("𠮷野 𠮷 家\n") == ["𠮷"]
    assert typesetting.cannot_draw("".join(NAMES)) == []


def test_equal_facts_make_equal_files(template: Path):
    assert typesetting.typeset(template, {"names": NAMES}) == typesetting.typeset(template, {"names": NAMES})
