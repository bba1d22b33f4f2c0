import base64
import urllib.parse
import xml.etree.ElementTree as ElementTree

import segno

from cqo.foundation.documents import qr

ADDRESS = "https://cqo.example.cn/v/610700-C-2026-00017-K?名=甲"


def test_the_svg_is_a_picture_that_stands_in_the_page():
    address = qr.svg(ADDRESS)
    assert address.startswith("data:image/svg+xml")
    root = ElementTree.fromstring(urllib.parse.unquote(address.split(",", 1)[1]))  # noqa: S314 (made a line above)
    side = segno.make(ADDRESS, error="m", micro=False).symbol_size(border=2)[0]
    assert (root.tag, root.get("viewBox"), root.get("width")) == ("{http://www.w3.org/2000/svg}svg", f"0 0 {side} {side}", None)


def test_the_png_is_a_picture_that_can_be_saved():
    address = qr.png(ADDRESS)
    assert base64.b64decode(address.removeprefix("data:image/png;base64,"))[:8] == b"\x89PNG\r\n\x1a\n"


def test_nothing_in_the_address_ends_an_attribute_early():
    assert ('"' in qr.svg(ADDRESS), '"' in qr.png(ADDRESS)) == (False, False)
