"""A select drawn in one go. Django draws a template for every option; the counties and industries above a list cost a page 2 ms so."""

from collections.abc import Mapping
from typing import Any

from django.forms.utils import flatatt
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

TEMPLATE = "django/forms/widgets/select.html"
OPTION_TEMPLATE = "django/forms/widgets/select_option.html"


def is_plain(widget: Mapping[str, Any]) -> bool:
    """Whether every option is drawn by Django's own template, so that this module draws the same."""
    return all(option["template_name"] == OPTION_TEMPLATE for _group, options, _index in widget["optgroups"] for option in options)


def render(widget: Mapping[str, Any]) -> SafeString:
    """The select of a widget's context."""
    groups = "".join(_group(label, options) for label, options, _index in widget["optgroups"])
    return format_html('<select name="{}"{}>{}</select>', widget["name"], flatatt(widget["attrs"]), mark_safe(groups))


def _group(label: str | None, options: list[dict[str, Any]]) -> str:
    inside = "".join(map(_option, options))
    return f'<optgroup label="{conditional_escape(label)}">{inside}</optgroup>' if label else inside


def _option(option: Mapping[str, Any]) -> str:
    attributes = flatatt(option["attrs"]) if option["attrs"] else ""
    return f'<option value="{conditional_escape(str(option["value"]))}"{attributes}>{conditional_escape(option["label"])}</option>'
