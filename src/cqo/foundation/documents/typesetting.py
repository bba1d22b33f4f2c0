"""PDF by typst: a template file, facts as JSON, one font that covers GB 2312 and the rarer hanzi of names.

A template reads `json(bytes(sys.inputs.at("facts")))` and sets `font: FONT` with `cjk-latin-spacing: none`, so that text is extracted as it was written.
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

FONT = "Noto Serif SC"
_own = threading.local()


def typeset(template: Path, facts: Mapping[str, Any]) -> bytes:
    """The PDF that a template makes of facts: texts, numbers, lists and mappings of them. Raises typst.TypstError for a template that is wrong."""
    given = {"facts": json.dumps(facts, ensure_ascii=False)}
    made = _compiler().compile(input=_source(template), sys_inputs=given, format="pdf")
    if not isinstance(made, bytes):
        raise TypeError("typst answered with more than one file")
    return made


def cannot_draw(text: str) -> list[str]:
    """The characters of a text that the font has no drawing for, each once, in their order; white space needs none."""
    drawn = _drawn()
    return list(dict.fromkeys(letter for letter in text if not letter.isspace() and ord(letter) not in drawn))


def _compiler() -> typst.Compiler:
    """One a thread: it keeps the fonts, and what it compiled before."""
    if not hasattr(_own, "compiler"):
        _own.compiler = typst.Compiler(font_paths=[str(_font().parent)], ignore_system_fonts=True)
    compiler: typst.Compiler = _own.compiler
    return compiler


@cache
def _source(template: Path) -> bytes:
    return template.read_bytes()


@cache
def _drawn() -> frozenset[int]:
    return frozenset(TTFont(_font(), lazy=True).getBestCmap())


def _font() -> Path:
    return Path(pylopdf_fonts_zh_cn.serif_path())
