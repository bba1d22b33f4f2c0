"""The sample cities as their data files describe them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).with_name("data")


@dataclass(frozen=True)
class Trade:
    """What some firms of a county do.

    staff: usual employees; per_head: revenue for each, least: the threshold of the yearly list (both in 10,000 yuan).
    """

    industry: str
    share: int
    staff: int
    per_head: int
    words: tuple[str, ...]
    least: int


@dataclass(frozen=True)
class County:
    """A county, or a zone with the county it lies in."""

    code: str
    name: str
    short: str
    firms: int
    trades: tuple[Trade, ...]
    zone: str


@dataclass(frozen=True)
class City:
    """A sample city. `more` holds the tables of its data file that only one loader reads."""

    code: str
    name: str
    province: str
    area: str
    seed: int
    counties: tuple[County, ...]
    more: Mapping[str, Any]


def city(key: str) -> City:
    """A city by the name of its data file, as in city("hanzhong")."""
    content = data(key)
    counties = tuple(_county(each) for each in content["county"])
    return City(content["city"], content["name"], content["province"], content["area"], content["seed"], counties, content)


@lru_cache(maxsize=16)
def data(name: str) -> Mapping[str, Any]:
    """A data file's content."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


def _county(content: Mapping[str, Any]) -> County:
    trades = tuple(
        Trade(each["industry"], each["share"], each["staff"], each["per_head"], tuple(each["words"].split()), each.get("least", 2000))
        for each in content["trades"]
    )
    return County(content["code"], content["name"], content["short"], content["firms"], trades, content.get("zone", ""))
