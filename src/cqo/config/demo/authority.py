"""A letter of authority as a firm scans it: a PDF of one page, written here because the sample must be nobody's paper."""

from collections.abc import Sequence

WIDTH, HEIGHT = 595, 842  # A4 in points
LEFT, TOP, LINE = 72, 720, 34
SEAL = (420, 300, 62)  # centre and radius
ROUND = 0.5523  # of a quarter circle drawn as a Bézier curve

_OBJECTS = (
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents 7 0 R /Resources << /Font << /F 4 0 R >> >> >>",
    "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [5 0 R] >>",
    "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >>"
    " /FontDescriptor 6 0 R /DW 1000 /W [1 95 500] >>",
    "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120"
    " /CapHeight 880 /StemV 93 >>",
)


def letter(*, title: str, lines: Sequence[str], mark: str, seal: str) -> bytes:
    """The page: a title, lines of text, `mark` across it in grey, and a red seal with a word in it ("" for a letter nobody sealed)."""
    drawn = [
        _text(mark, size=150, x=150, y=330, grey=0.9, slant=True),
        _text(title, size=26, x=(WIDTH - 26 * len(title)) / 2, y=TOP + 50),
        *(_text(line, size=15, x=LEFT, y=TOP - LINE * place) for place, line in enumerate(lines, start=1) if line),
        *(_sealed(seal) if seal else ()),
    ]
    content = "\n".join(drawn)
    return _file([*_OBJECTS, f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"])


def _text(text: str, *, size: int, x: float, y: float, grey: float = 0.0, slant: bool = False) -> str:
    turned = "0.87 0.5 -0.5 0.87" if slant else "1 0 0 1"
    return f"BT {grey} g /F {size} Tf {turned} {x:.1f} {y:.1f} Tm <{text.encode('utf-16-be').hex()}> Tj ET"


def _sealed(word: str) -> list[str]:
    x, y, radius = SEAL
    bend = radius * ROUND
    circle = (
        f"{x + radius} {y} m {x + radius} {y + bend:.1f} {x + bend:.1f} {y + radius} {x} {y + radius} c "
        f"{x - bend:.1f} {y + radius} {x - radius} {y + bend:.1f} {x - radius} {y} c "
        f"{x - radius} {y - bend:.1f} {x - bend:.1f} {y - radius} {x} {y - radius} c "
        f"{x + bend:.1f} {y - radius} {x + radius} {y - bend:.1f} {x + radius} {y} c S"
    )
    size = 22
    middle = x - size * len(word) / 2
    name = f"BT 0.8 0.1 0.1 rg /F {size} Tf 1 0 0 1 {middle:.1f} {y - size / 3:.1f} Tm <{word.encode('utf-16-be').hex()}> Tj ET"
    return ["0.8 0.1 0.1 RG 3 w", circle, name]


def _file(objects: Sequence[str]) -> bytes:
    """The objects with their table of places (ISO 32000-1, 7.5)."""
    content = b"%PDF-1.4\n"
    places = []
    for number, each in enumerate(objects, start=1):
        places.append(len(content))
        content += f"{number} 0 obj\n{each}\nendobj\n".encode("ascii")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    count = len(objects) + 1
    trailer = f"trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{len(content)}\n%%EOF\n"
    return content + f"xref\n0 {count}\n0000000000 65535 f \n{table}{trailer}".encode("ascii")
