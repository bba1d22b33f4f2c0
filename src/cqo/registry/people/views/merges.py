"""Two files of one person: find them, look at them side by side, merge, undo."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import actor_of, needs
from cqo.foundation.look import answers
from cqo.foundation.refusal import NotPossible
from cqo.registry.people import comparison, forms
from cqo.registry.people.models import Person
from cqo.registry.people.operations import merges as operations
from cqo.registry.people.queries import files, twins
from cqo.registry.people.views import frames

MERGES_SHOWN = 200


@needs(Can.MERGE_FILES)
def duplicates(request: HttpRequest) -> HttpResponse:
    """Pairs of files with one name that may be of one person."""
    context = {
        "title": _("查重合并"),
        "says": _("同名且可能是同一人的档案成对列出。两份都有居民身份证号码而号码不同的，不是同一人，不列。"),
        "pairs": [(left, right, files_note(left), files_note(right)) for left, right in twins.pairs(actor_of(request))],
        "trail": [*frames.to_people(request), (_("查重合并"), "")],
    }
    return render(request, "people/duplicates.html", context)


@needs(Can.MERGE_FILES)
def index(request: HttpRequest) -> HttpResponse:
    """Merges of files in reach, newest first, each with its undo."""
    context = {
        "title": _("合并记录"),
        "merges": twins.merges(actor_of(request))[:MERGES_SHOWN],
        "trail": [*frames.to_people(request), (_("查重合并"), reverse("people:duplicates")), (_("合并记录"), "")],
    }
    return render(request, "people/merges.html", context)


@needs(Can.MERGE_FILES)
def merge(request: HttpRequest, left: UUID, right: UUID) -> HttpResponse:
    """Side by side; which one stays and why."""
    one, other = _file(request, left), _file(request, right)
    choices = [(str(file.pk), f"{file.name}（{files_note(file)}）") for file in (one, other)]
    initial = {"kept": str(comparison.advised(one, other).pk), "left_version": one.version, "right_version": other.version}
    form = forms.MergeFiles(request.POST or None, choices=choices, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        versions = {one.pk: given["left_version"], other.pk: given["right_version"]}
        kept, merged = (one, other) if given["kept"] == str(one.pk) else (other, one)
        try:
            operations.merge(
                kept=kept,
                merged=merged,
                kept_version=versions[kept.pk],
                merged_version=versions[merged.pk],
                ground=given["ground"],
                by=actor_of(request),
                at=timezone.now(),
            )
        except NotPossible as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("已合并。任职、证书和办理记录都在保留的档案里；随时可以撤销。"))
            return redirect(kept)
    trail = [*frames.to_people(request), (_("查重合并"), reverse("people:duplicates"))]
    return answers.form_page(
        request,
        form,
        title=_("合并两份档案"),
        submit=_("合并"),
        trail=trail,
        template="people/merge.html",
        rows=comparison.rows(one, other),
        one=one,
        other=other,
    )


@needs(Can.MERGE_FILES)
@require_POST
def undo(request: HttpRequest, key: UUID) -> HttpResponse:
    """Let the merged file stand for itself again."""
    act = get_object_or_404(twins.merges(actor_of(request)), pk=key)
    try:
        operations.undo(merge=act, by=actor_of(request), at=timezone.now())
        messages.success(request, _("合并已撤销，两份档案各自独立。"))
    except NotPossible as refused:
        messages.error(request, str(refused))
    return redirect(act.kept)


def files_note(person: Person) -> str:
    """What tells two files of one name apart at a glance."""
    return " · ".join(filter(None, (person.id_masked or _("无证件号码"), person.phone_masked)))


def _file(request: HttpRequest, key: UUID) -> Person:
    """A file itself, not the one it was merged into; an erased one has nothing to compare."""
    found = get_object_or_404(files.within(actor_of(request)), pk=key)
    if found.erased_at is not None:
        raise Http404
    return found
