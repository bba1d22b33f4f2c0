"""The screens behind a list: saved views, the order of columns, exports in the background."""

from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cqo.foundation import refusal
from cqo.foundation.access import queries as access
from cqo.foundation.access.gate import actor_of, signed_in
from cqo.foundation.lists import forms, jobs, operations, queries, specs, wording
from cqo.foundation.lists.models import ExportJob
from cqo.foundation.refusal import NotPossible

SHOWN_EXPORTS = 20


@require_POST
@signed_in
def save_view(request: HttpRequest) -> HttpResponse:
    """Keep the search on screen under a name."""
    form = forms.SaveView({**request.GET.dict(), **request.POST.dict()})
    if form.is_valid():
        said = form.cleaned_data
        try:
            operations.save_view(user=_me(request), list_key=said["list"], name=said["name"], query=said["query"], at=timezone.now())
            messages.success(request, _("已保存常用查询“%(name)s”。") % {"name": said["name"]})
        except NotPossible as refused:
            messages.error(request, refusal.say(refused))
    else:
        messages.error(request, _("没有保存：请给这个查询起一个不超过 40 个字的名字。"))
    return redirect(form.address)


@require_POST
@signed_in
def rename_view(request: HttpRequest, key: UUID) -> HttpResponse:
    """Give a saved view another name."""
    form = forms.RenameView({**request.GET.dict(), **request.POST.dict()})
    if form.is_valid():
        try:
            operations.rename_view(user=_me(request), view=key, name=form.cleaned_data["name"])
        except NotPossible as refused:
            messages.error(request, refusal.say(refused))
    else:
        messages.error(request, _("没有改名：名字不能为空，最多 40 个字。"))
    return redirect(form.address)


@require_POST
@signed_in
def delete_view(request: HttpRequest, key: UUID) -> HttpResponse:
    """Delete a saved view."""
    form = forms.Back(request.GET)
    form.full_clean()
    try:
        operations.delete_view(user=_me(request), view=key)
    except NotPossible as refused:
        messages.error(request, refusal.say(refused))
    return redirect(form.address)


@require_http_methods(["GET", "POST"])
@signed_in
def columns(request: HttpRequest) -> HttpResponse:
    """Choose a list's columns and their order, and have them remembered."""
    spec = specs.find(request.GET.get("list", ""))
    if spec is None:
        raise Http404
    back = forms.Back(request.GET)
    back.full_clean()
    chosen = queries.remembered_columns(_me(request), spec.key) or spec.default_columns
    form = forms.Columns(request.POST or None, spec=spec, chosen=chosen)
    if form.is_valid():
        operations.choose_columns(user=_me(request), list_key=spec.key, columns=form.in_order)
        return redirect(back.address_without_columns)
    context = {
        "form": form,
        "title": _("“%(list)s”显示的列") % {"list": spec.title},
        "says": _("为每一列选一个位置。导出表格时，列的顺序与这里一致。"),
        "submit_label": _("保存列的顺序"),
        "cancel_url": back.address,
    }
    return render(request, "form.html", context)


@require_POST
@signed_in
def ask_for_export(request: HttpRequest) -> HttpResponse:
    """Begin an export in the background and show how it goes."""
    form = forms.AskForExport(request.POST)
    if not form.is_valid():
        raise Http404
    said = form.cleaned_data
    try:
        with transaction.atomic():
            job, is_new = operations.ask_for_export(
                spec=said["list"],
                scope=said["scope"],
                query=said["query"],
                language=get_language() or "zh-hans",
                by=actor_of(request),
                at=timezone.now(),
            )
            if is_new:
                jobs.export.enqueue(str(job.pk))
    except NotPossible as refused:
        messages.error(request, refusal.say(refused))
        return redirect("lists:exports")
    return redirect("lists:export", key=job.pk)


@require_GET
@signed_in
def exports(request: HttpRequest) -> HttpResponse:
    """The user's own exports."""
    at = timezone.now()
    found = [_shown(job, at) for job in queries.exports_of(_me(request))[:SHOWN_EXPORTS]]
    return render(request, "lists/exports.html", {"title": _("我的导出"), "exports": found})


@require_GET
@signed_in
def export(request: HttpRequest, key: UUID) -> HttpResponse:
    """How an export goes, and the file when it is there."""
    job = get_object_or_404(queries.exports_of(_me(request)), pk=key)
    context = {**_shown(job, timezone.now()), "here": access.capacity_key(actor_of(request)) == job.capacity}
    return render(request, "lists/export.html", context)


@require_POST
@signed_in
def export_again(request: HttpRequest, key: UUID) -> HttpResponse:
    """Begin an interrupted export again."""
    job = get_object_or_404(queries.exports_of(_me(request)), pk=key)
    try:
        with transaction.atomic():
            operations.begin_again(job=job, at=timezone.now())
            jobs.export.enqueue(str(job.pk))
    except NotPossible as refused:
        messages.error(request, refusal.say(refused))
    return redirect("lists:export", key=key)


def _me(request: HttpRequest) -> UUID:
    """The user's key; every view here asks for a sign-in first."""
    return cast(UUID, request.user.pk)


def _shown(job: ExportJob, at: datetime) -> dict[str, Any]:
    """An export in words."""
    stage = queries.stage(job, at=at)
    spec = specs.find(job.list_key)
    return {
        "job": job,
        "title": str(spec.title) if spec else job.list_key,
        "stage": stage.value,
        "stage_word": wording.STAGES[stage],
        "stage_kind": wording.STAGE_KINDS[stage],
        "reason": refusal.say(NotPossible(job.failure)) if job.failure else "",
    }
