"""The registry with a million firms and 200,000 people: searches, lists, files, the desk and signing in, asked of a real server."""

import html
import json
import re
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import cycle
from typing import Any
from urllib.parse import quote, urlencode

from bench import measure
from bench.measure import Measured
from bench.registry_data import LOGINS, PASSWORD
from bench.server import Installation, Server, Sizes

TIMES, ROUNDS = 40, 5
SIGN_INS = 8
QUERY_LIMIT = {"sqlite": 10.0, "postgresql": 80.0}
PAGE_LIMIT = 15.0
SIGN_IN_LIMIT = 10.0
SHOWN = 20
CAPPED = "1,000+"


class WrongAnswer(Exception):
    """A page did not show what the registry holds, so its figure would mean nothing."""


@dataclass(frozen=True)
class Visit:
    """A page to ask for again and again: its addresses in turn, and what must stand on each."""

    what: str
    asked: Sequence[tuple[str, Sequence[str]]]


def run(installation: Installation, port: int, sizes: Sizes) -> list[Measured]:
    """Fill where it is needed, ask, check what is answered. Raises WrongAnswer."""
    if installation.run("bench.registry_fill", "--firms", str(sizes.firms), "--people", str(sizes.people)):
        raise WrongAnswer("the registry could not be filled")
    notes = json.loads((installation.var / "registry.json").read_text())
    searched = installation.told("bench.registry_search")
    if (searched["firms"], searched["people"]) != (sizes.firms, sizes.people):
        raise WrongAnswer(f"the database holds {searched['firms']} firms and {searched['people']} people")
    figures = _of_queries(installation.vendor, searched["taken"])
    with installation.serving(port) as server:
        for scope in LOGINS:
            figures += _as_officer(server, scope, notes, searched)
        figures += _full_sign_in(server)
    signed = installation.told("bench.registry_sign_in")
    figures.append(Measured("sign-in without the hash", signed["without_hash"], "ms CPU", SIGN_IN_LIMIT))
    figures.append(Measured("the hash of a sign-in", signed["hash"], "ms CPU"))
    return figures


def _of_queries(vendor: str, taken: Sequence[tuple[str, str, float]]) -> list[Measured]:
    found = []
    for scope in LOGINS:
        times = sorted(milliseconds for where, _query, milliseconds in taken if where == scope)
        found.append(Measured(f"search at the query, {scope}, p50", statistics.median(times), "ms"))
        found.append(Measured(f"search at the query, {scope}, p95", _percentile(times, 95), "ms", QUERY_LIMIT[vendor]))
    return found


def _as_officer(server: Server, scope: str, notes: dict[str, Any], searched: dict[str, Any]) -> list[Measured]:
    server.cookies.clear()
    sign_in(server, LOGINS[scope])
    figures = _of_search_pages(server, scope, searched["names"][scope])
    for visit in _visits(server, scope, notes):
        if not visit.asked:
            raise WrongAnswer(f"{visit.what}: the registry is too small to have one")
        for address, expected in visit.asked:
            _check(server, address, expected)
        addresses = [address for address, _expected in visit.asked]
        figures.append(Measured(f"{visit.what}, {scope}", _cost(server, addresses), "ms CPU", PAGE_LIMIT))
    return figures


def _of_search_pages(server: Server, scope: str, names: dict[str, list[str]]) -> list[Measured]:
    """Every query of the mix once, after one round that nobody measures and that checks what is found."""
    addresses = {query: f"/enterprises/?q={quote(query)}" for query in names}
    for query, address in addresses.items():
        _check(server, address, names[query])
    taken = []
    before = server.cpu()
    for address in addresses.values():
        started = time.perf_counter()
        status, _body = server.ask("GET", address)
        taken.append((time.perf_counter() - started) * 1000)
        if status != 200:
            raise WrongAnswer(f"{address} answered {status}")
    spent = (server.cpu() - before) / len(addresses) * 1000
    return [
        Measured(f"search at the page, {scope}, p50", statistics.median(taken), "ms"),
        Measured(f"search at the page, {scope}, p95", _percentile(sorted(taken), 95), "ms"),
        Measured(f"search at the page, {scope}", spent, "ms CPU"),
    ]


def _visits(server: Server, scope: str, notes: dict[str, Any]) -> list[Visit]:
    newest = notes["newest"][scope]
    later = _later_pages(server, 10)
    filtered = ["/enterprises/?industry=C13&status=operating", "/enterprises/?size=small", "/enterprises/?account=unclaimed"]
    firms = [(f"/files/enterprise/{firm['key']}/", [firm["name"], firm["code"]]) for firm in notes["shown_firms"]]
    people = [(f"/files/person/{person['key']}/", [person["name"], person["firm"]]) for person in notes["shown_people"]]
    return [
        Visit("list, first page", [("/enterprises/", [*newest, CAPPED])]),
        Visit("list, a later page", [(later, [CAPPED])]),
        Visit("list, filtered", [(address, [CAPPED] if notes["firms"] > 100_000 else []) for address in filtered]),
        Visit("list of people", [("/people/", [notes["newest_person"]] if scope == "city" else [])]),
        Visit("enterprise's file", firms),
        Visit("person's file", people),
        Visit("desk", [("/desk/", [notes["waiting"]])]),
    ]


def _later_pages(server: Server, steps: int) -> str:
    """The address of a page some steps on, gone there by the page's own links."""
    address = "/enterprises/"
    for _ in range(steps):
        _status, body = server.ask("GET", address)
        following = re.search(r'rel="next" href="([^"]+)"', body.decode())
        if following is None:
            raise WrongAnswer(f"{address} has no next page")
        address = html.unescape(following.group(1))
    return address


def _check(server: Server, address: str, expected: Sequence[str]) -> None:
    status, body = server.ask("GET", address)
    text = html.unescape(body.decode())
    missing = [each for each in expected if each not in text]
    if status != 200 or missing:
        raise WrongAnswer(f"{address} answered {status}, without {missing[:3]}")


def _cost(server: Server, addresses: Sequence[str]) -> float:
    """CPU milliseconds of one page: the median of some rounds, since others use the machine too."""
    turns = cycle(addresses)
    return statistics.median(measure.cost(server.cpu, lambda: _get(server, next(turns)), times=TIMES) for _ in range(ROUNDS))


def _get(server: Server, address: str) -> None:
    status, _body = server.ask("GET", address)
    if status != 200:
        raise WrongAnswer(f"{address} answered {status}")


def sign_in(server: Server, login: str) -> None:
    """Sign in as a browser does. Raises WrongAnswer where the desk does not open."""
    server.ask("GET", "/sign-in/")
    typed = {"username": login, "password": PASSWORD, "next": "", "csrfmiddlewaretoken": server.cookies["csrftoken"]}
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    status, _body = server.ask("POST", "/sign-in/", urlencode(typed).encode(), headers)
    if status != 302:
        raise WrongAnswer(f"signing in answered {status}")


def _full_sign_in(server: Server) -> list[Measured]:
    server.cookies.clear()
    cost = measure.cost(server.cpu, partial(sign_in, server, LOGINS["county"]), times=SIGN_INS)
    return [Measured("sign-in page and sign-in, hash and all", cost, "ms CPU")]


def _percentile(rising: Sequence[float], percent: int) -> float:
    return rising[min(len(rising) - 1, len(rising) * percent // 100)]
