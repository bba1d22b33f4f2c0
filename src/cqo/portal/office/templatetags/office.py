"""The one word that the office's templates need beside the look's."""

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def of(table: Mapping[Any, Any], key: Any) -> Any:
    """What a table holds under a key; nothing where it holds none."""
    return table.get(key, "")
