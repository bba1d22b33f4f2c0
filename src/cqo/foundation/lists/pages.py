"""Answer a list's address: the page, its print, or its export.

@needs(Can.SEE_REGISTRY)
def index(request):
    return pages.respond(request, ENTERPRISES, queries.within(actor_of(request)))
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from tempfile import TemporaryFile
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from cqo.foundation.access import gate
from cqo.foundation.access.gate import actor_of
from cqo.foundation.lists import exports, keyset, operations, queries, rules, specs
from cqo.foundation.lists.filters import RESERVED, Filters
from cqo.foundation.lists.selection import Selection, select
from cqo.foundation.lists.specs import ListSpec
from cqo.foundation.look.templatetags.look import day, moment


@dataclass(frozen=True)
class Action:
    """A button at the head of a list, or the one of an empty list."""

    label: str
    url: str
    icon: str = ""
    primary: bool = False


@dataclass(frozen=True)
class Heading:
    """A column as `list.html` reads it; the chosen ones come first, in their order."""

    key: str
    label: str
    chosen: bool
    sortable: bool
    sorted: str
    sort_url: str
    css: str


@dataclass(frozen=True)
class Cell:
    """A cell as `list.html` reads it; its label stands beside it on a phone."""

    label: str
    value: str
    html_class: str
    url: str


@dataclass(frozen=True)
class Line:
    """A row as `list.html` reads it."""

    url: str
    cells: list[Cell]


@dataclass(frozen=True)
class View:
    """A saved view as `list.html` reads it."""

    name: str
    url: str
    delete_url: str
    rename_url: str


@dataclass(frozen=True)
class Pages:
    """Where the pages beside this one are; "" where there is none."""

    previous_url: str
    next_url: str
    number: int


@dataclass(frozen=True)
class Listing:
    """Everything `list.html` and `print.html` need."""

    title: str
    says: str
    count: int
    count_is_capped: bool
    columns: list[Heading]
    rows: list[Line]
    filters: Filters | None
    query: str
    search_hint: str
    pages: Pages
    views: list[View]
    actions: Sequence[Action]
    export_url: str
    print_url: str
    save_view_url: str
    columns_url: str
    empty_title: str
    empty_hint: str
    empty_action: Action | None
    hidden_parameters: list[tuple[str, str]]


def respond(
    request: HttpRequest,
    spec: ListSpec,
    queryset: QuerySet[Any],
    *,
    scope: str = "",
    template: str = "list.html",
    actions: Sequence[Action] = (),
    empty_action: Action | None = None,
    context: Mapping[str, Any] | None = None,
) -> HttpResponseBase:
    """The answer to a list's address: the page; with `?print=1` the sheet of paper; with `?export=xlsx` the workbook.

    queryset: the rows within the actor's reach. scope: what `spec.rows` needs beside the actor to find the same rows again.
    Raises gate.PowerMissing for an export without the power.
    """
    if "export" in request.GET:
        return _export(request, spec, queryset, scope=scope)
    if "print" in request.GET:
        return _paper(request, spec, queryset)
    listing = build(request, spec, queryset, actions=actions, empty_action=empty_action)
    return render(request, template, {"listing": listing, **(context or {})})


def build(
    request: HttpRequest, spec: ListSpec, queryset: QuerySet[Any], *, actions: Sequence[Action] = (), empty_action: Action | None = None
) -> Listing:
    """The list page of an address.

    Four queries: the columns remembered (unless the address names columns), the rows, the count, the saved views;
    one more finds the place of a page that is not the first.
    """
    selection = _selected(request, spec, queryset)
    found = keyset.page(
        selection.rows,
        selection.order,
        size=spec.per_page,
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
        among=selection.within,
    )
    count = selection.counted(rules.COUNTED_UP_TO)
    return _listing(request, selection, found, count=count, actions=actions, empty_action=empty_action, views=_views(request, spec))


def _selected(request: HttpRequest, spec: ListSpec, queryset: QuerySet[Any]) -> Selection:
    actor = actor_of(request)
    remembered = [] if actor.user is None or "columns" in request.GET else queries.remembered_columns(actor.user, spec.key)
    return select(spec, actor=actor, address=request.GET, queryset=queryset, remembered=remembered)


def _listing(
    request: HttpRequest,
    selection: Selection,
    found: keyset.Page,
    *,
    count: int,
    actions: Sequence[Action] = (),
    empty_action: Action | None = None,
    views: Sequence[View] = (),
) -> Listing:
    spec, user = selection.spec, selection.actor.user
    back = urlencode({"list": spec.key, "path": request.path, "query": selection.asked.urlencode()})
    may_export = any(selection.actor.may(power) for power in spec.export_powers)
    return Listing(
        title=str(spec.title),
        says=str(spec.says),
        count=min(count, rules.COUNTED_UP_TO),
        count_is_capped=count > rules.COUNTED_UP_TO,
        columns=list(_headings(request, selection)),
        rows=_lines(selection, found.rows),
        filters=selection.filters,
        query=selection.text,
        search_hint=str(spec.search_hint),
        pages=_pages(request, selection, found),
        views=list(views),
        actions=actions,
        export_url=_address(request, selection.asked, export="xlsx") if may_export and found.rows else "",
        print_url=_address(request, selection.asked, print="1") if found.rows else "",
        save_view_url=f"{reverse('lists:save_view')}?{back}" if user else "",
        columns_url=f"{reverse('lists:columns')}?{back}" if user and specs.find(spec.key) else "",
        empty_title=str(spec.empty_title),
        empty_hint=str(spec.empty_hint),
        empty_action=empty_action,
        hidden_parameters=_hidden(selection),
    )


def _headings(request: HttpRequest, selection: Selection) -> Iterator[Heading]:
    chosen = [column.key for column in selection.columns]
    rest = [column for column in selection.spec.columns if column.key not in chosen]
    sorting = selection.sorting
    for column in [*selection.columns, *rest]:
        now = "" if sorting is None or sorting.column != column.key else "desc" if sorting.descending else "asc"
        following = rules.Sorting(column.key, descending=now == "asc")
        yield Heading(
            key=column.key,
            label=str(column.label),
            chosen=column.key in chosen,
            sortable=column.sort is not None,
            sorted=now,
            sort_url=_address(request, selection.asked, sort=str(following)) if column.sort else "",
            css=column.css,
        )


def _lines(selection: Selection, rows: Iterable[Any]) -> list[Line]:
    spec = selection.spec
    columns = [(column, str(column.label)) for column in selection.columns]
    return [
        Line(
            url=spec.row_url(row) if spec.row_url else "",
            cells=[
                Cell(label=label, value=_shown(column.value(row)), html_class=column.css, url=column.url(row) if column.url else "")
                for column, label in columns
            ],
        )
        for row in rows
    ]


def _shown(value: Any) -> str:
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return gettext("是") if value else gettext("否")
    if isinstance(value, datetime):
        return moment(value)
    return day(value) if isinstance(value, date) else str(value)


def _pages(request: HttpRequest, selection: Selection, found: keyset.Page) -> Pages:
    typed = request.GET.get("page", "")
    number = max(int(typed), 2) if typed.isdecimal() and len(typed) < 8 and found.has_previous else 1
    previous_url = next_url = ""
    if found.rows and found.has_previous:
        previous_url = _address(request, selection.asked, before=str(found.rows[0].pk), page=str(number - 1))
    if found.rows and found.has_next:
        next_url = _address(request, selection.asked, after=str(found.rows[-1].pk), page=str(number + 1))
    return Pages(previous_url, next_url, number)


def _views(request: HttpRequest, spec: ListSpec) -> list[View]:
    user = actor_of(request).user
    if user is None:
        return []
    back = urlencode({"path": request.path})
    return [
        View(
            name=view.name,
            url=f"{request.path}?{view.query}",
            delete_url=f"{reverse('lists:delete_view', args=[view.key])}?{back}",
            rename_url=f"{reverse('lists:rename_view', args=[view.key])}?{back}",
        )
        for view in queries.saved_views(user, spec.key)
    ]


def _hidden(selection: Selection) -> list[tuple[str, str]]:
    """What the form above the list must carry on beside the columns: the order, and whatever is neither the page's nor a filter's."""
    shown = (RESERVED - {"sort"}) | set(selection.filters.fields if selection.filters else ())
    return [(name, value) for name, values in selection.asked.lists() if name not in shown for value in values]


def _address(request: HttpRequest, asked: QueryDict, **changes: str) -> str:
    changed = asked.copy()
    for name, value in changes.items():
        changed[name] = value
    return f"{request.path}?{changed.urlencode()}"


def _paper(request: HttpRequest, spec: ListSpec, queryset: QuerySet[Any]) -> HttpResponse:
    """The list on paper, up to 1,000 rows; it says so where there are more."""
    selection = _selected(request, spec, queryset)
    found = keyset.page(selection.rows, selection.order, size=rules.PRINTED_UP_TO)
    says = str(spec.says)
    if found.has_next:
        says = gettext("只打印前 %(most)s 行，后面还有。请用筛选条件分批打印，或导出表格。") % {"most": rules.PRINTED_UP_TO}
    context = {
        "listing": _listing(request, selection, found, count=len(found.rows)),
        "says": says,
        "printed_at": timezone.now(),
        "printed_by": selection.actor.name,
        "back_url": _address(request, selection.asked),
        "wide": sum(column.width or rules.USUAL_WIDTH for column in selection.columns) > rules.UPRIGHT_WIDTH,
        "signatures": spec.signatures,
    }
    return render(request, "print.html", context)


def _export(request: HttpRequest, spec: ListSpec, queryset: QuerySet[Any], *, scope: str) -> HttpResponseBase:
    """A workbook at once, up to 5,000 rows; the page that offers to make a larger one in the background."""
    selection = _selected(request, spec, queryset)
    gate.require(selection.actor, *spec.powers_to_export)
    if selection.counted(rules.EXPORTED_AT_ONCE) > rules.EXPORTED_AT_ONCE:
        context = {
            "title": gettext("导出“%(list)s”") % {"list": spec.title},
            "list_title": spec.title,
            "most": rules.EXPORTED_AT_ONCE,
            "days": rules.EXPORT_KEPT.days,
            "possible": spec.rows is not None and specs.find(spec.key) is spec,
            "fields": {"list": spec.key, "scope": scope, "query": _with_columns(selection).urlencode()},
            "back_url": _address(request, selection.asked),
        }
        return render(request, "lists/large_export.html", context)
    at = timezone.now()
    file = TemporaryFile(dir=settings.SPOOL)  # noqa: SIM115 (the response closes it)
    operations.export_now(selection=selection, target=file, by=selection.actor, at=at)
    file.seek(0)
    response = FileResponse(file, as_attachment=True, filename=exports.file_name(selection, at=at))
    response["Cache-Control"] = "private, no-store"
    return response


def _with_columns(selection: Selection) -> QueryDict:
    """The address with the columns written out, so that the export later has those that are on screen now."""
    asked = selection.asked.copy()
    asked.setlist("columns", [column.key for column in selection.columns])
    return asked
