"""PDF by typst: a template file, data as JSON, one font that covers GB 2312 and the rarer hanzi of names.

A template reads `json(bytes(sys.inputs.data))` and sets `font: "Noto Serif SC"` with `cjk-latin-spacing: none`, so that text is extracted as written.
"""

import json
import threading
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn
import typst
from fontTools.ttLib import TTFont

_own = threading.local()


def typeset(template: Path, data: Mapping[str, Any]) -> bytes:
    """The PDF that a template makes of data: texts, numbers, lists and mappings of them. Raises typst.TypstError for a template that is wrong.

    A template may import others from its own folder.
    """
    made = _compiler(template).compile(sys_inputs={"data": json.dumps(data, ensure_ascii=False)}, format="pdf")
    if not isinstance(made, bytes):
        raise TypeError("typst answered with more than one file")
    return made


def cannot_draw(text: str) -> list[str]:
    """The characters of a text that the font has no drawing for, each once, in their order; white space needs none."""
    drawn = _drawn()
    return list(dict.fromkeys(letter for letter in text if not letter.isspace() and ord(letter) not in drawn))


def _compiler(template: Path) -> typst.Compiler:
    """One a thread and template: it keeps the font, and what it compiled before."""
    compilers: dict[Path, typst.Compiler] = _own.__dict__.setdefault("compilers", {})
    if template not in compilers:
        fonts = [str(_font().parent)]
        compilers[template] = typst.Compiler(str(template), root=str(template.parent), font_paths=fonts, ignore_system_fonts=True)
    return compilers[template]


@cache
def _drawn() -> frozenset[int]:
    return frozenset(TTFont(_font(), lazy=True).getBestCmap())


def _font() -> Path:
    return Path(pylopdf_fonts_zh_cn.serif_path())
