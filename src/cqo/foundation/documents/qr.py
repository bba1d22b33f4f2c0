"""QR codes: for posters and slips as data addresses that stand in the page itself, for typeset papers as a drawing."""

import io

import segno


def svg(text: str) -> str:
    """The QR of a text as an SVG data address: `<img src="{{ qr }}" alt="…">`. Sharp at any size, for print."""
    return str(_made(text).svg_data_uri(border=2, omitsize=True))


def png(text: str, *, scale: int = 8) -> str:
    """The QR of a text as a PNG data address, for pictures that people save and send on."""
    return str(_made(text).png_data_uri(scale=scale, border=4))


def drawing(text: str) -> str:
    """The QR of a text as SVG, for `image(bytes(…), format: "svg")` of a typeset paper."""
    drawn = io.BytesIO()
    _made(text).save(drawn, kind="svg", border=2, xmldecl=False)
    return drawn.getvalue().decode()


def _made(text: str) -> segno.QRCode:
    """Error correction M: a fold or a stain may take 15 % of the picture (GB/T 18284-2000)."""
    return segno.make(text, error="m", micro=False)
