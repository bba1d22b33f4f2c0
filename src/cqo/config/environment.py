"""Typed reading of settings from the environment; every name read is remembered, so that a test can hold the page of settings to them."""

from collections.abc import Mapping
from pathlib import Path


class SettingError(Exception):
    """A setting's value cannot be read; the message names the setting, the value and what is expected."""


class Environment:
    """The process environment, read by type.

    >>> Environment({"CQO_DEBUG": "yes"}).flag("CQO_DEBUG", default=False)
    True
    """

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values
        self.declared: dict[str, str] = {}

    def text(self, name: str, *, default: str) -> str:
        """The setting as typed, or `default` where it is absent or empty."""
        self.declared[name] = default
        return self._values.get(name, "").strip() or default

    def flag(self, name: str, *, default: bool) -> bool:
        """yes/no, true/false, 1/0, on/off. Raises SettingError for any other word."""
        word = self.text(name, default="yes" if default else "no").lower()
        if word in {"yes", "true", "1", "on"}:
            return True
        if word in {"no", "false", "0", "off"}:
            return False
        raise SettingError(f"{name}={word!r}: expected yes or no")

    def number(self, name: str, *, default: int, least: int = 0) -> int:
        """A whole number of at least `least`. Raises SettingError otherwise."""
        word = self.text(name, default=str(default))
        if not word.isdecimal() or int(word) < least:
            raise SettingError(f"{name}={word!r}: expected a whole number of at least {least}")
        return int(word)

    def listing(self, name: str, *, default: str) -> list[str]:
        """Comma-separated words; empty ones are dropped."""
        return [word.strip() for word in self.text(name, default=default).split(",") if word.strip()]

    def folder(self, name: str, *, default: Path) -> Path:
        """An absolute folder path."""
        return Path(self.text(name, default=str(default))).expanduser().resolve()
