"""The list of imports, and a new file."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cqo.foundation.access import gate
from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import actor_of, needs
from cqo.foundation.intake import forms, listing, queries, recipes
from cqo.foundation.intake.operations import batches as operations
from cqo.foundation.lists import pages
from cqo.foundation.refusal import NotPossible


@needs(Can.IMPORT_ROSTER, Can.KEEP_DESIGNATED_LIST)
@require_GET
def batches(request: HttpRequest) -> HttpResponseBase:
    """Which kind of roster to import, and the imports so far."""
    actor = actor_of(request)
    kinds = [recipe for recipe in recipes.everything() if actor.may(recipe.power)]
    return pages.respond(request, listing.BATCHES, queries.within(actor), template="intake/batches.html", context={"kinds": kinds})


@needs(Can.IMPORT_ROSTER, Can.KEEP_DESIGNATED_LIST)
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, kind: str) -> HttpResponse:
    """Choose a file and what its kind asks for besides."""
    actor = actor_of(request)
    recipe = find(kind)
    gate.require(actor, recipe.power)
    form = forms.Upload(request.POST or None, request.FILES or None, options=recipe.options(actor))
    if request.method == "POST" and form.is_valid():
        file, at = form.cleaned_data["file"], timezone.now()
        try:
            batch = operations.upload(
                kind=kind,
                file=file,
                name=file.name,
                size=file.size,
                city=actor.city,
                options=form.chosen,
                by=actor,
                at=at,
                key=form.cleaned_data["key"],
            )
        except NotPossible as refused:
            form.add_error(None, str(refused))
        else:
            operations.look_over(batch=batch, at=at)
            if batch.pk != form.cleaned_data["key"]:
                messages.info(request, _("这份文件已经上传过，还没有办完，请接着办理。"))
            return redirect("intake:batch", key=batch.pk)
    page = {
        "form": form,
        "kind": kind,
        "title": _("导入%(kind)s") % {"kind": recipe.words.title},
        "says": recipe.words.says,
        "trail": [(_("导入名单"), reverse("intake:batches")), (recipe.words.title, "")],
        "submit_label": _("上传，看看读到什么"),
        "submit_says": _("上传后先请您确认各列，不会写入登记库。"),
        "cancel_url": reverse("intake:batches"),
    }
    return render(request, "intake/upload.html", page)


def find(kind: str) -> recipes.Recipe:
    """The recipe of a kind that stands in an address. Raises Http404."""
    try:
        return recipes.of(kind)
    except KeyError as unknown:
        raise Http404 from unknown
