"""One batch: its columns, the check, the preview, publication, undoing; one address for it in whatever state."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRefresh

from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import actor_of, needs
from cqo.foundation.intake import cases, forms, listing, queries, recipes, surveys, wording
from cqo.foundation.intake.models import Batch
from cqo.foundation.intake.operations import batches as operations
from cqo.foundation.intake.operations import publishing, undoing
from cqo.foundation.intake.states import WORKING, State
from cqo.foundation.look.templatetags.look import number
from cqo.foundation.refusal import NotPossible

ROWS_A_PAGE = 50
WITH_ROWS = (State.CHECKED, State.PUBLISHED)
STALE = ("lifecycle.not_from_here", "lifecycle.changed_meanwhile")


@needs(Can.IMPORT_ROSTER, Can.KEEP_DESIGNATED_LIST)
@require_GET
def batch(request: HttpRequest, key: UUID) -> HttpResponse:
    """Where a batch stands: columns to confirm, work going on, rows to look through, or the result."""
    return show(request, load(request, key))


@needs(Can.IMPORT_ROSTER, Can.KEEP_DESIGNATED_LIST)
@require_POST
def check(request: HttpRequest, key: UUID) -> HttpResponse:
    """Check every row with the columns as confirmed."""
    found = load(request, key)
    form = _columns(found, request.POST)
    if not form.is_valid():
        return show(request, found, columns=form)
    try:
        operations.start_check(
            batch=found,
            version=form.cleaned_data["version"],
            mapping=form.corrections,
            by=actor_of(request),
            at=timezone.now(),
        )
    except NotPossible as refused:
        tell(request, found, refused)
    return redirect("intake:batch", key=key)


@needs(Can.IMPORT_ROSTER, Can.KEEP_DESIGNATED_LIST)
@require_GET
def progress(request: HttpRequest, key: UUID) -> HttpResponse:
    """How far the work is, asked every two seconds; the whole page anew when it is done."""
    found = load(request, key)
    if State(found.state) not in WORKING:
        return HttpResponseClientRefresh()
    return render(request, "intake/working.html", _working(found))


@needs(Can.IMPORT_ROSTER, Can.KEEP_DESIGNATED_LIST)
@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, key: UUID) -> HttpResponse:
    """What will be written, who will see it, by which rule; then begin."""
    found = load(request, key)
    if request.method == "POST":
        return _act(request, found, publishing.start)
    if found.state != State.CHECKED:
        return redirect("intake:batch", key=key)
    count = found.tallies.get
    writes = [
        _("新增 %(count)s 条。") % {"count": number(count("new", 0))},
        _("更新 %(count)s 条已有档案，更名的保留曾用名。") % {"count": number(count("change", 0))},
        _("%(same)s 行与登记库一致，不变；%(errors)s 行不导入。")
        % {"same": number(count("same", 0)), "errors": number(count("errors", 0))},
    ]
    words = recipes.of(found.kind).words
    page = {
        "title": _("发布：%(title)s") % {"title": listing.title_of(found)},
        "writes": writes,
        "shown_to": words.shown_to,
        "rule": words.rule,
        "irreversible": _("发布后，名单中的档案还没有后续办理时可以整批撤销；有了认领、任职、列入名录等办理就不能再撤销。"),
        "confirm_label": _("发布"),
    }
    return _confirm(request, found, page)


@needs(Can.UNDO_IMPORT)
@require_http_methods(["GET", "POST"])
def undo(request: HttpRequest, key: UUID) -> HttpResponse:
    """What undoing takes away; then begin."""
    found = load(request, key)
    if request.method == "POST":
        return _act(request, found, undoing.start)
    if found.state != State.PUBLISHED:
        return redirect("intake:batch", key=key)
    count = found.tallies.get
    writes = [
        _("删除这次新增的 %(count)s 条，检索中不再能找到。") % {"count": number(count("new", 0))},
        _("把这次更新的 %(count)s 条恢复成导入之前的内容。") % {"count": number(count("change", 0))},
    ]
    page = {
        "title": _("撤销：%(title)s") % {"title": listing.title_of(found)},
        "writes": writes,
        "shown_to": [_("立即对所有人隐藏。"), _("上传和撤销都留在办理记录中。")],
        "rule": _("名单中的档案还没有认领、任职、列入名录、迁移、合并或其他更改时才能整批撤销。"),
        "irreversible": _("撤销后不能恢复，只能重新上传文件。"),
        "confirm_label": _("整批撤销"),
        "danger": True,
    }
    return _confirm(request, found, page)


@needs(Can.IMPORT_ROSTER, Can.KEEP_DESIGNATED_LIST)
@require_POST
def discard(request: HttpRequest, key: UUID) -> HttpResponse:
    """Throw away a batch that published nothing."""
    return _act(request, load(request, key), operations.discard)


def load(request: HttpRequest, key: UUID) -> Batch:
    """The batch, if it is within the reach of who asks. Raises Http404."""
    return get_object_or_404(queries.within(actor_of(request)), pk=key)


def show(request: HttpRequest, found: Batch, *, columns: forms.Columns | None = None) -> HttpResponse:
    """The page of a batch. columns: a form of columns with errors in it."""
    state = State(found.state)
    page: dict[str, Any] = {
        "batch": found,
        "case_page": cases.batch_page(found, actor_of(request)),
        "trail": [(_("导入名单"), reverse("intake:batches")), (listing.title_of(found), "")],
        "may_read_file": actor_of(request).may(Can.REVEAL_PERSONAL) and state != State.DISCARDED,
    }
    if columns is not None or state == State.UPLOADED or (state == State.CHECKED and "columns" in request.GET):
        form = columns or _columns(found)
        page |= {"form": form, "groups": _groups(found, form)}
    elif state in WORKING:
        page |= _working(found)
    elif state == State.UNREADABLE:
        page["trouble"] = wording.UNREADABLE[found.error]
    elif state in WITH_ROWS:
        page |= rows_page(found, forms.Place.of(request.GET))
    return render(request, "intake/batch.html", page, status=422 if columns is not None else 200)


def rows_page(found: Batch, place: dict[str, Any]) -> dict[str, Any]:
    """The rows of a narrowing, a page of them, with the tabs."""
    recipe = recipes.of(found.kind)
    paginator = Paginator(queries.rows(found, show=place["show"]), ROWS_A_PAGE)
    paginator.count = found.tallies.get(place["show"], 0) if place["show"] else found.rows  # type: ignore[misc]
    rows = paginator.get_page(place["page"])
    return {
        "tabs": cases.tabs(found, place["show"]),
        "show": place["show"],
        "rows": rows,
        "lines": [cases.line(row, recipe) for row in rows],
        "may_mend": found.state == State.CHECKED,
    }


def tell(request: HttpRequest, found: Batch, refused: NotPossible) -> None:
    """Say why something was not done; a second press of what is being done already is no error."""
    if refused.code in STALE and State(found.state) in WORKING:
        messages.info(request, _("已经在办理，不必再按一次。"))
    else:
        messages.error(request, str(refused))


def _act(request: HttpRequest, found: Batch, verb: Any) -> HttpResponse:
    """Take a step with the version on the person's screen, and go back to the batch."""
    form = forms.Version(request.POST)
    try:
        verb(batch=found, version=form.cleaned_data["version"] if form.is_valid() else 0, by=actor_of(request), at=timezone.now())
    except NotPossible as refused:
        tell(request, found, refused)
    return redirect("intake:batch", key=found.pk)


def _confirm(request: HttpRequest, found: Batch, page: dict[str, Any]) -> HttpResponse:
    back = reverse("intake:batch", args=[found.pk])
    trail = [(_("导入名单"), reverse("intake:batches")), (listing.title_of(found), back), (page["confirm_label"], "")]
    return render(request, "confirm.html", {**page, "trail": trail, "hidden": [("version", found.version)], "cancel_url": back})


def _columns(found: Batch, data: Any = None) -> forms.Columns:
    return forms.Columns(data, recipe=recipes.of(found.kind), surveyed=surveys.of(found), initial={"version": found.version})


def _groups(found: Batch, form: forms.Columns) -> list[dict[str, Any]]:
    """The groups of sheets with a select for each header met for the first time."""
    words = recipes.of(found.kind).words
    met: set[str] = set()
    groups = []
    for group in surveys.of(found).groups:
        headings = []
        for heading in group.headings:
            first = heading.text not in met
            met.add(heading.text)
            headings.append(
                {
                    "text": heading.text,
                    "cells": [words.shown_cell(heading.key, cell) for cell in heading.cells],
                    "field": form.field_of(heading.text) if first else None,
                    "label": words.label(heading.key) if heading.key else "",
                    "certain": heading.certain,
                }
            )
        groups.append({"sheets": group.sheets, "headings": headings, "missing": form.missing_in(group)})
    return groups


def _working(found: Batch) -> dict[str, Any]:
    return {
        "batch": found,
        "percent": queries.progress(found),
        "doing": wording.WORKING[State(found.state)],
        "done": min(found.done, max(found.rows, found.expected)),
    }
