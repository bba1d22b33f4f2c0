"""The talent registry with 200,000 entries: the list, its filters and searches, the figures by county, asked of a real server."""

import html
from urllib.parse import quote

from bench.measure import Measured
from bench.registry import WrongAnswer, sign_in
from bench.registry_data import LOGINS
from bench.server import Installation, Server, Sizes

ENTRIES = 200_000
TIMES = 40
LIMIT = 20.0
LIST = "/talents/"
PAGES = (
    ("list, first page", LIST, "示例证第"),
    ("list, by county and tier", f"{LIST}?county=610722&tier=senior", "城固县"),
    ("list, valid today", f"{LIST}?status=valid", "有效"),
    ("list, revoked", f"{LIST}?status=revoked", "已撤销"),
    ("list, hours of this year at least 20", f"{LIST}?hours=20", "示例证第"),
    ("list, runs out within 90 days", f"{LIST}?expiring=90", "示例证第"),
    ("a certificate's number", f"{LIST}?q={quote('示例证第0012345号')}", "示例证第0012345号"),
    ("a name", f"{LIST}?q={quote('试癸9999')}", "试癸9999"),
)
LIMITED = tuple(address for _what, address, _shows in PAGES[:3])


def run(installation: Installation, port: int, _sizes: Sizes) -> list[Measured]:
    """Fill where it is needed, ask, check that each page shows what it must. Raises WrongAnswer."""
    if installation.run("bench.talents_fill", "--entries", str(ENTRIES)):
        raise WrongAnswer("the registry could not be filled in")
    with installation.serving(port) as server:
        sign_in(server, LOGINS["city"])
        figures = [
            Measured(what, _cost(server, address, shows), "ms CPU", LIMIT if address in LIMITED else None) for what, address, shows in PAGES
        ]
        figures.append(Measured("figures by county", server.cost(f"{LIST}counts/", times=5), "ms CPU"))
    return figures


def _cost(server: Server, address: str, shows: str) -> float:
    status, body = server.ask("GET", address)
    if status != 200 or shows not in html.unescape(body.decode()):
        raise WrongAnswer(f"{address} answered {status}, without {shows}")
    return server.cost(address, times=TIMES)
