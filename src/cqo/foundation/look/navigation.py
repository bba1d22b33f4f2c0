"""What the frames show around a page: navigation, unread messages, who is acting. The look knows none of it; config registers it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise


@dataclass(frozen=True)
class Item:
    """A place to go. `icon` is a Tabler name from the sprite; `active` marks where the reader is."""

    label: str | Promise
    url: str
    icon: str = ""
    active: bool = False


@dataclass(frozen=True)
class Unread:
    """How many messages wait, and where they are read."""

    count: int
    url: str


@dataclass(frozen=True)
class Capacity:
    """One of the capacities somebody may act in. `key` is what the switcher posts."""

    key: str
    label: str
    active: bool = False


@dataclass(frozen=True)
class Standing:
    """Who is signed in, and what the chosen capacity is called (城固县市场监管局 · 受理岗)."""

    name: str
    capacity: str = ""


def _nothing(request: HttpRequest) -> tuple[()]:
    return ()


def _nobody(request: HttpRequest) -> None:
    return None


def _nowhere() -> str:
    return ""


@dataclass(frozen=True)
class Registry:
    """The callables config has handed over. Those of public pages must not ask the database."""

    items_for: Callable[[HttpRequest], Sequence[Item]] = _nothing
    public_items_for: Callable[[HttpRequest], Sequence[Item]] = _nothing
    unread_for: Callable[[HttpRequest], Unread | None] = _nobody
    capacities_for: Callable[[HttpRequest], Sequence[Capacity]] = _nothing
    standing_for: Callable[[HttpRequest], Standing | None] = _nobody
    place: Callable[[], str] = _nowhere


_registry = Registry()


def register(
    items_for: Callable[[HttpRequest], Sequence[Item]],
    *,
    public_items_for: Callable[[HttpRequest], Sequence[Item]] = _nothing,
    unread_for: Callable[[HttpRequest], Unread | None] = _nobody,
    capacities_for: Callable[[HttpRequest], Sequence[Capacity]] = _nothing,
    standing_for: Callable[[HttpRequest], Standing | None] = _nobody,
    place: Callable[[], str] = _nowhere,
) -> None:
    """Hand over, once at start-up, where the frames get their contents from; a second call replaces the first.

    items_for and public_items_for: the navigation of signed-in and of public pages. place: the name of the city on the brand (汉中市).
    """
    global _registry
    _registry = Registry(items_for, public_items_for, unread_for, capacities_for, standing_for, place)


def registered() -> Registry:
    """What has been handed over."""
    return _registry
