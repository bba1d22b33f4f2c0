"""One row edited in place, or on a page of its own where there is no script."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import actor_of, needs
from cqo.foundation.intake import cases, forms, listing, queries, recipes, wording
from cqo.foundation.intake.models import Row
from cqo.foundation.intake.operations import mending
from cqo.foundation.intake.states import Verdict
from cqo.foundation.intake.views.batches import load
from cqo.foundation.refusal import NotPossible


@needs(Can.IMPORT_ROSTER, Can.KEEP_DESIGNATED_LIST)
@require_http_methods(["GET", "POST"])
def row(request: HttpRequest, key: UUID, row: UUID) -> HttpResponse:
    """The cells of a row; saving judges it again and leads back to where the person was in the list."""
    batch = load(request, key)
    found = get_object_or_404(queries.rows(batch), pk=row)
    recipe = recipes.of(batch.kind)
    place = forms.Place.of(request.POST or request.GET)
    back = f"{reverse('intake:batch', args=[key])}?{urlencode(place)}#rows"
    form = forms.Cells(request.POST or None, recipe=recipe, row=found)
    if request.method == "POST" and form.is_valid():
        try:
            mending.mend(row=found, seen=form.cleaned_data["seen"], cells=form.cells, by=actor_of(request), at=timezone.now())
        except NotPossible as refused:
            messages.error(request, str(refused))
        else:
            _say(request, Row.objects.get(pk=found.pk))
        return redirect(back)
    page = {
        "batch": batch,
        "form": form,
        "line": cases.line(found, recipe),
        "place": place,
        "back": back,
        "action_url": reverse("intake:row", args=[key, row]),
        "title": _("更正 %(place)s") % {"place": f"{found.sheet}!{found.number}"},
        "trail": [(_("导入名单"), reverse("intake:batches")), (listing.title_of(batch), back), (_("更正一行"), "")],
    }
    return render(request, "intake/row_in_place.html" if "HX-Request" in request.headers else "intake/row.html", page)


def _say(request: HttpRequest, found: Row) -> None:
    """What became of the row."""
    told = {"place": f"{found.sheet}!{found.number}", "verdict": wording.VERDICTS[Verdict(found.verdict)]}
    if found.verdict == Verdict.REJECTED:
        reasons = "；".join(wording.row_codes(found.refused))
        messages.warning(request, _("%(place)s 已保存，仍不能导入：%(reasons)s。") % {**told, "reasons": reasons})
    else:
        messages.success(request, _("%(place)s 已更正，结论：%(verdict)s。") % told)
