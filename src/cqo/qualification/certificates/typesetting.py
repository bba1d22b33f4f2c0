"""Typst sets what is printed: one compiler for each template in each process, so that types are read once."""

import io
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import segno
import typst

from cqo.qualification.certificates import fonts

FOLDER = Path(__file__).parent / "typst"


def pdf(template: str, data: Mapping[str, Any]) -> bytes:
    """Set a template (the name of a file in `typst/`) with its data."""
    made = _compiler(template).compile(sys_inputs={"data": json.dumps(data, ensure_ascii=False)}, format="pdf", pdf_tags=False)
    assert isinstance(made, bytes)
    return made


def qr(text: str) -> str:
    """A QR code as SVG; error correction M (GB/T 18284-2000)."""
    picture = io.BytesIO()
    segno.make(text, error="m", micro=False).save(picture, kind="svg", border=2, omitsize=True)
    return picture.getvalue().decode()


@cache
def _compiler(template: str) -> typst.Compiler:
    return typst.Compiler(str(FOLDER / f"{template}.typ"), root=str(FOLDER), font_paths=[str(fonts.FOLDER)], ignore_system_fonts=True)
