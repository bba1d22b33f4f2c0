"""Where a message leads: each app registers how a case of its kind is addressed."""

from collections.abc import Callable

from django.conf import settings
from django.urls import reverse

from cqo.foundation.inbox.models import Message

_addresses: dict[str, Callable[[str], str]] = {}


def register(kind: str, address: Callable[[str], str]) -> None:
    """`links.register("claim", lambda key: reverse("enterprises:claim", args=[key]))`; called with the key given to `tell(about=…)`."""
    _addresses[kind] = address


def url(kind: str, key: str) -> str:
    """The page of a case; "" where its kind has none or the message is about none."""
    address = _addresses.get(kind)
    return address(key) if address is not None else ""


def message_page(message: Message) -> str:
    """The full address of a message's page, for copies; "" while the installation has no public address."""
    return settings.PUBLIC_ADDRESS + reverse("inbox:message", args=[message.pk]) if settings.PUBLIC_ADDRESS else ""
