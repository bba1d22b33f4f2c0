"""Two files of one enterprise: find them, look at them side by side, merge, undo."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import actor_of, needs
from cqo.foundation.refusal import NotPossible
from cqo.registry.enterprises import comparison, forms
from cqo.registry.enterprises.operations import merges as operations
from cqo.registry.enterprises.queries import files
from cqo.registry.enterprises.queries import merges as queries


@needs(Can.MERGE_FILES)
def duplicates(request: HttpRequest) -> HttpResponse:
    """Pairs of files with one name, in reach."""
    context = {
        "title": _("查重合并"),
        "says": _("同名的企业档案成对列出。合并后两份档案的内容都在，随时可以撤销。"),
        "pairs": files.duplicate_pairs(actor_of(request)),
        "trail": _trail(_("查重合并")),
    }
    return render(request, "enterprises/duplicates.html", context)


@needs(Can.MERGE_FILES)
def index(request: HttpRequest) -> HttpResponse:
    """Merges of the city, newest first, each with its undo."""
    return render(
        request,
        "enterprises/merges.html",
        {"title": _("合并记录"), "merges": queries.within(actor_of(request))[:200], "trail": _trail(_("合并记录"))},
    )


@needs(Can.MERGE_FILES)
def merge(request: HttpRequest, left: UUID, right: UUID) -> HttpResponse:
    """Side by side; which one stays and why."""
    one = get_object_or_404(files.within(actor_of(request)).select_related("county", "zone", "industry"), pk=left)
    other = get_object_or_404(files.within(actor_of(request)).select_related("county", "zone", "industry"), pk=right)
    choices = [(str(file.pk), f"{file.name}（{file.credit_code}）") for file in (one, other)]
    initial = {"kept": str(comparison.advised(one, other).pk), "left_version": one.version, "right_version": other.version}
    form = forms.MergeFiles(request.POST or None, choices=choices, initial=initial)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        versions = {one.pk: facts["left_version"], other.pk: facts["right_version"]}
        kept, merged = (one, other) if facts["kept"] == str(one.pk) else (other, one)
        try:
            operations.merge(
                kept=kept,
                merged=merged,
                kept_version=versions[kept.pk],
                merged_version=versions[merged.pk],
                ground=facts["ground"],
                by=actor_of(request),
                at=timezone.now(),
            )
        except NotPossible as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("已合并。两份档案的名称、人员、名录和记录都在保留的档案里；合并记录中可以撤销。"))
            return redirect(kept)
    context = {
        "title": _("合并两份档案"),
        "form": form,
        "rows": comparison.rows(one, other),
        "one": one,
        "other": other,
        "trail": _trail(_("合并")),
    }
    return render(request, "enterprises/merge.html", context)


@needs(Can.MERGE_FILES)
@require_POST
def undo(request: HttpRequest, key: UUID) -> HttpResponse:
    """Let the merged file stand for itself again."""
    act = get_object_or_404(queries.within(actor_of(request)), pk=key)
    try:
        operations.undo(merge=act, by=actor_of(request), at=timezone.now())
        messages.success(request, _("合并已撤销，两份档案各自独立。"))
    except NotPossible as refused:
        messages.error(request, str(refused))
    return redirect(act.kept)


def _trail(here: str) -> list[tuple[str, str]]:
    return [(_("工作台"), reverse("desk:today")), (_("企业"), reverse("enterprises:list")), (here, "")]
