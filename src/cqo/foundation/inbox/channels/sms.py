"""The port for SMS: what a provider must do, and which one this installation uses (setting CQO_SMS_ADAPTER).

A city adds its provider as a module that registers an adapter; the platform ships `file`, which writes what would be sent.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from django.conf import settings

from cqo.foundation.inbox.channels import NotSetUp, Receipt


@dataclass(frozen=True)
class Template:
    """What the provider has on file: its code (the kind of message), and the text with the parameters filled in."""

    code: str
    text: str


class SmsPort(Protocol):
    """A provider of SMS."""

    def send(self, *, key: UUID, template: Template, signature: str, phone: str, params: Mapping[str, str]) -> Receipt:
        """Hand over one SMS. `key` is the same for every attempt of one copy: a provider that knows it must not send it again.

        Raises channels.Refused for a number that can never be reached, channels.Unreachable when it may work later.
        """
        ...


_adapters: dict[str, Callable[[], SmsPort]] = {}


def register(name: str, adapter: Callable[[], SmsPort]) -> None:
    """Add an adapter under the name that CQO_SMS_ADAPTER gives."""
    _adapters[name] = adapter


def port() -> SmsPort:
    """The adapter in use. Raises channels.NotSetUp when the installation uses none, or one that nobody registered."""
    if settings.SMS_ADAPTER not in _adapters:
        raise NotSetUp
    return _adapters[settings.SMS_ADAPTER]()


def full_text(template: Template, signature: str) -> str:
    """The SMS as it arrives; the signature in 【】 stands first and counts (工业和信息化部, 通信短信息服务管理规定)."""
    return f"【{signature}】{template.text}"
