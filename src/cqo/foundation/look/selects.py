"""A select drawn in one go. Django makes a dictionary and draws a template for every option; counties and industries above a list cost a page 4 ms so."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django import forms
from django.forms import BoundField
from django.forms.utils import flatatt
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe


def is_plain(bound: BoundField) -> bool:
    """Whether a field's control is Django's own select, so that this module draws the same."""
    return type(bound.field.widget) is forms.Select


def render(bound: BoundField, given: dict[str, Any]) -> SafeString:
    """The select of a field with the attributes given beside its own."""
    widget: Any = bound.field.widget
    attributes = widget.build_attrs(widget.attrs, bound.build_widget_attrs(given))
    if bound.auto_id:
        attributes.setdefault("id", bound.auto_id)
    chosen = widget.format_value(bound.value())[0]
    return format_html('<select name="{}"{}>{}</select>', bound.html_name, flatatt(attributes), mark_safe(_options(widget.choices, chosen)))


def _options(choices: Iterable[tuple[Any, Any]], chosen: str) -> str:
    return "".join(
        [_group(value, label, chosen) if isinstance(label, list | tuple) else _option(value, label, chosen) for value, label in choices]
    )


def _group(label: Any, choices: Iterable[tuple[Any, Any]], chosen: str) -> str:
    return f'<optgroup label="{conditional_escape(label)}">{_options(choices, chosen)}</optgroup>'


def _option(value: Any, label: Any, chosen: str) -> str:
    text = "" if value is None else str(value)
    return _drawn(text, str(label), text == chosen)


@lru_cache(maxsize=8192, typed=True)  # a label that is safe markup and one that only looks like it are two
def _drawn(value: str, label: str, is_chosen: bool) -> str:
    return f'<option value="{conditional_escape(value)}"{" selected" if is_chosen else ""}>{conditional_escape(label)}</option>'
