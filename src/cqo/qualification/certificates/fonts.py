"""Which signs the type of printed certificates can write. A name with any other sign is not printed with a hole in it, but told."""

import struct
from functools import cache
from pathlib import Path

import pylopdf_fonts_zh_cn

FOLDER = Path(pylopdf_fonts_zh_cn.__file__).parent
FAMILY = "Noto Serif SC"
_FILE = FOLDER / "NotoSerifSC-Regular.otf"


def lacking(text: str) -> list[str]:
    """The signs of a text that the type lacks, each once, in their order."""
    known = _known()
    return list(dict.fromkeys(sign for sign in text if ord(sign) not in known and not sign.isspace()))


@cache
def _known() -> frozenset[int]:
    """The code points of the type, from its character map (OpenType `cmap`, format 12)."""
    content = _FILE.read_bytes()
    (tables,) = struct.unpack_from(">H", content, 4)
    records = (struct.unpack_from(">4sIII", content, 12 + 16 * place) for place in range(tables))
    start = next(offset for tag, _sum, offset, _length in records if tag == b"cmap")
    (encodings,) = struct.unpack_from(">H", content, start + 2)
    known: set[int] = set()
    for place in range(encodings):
        (offset,) = struct.unpack_from(">I", content, start + 8 + 8 * place)
        if struct.unpack_from(">H", content, start + offset) == (12,):
            (groups,) = struct.unpack_from(">I", content, start + offset + 12)
            for group in range(groups):
                first, last, _glyph = struct.unpack_from(">III", content, start + offset + 16 + 12 * group)
                known.update(range(first, last + 1))
    return frozenset(known)
