"""The words that the office's templates need beside the look's."""

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def of(table: Mapping[Any, Any], key: Any) -> Any:
    """What a table holds under a key; nothing where it holds none."""
    return table.get(key, "")


@register.filter
def grouped(digits: str) -> str:
    """A hash in groups of eight, so that it breaks at the end of a line and can be read aloud."""
    return " ".join(digits[start : start + 8] for start in range(0, len(digits), 8))
