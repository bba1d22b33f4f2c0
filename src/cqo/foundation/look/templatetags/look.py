"""The words pages are written with: icons, chips, steps, facts, dates, amounts, fields. Built into every template."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.forms import BoundField
from django.forms.boundfield import BoundWidget
from django.http import QueryDict
from django.template.context import Context
from django.templatetags.static import static
from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cqo.foundation.look import controls

register = template.Library()
SHANGHAI = ZoneInfo("Asia/Shanghai")
SPRITE = "vendor/tabler/icons.svg"
CHIP_KINDS = frozenset({"ok", "wait", "stop", "info", "plain"})


# ── marks ────────────────────────────────────────────────────────────────────────────────────────────────────────────
@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A Tabler icon from the sprite; decoration unless it has a label."""
    return _drawn(name, str(label))


@lru_cache(maxsize=1024)
def _drawn(name: str, label: str) -> SafeString:
    """Remembered: a page shows some thirty icons, and the sprite's address is looked up for each."""
    href = f"{static(SPRITE)}#{name}"
    if label:
        return format_html('<svg class="icon" role="img" aria-label="{}"><use href="{}"></use></svg>', label, href)
    return format_html('<svg class="icon" aria-hidden="true" focusable="false"><use href="{}"></use></svg>', href)


@register.simple_tag
def chip(text: object, kind: str = "plain") -> SafeString:
    """A state as a small label: ok (in force), wait (somebody must act), stop (refused, ended), info, plain."""
    return format_html('<span class="chip chip-{}">{}</span>', kind if kind in CHIP_KINDS else "plain", text)


@register.simple_tag
def sealed_dots(masked: str = "") -> SafeString:
    """Personal data as pages may show it: the stored mask, or dots where not even a mask is shown."""
    return format_html('<span class="sealed num" title="{}">{}</span>', _("已加密保存，此处只显示部分或不显示"), masked or "••••••")


# ── days, amounts, shares ────────────────────────────────────────────────────────────────────────────────────────────
def _in_english() -> bool:
    return (get_language() or "").startswith("en")


def _written(value: date) -> str:
    return date_format(value, "j F Y") if _in_english() else f"{value.year}年{value.month}月{value.day}日"


@register.filter
def day(value: date | datetime | None) -> str:
    """2026年11月22日; in English 22 November 2026. A moment gives the day it had in Shanghai; nothing gives nothing."""
    if not value:
        return ""
    return _written(timezone.localtime(value, SHANGHAI).date() if isinstance(value, datetime) else value)


@register.filter
def moment(value: datetime | None) -> str:
    """2026年11月22日 16:20, Shanghai time; in English 22 November 2026, 16:20."""
    if not value:
        return ""
    there = timezone.localtime(value, SHANGHAI)
    return f"{_written(there.date())}{',' if _in_english() else ''} {there:%H:%M}"


@register.filter
def number(value: int | None) -> str:
    """A count with its thousands parted: 1,000."""
    return "" if value is None else f"{value:,}"


@register.filter
def tenths(value: int | None) -> str:
    """A whole number of tenths (hours, points) as people write it: 855 → 85.5, 160 → 16; a dash where there is none."""
    return "—" if value is None else f"{value / 10:g}"


@register.filter
def money(fen: int | None) -> str:
    """Fen as 1,234.50 元."""
    if fen is None:
        return ""
    return _("%(amount)s 元") % {"amount": f"{Decimal(fen) / 100:,.2f}"}


@register.filter
def points(difference: Decimal | float | int | None) -> str:
    """The difference of two rates in percentage points, signed, to one place: +3.2 个百分点."""
    if difference is None:
        return ""
    rounded = _to_one_place(Decimal(str(difference)))
    sign = "+" if rounded > 0 else "−" if rounded < 0 else ""
    return _("%(difference)s 个百分点") % {"difference": f"{sign}{abs(rounded)}"}


@register.simple_tag
def percent(numerator: int | None, denominator: int | None) -> SafeString:
    """A share to one place, with what it is a share of on hover and for screen readers; a dash where there is nothing to divide by."""
    share = f"{_to_one_place(Decimal(100 * (numerator or 0)) / denominator)}%" if denominator else "—"
    parts = f"{numerator or 0:,} / {denominator or 0:,}"
    return format_html('<span class="num" title="{0}">{1}<span class="visually-hidden">（{0}）</span></span>', parts, share)


def _to_one_place(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


# ── addresses and fields ─────────────────────────────────────────────────────────────────────────────────────────────
@register.simple_tag(takes_context=True)
def query_with(context: Context, **changes: object) -> str:
    """The page's GET parameters with some replaced; None or "" takes one out. `{% query_with sort="name" page=None %}`"""
    query: QueryDict = context["request"].GET.copy()
    for key, value in changes.items():
        if value is None or value == "":
            query.pop(key, None)
        else:
            query[key] = str(value)
    return f"?{query.urlencode()}"


@register.simple_tag
def field(bound: BoundField) -> SafeString:
    """A form's field in our look: label, hint, error, control."""
    return bound.as_field_group()


@register.filter
def control(bound: BoundField) -> SafeString:
    """The bare control of a field, dressed (used by the templates of forms)."""
    return controls.render(bound)


@register.filter
def choice_control(choice: BoundWidget) -> SafeString:
    """One of several radio buttons or tick boxes, dressed (used by the templates of forms)."""
    return controls.render_choice(choice)


@register.filter
def control_kind(bound: BoundField) -> str:
    """How a field is laid out: "check" (label behind), "choices" (a fieldset), "line"."""
    return controls.kind(bound)


@register.filter
def anchor(bound: BoundField) -> str:
    """The id to lead somebody to who must mend a field: its control, or the first of its choices."""
    return controls.anchor(bound)


@register.filter
def is_optional(bound: BoundField) -> bool:
    """Whether a field may stay empty."""
    return not bound.field.required


# ── navigation ───────────────────────────────────────────────────────────────────────────────────────────────────────
@register.simple_tag
def nav_items(places: Iterable[Any]) -> SafeString:
    """The items of a navigation (look.navigation.Item), drawn in one go: every page shows them twice."""
    return format_html('<ul class="items">{}</ul>', format_html_join("", "{}", ((_item(place),) for place in places)))


def _item(place: Any) -> SafeString:
    here = mark_safe(' aria-current="page"') if place.active else ""
    drawn = _drawn(place.icon, "") if place.icon else ""
    return format_html('<li><a href="{}"{}>{}<span>{}</span></a></li>', place.url, here, drawn, place.label)


# ── rows of a list ───────────────────────────────────────────────────────────────────────────────────────────────────
@register.simple_tag
def row_of_cells(row: Any) -> SafeString:
    """A row of the list page: its first cell heads it and leads to `row.url`; cells have `label`, `value`, `html_class` and `url`.

    Drawn in one go: as a template, the hundred and more cells of a page cost as much as all the rest of it.
    """
    first, *others = row.cells
    return mark_safe(f"<tr>{_cell('th', first, first.url or row.url)}{''.join([_cell('td', cell, cell.url) for cell in others])}</tr>")


def _cell(tag: str, cell: Any, url: str) -> str:
    value = conditional_escape(cell.value)
    inside = f'<a href="{conditional_escape(url)}">{value}</a>' if url else value
    return f"{_opened(tag, cell.html_class, cell.label)}{inside}</{tag}>"


@lru_cache(maxsize=1024)
def _opened(tag: str, html_class: str, label: str) -> SafeString:
    return format_html('<{}{} class="{}" data-label="{}">', tag, mark_safe(' scope="row"') if tag == "th" else "", html_class, label)


# ── parts of the case page ───────────────────────────────────────────────────────────────────────────────────────────
@register.inclusion_tag("steps.html")
def steps(stations: Iterable[Any]) -> dict[str, Any]:
    """The step bar; stations have `label` and `place` (done, now, ahead)."""
    return {"stations": stations}


@register.inclusion_tag("facts.html")
def facts(lines: Iterable[Any]) -> dict[str, Any]:
    """Facts as label and value; see `casepage.Fact`."""
    return {"facts": lines}


@register.inclusion_tag("timeline.html")
def timeline(events: Iterable[Any]) -> dict[str, Any]:
    """The time line, newest first; see `casepage.Event`."""
    return {"events": events}
