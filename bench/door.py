"""What the server costs before any page does its work: the raw door, Django's door, a static file."""

import re

from bench.measure import Measured
from bench.server import Installation, Sizes

TIMES = 1000


def run(installation: Installation, port: int, _sizes: Sizes) -> list[Measured]:
    """Measure three addresses that everyone may open."""
    with installation.serving(port) as server:
        _status, home = server.ask("GET", "/")
        style = re.search(r"/static/[^\"]+\.css", home.decode())
        if style is None:
            raise ValueError("the home page names no style sheet")
        return [
            Measured("/healthz, before Django", server.cost("/healthz", times=TIMES * 5), "ms CPU", 0.5),
            Measured("/, the public home page", server.cost("/", times=TIMES), "ms CPU", 15),
            Measured("a style sheet", server.cost(style.group(), times=TIMES), "ms CPU", 5),
        ]
