"""What the public check costs with a million certificates: CPU a page, and how long pages take at three hundred a second."""

import json
from random import Random

from bench import checking_data as data
from bench import measure
from bench.measure import Measured
from bench.server import Installation, Server, Sizes

CERTIFICATES = 1_000_000
PACE, SECONDS, TIMES = 300, 20, 3_000


def run(installation: Installation, port: int, _sizes: Sizes) -> list[Measured]:
    """Fill, serve, ask. Every answer's verdict is compared with what it must be."""
    if installation.run("bench.checking_fill", "--certificates", str(CERTIFICATES)):
        raise ValueError("the certificates could not be filled in")
    with installation.serving(port) as server:
        page = _cost(server, "", times=TIMES)
        document = _cost(server, ".json", times=TIMES)
        before = server.cpu()
        found = installation.told("bench.checking_load", str(port), "--pace", str(PACE), "--seconds", str(SECONDS))
        busy = (server.cpu() - before) / found["answered"] * 1000
    return [
        Measured("a check, the page of a scanned QR code", page, "ms CPU", 2.5),
        Measured("a check for machines (JSON)", document, "ms CPU", 2.5),
        Measured(f"a page at {PACE}/s, {found['answered']} asked", busy, "ms CPU", 2.5),
        Measured(f"half of the pages at {PACE}/s took at most", found["p50"], "ms"),
        Measured(f"95 of 100 pages at {PACE}/s took at most", found["p95"], "ms", 30),
    ]


def _cost(server: Server, ending: str, *, times: int) -> float:
    """CPU milliseconds of one check; each asks for another certificate. Raises ValueError for a wrong verdict."""
    chosen = Random(3)  # which certificates, the same on each run

    def check() -> None:
        place = chosen.randrange(CERTIFICATES)
        status, body = server.ask("GET", data.path(place) + ending)
        told = json.loads(body)["verdict"] if ending else ""
        look = f'class="verdict {data.LOOKS[data.verdict(place)]}"'.encode()
        if status != 200 or (told != data.verdict(place) if ending else look not in body):
            raise ValueError(f"{data.path(place)} answered {status} {told}")

    for _ in range(200):  # unmeasured: statements are prepared, pages are written
        check()
    return measure.cost(server.cpu, check, times=times)
