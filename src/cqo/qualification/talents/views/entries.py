"""The talent registry: the list, its figures, and entering somebody on a certificate from elsewhere."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import actor_of, needs
from cqo.foundation.lists import pages
from cqo.foundation.refusal import NotPossible
from cqo.qualification.talents import forms, listing
from cqo.qualification.talents.operations import entry
from cqo.qualification.talents.queries import counts
from cqo.registry.people.models import Person
from cqo.registry.people.queries import files, lives


@needs(Can.SEE_TALENTS)
def index(request: HttpRequest) -> HttpResponseBase:
    """The list."""
    actor = actor_of(request)
    actions = [pages.Action(_("分县区统计"), reverse("talents:counts"), icon="table")]
    old = f"{reverse('people:list')}?certificate=yes"
    first = pages.Action(_("查看持外部证书的人员"), old) if actor.may(Can.KEEP_REGISTRY) else None
    return pages.respond(request, listing.TALENTS, listing.rows_of(actor), actions=actions, empty_action=first)


@needs(Can.SEE_TALENTS)
def figures(request: HttpRequest) -> HttpResponse:
    """How many stand in the registry, by county and tier, as of today; on paper with `?print=1`."""
    actor, on = actor_of(request), timezone.localdate()
    table = counts.by_place(actor, on=on)
    context = {
        "title": _("人才信息库分县区统计"),
        "says": _("截至今天。县区按工作单位所在地；功能区另列，已包含在县区数内，不重复相加。"),
        "table": table,
        "printed_at": timezone.now(),
        "printed_by": actor.name,
        "back_url": reverse("talents:counts"),
        "signatures": [_("填表人："), _("负责人："), _("单位（盖章）：")],
        "trail": [(_("工作台"), reverse("desk:today")), (_("人才信息库"), reverse("talents:list")), (_("分县区统计"), "")],
    }
    return render(request, "talents/counts_print.html" if "print" in request.GET else "talents/counts.html", context)


@needs(Can.KEEP_REGISTRY)
def enter(request: HttpRequest, key: UUID) -> HttpResponse:
    """Enter the holder of a certificate from elsewhere."""
    person = _person(request, key)
    held = [each for each in lives.certificates(files.family(person)) if each.withdrawn_at is None]
    form = forms.EnterByExternal(request.POST or None, held=held)
    if request.method == "POST" and form.is_valid():
        try:
            entry.enter_by_external(**form.cleaned_data, by=actor_of(request), at=timezone.now())
        except NotPossible as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("%(name)s 已入人才信息库。") % {"name": person.name})
            return redirect(person)
    title = _("凭外部证书入库")
    context = {
        "form": form,
        "title": title,
        "says": _("外部证书不是本平台签发的，入库须由工作人员写明依据。入库后，本人取得本平台证书的，改以本平台证书为准。")
        if held
        else _("此人的档案里没有外部证书。请先登记外部证书，再办理入库。"),
        "submit_label": _("入库"),
        "submit_says": _("写入人才信息库和办理记录；本人在自己的档案里可见。"),
        "trail": [
            (_("工作台"), reverse("desk:today")),
            (_("人员"), reverse("people:list")),
            (person.name, person.get_absolute_url()),
            (title, ""),
        ],
        "cancel_url": person.get_absolute_url(),
    }
    return render(request, "form.html", context)


def _person(request: HttpRequest, key: UUID) -> Person:
    """The file of a key in reach; of a merged file, the one that was kept."""
    found = files.within(actor_of(request)).select_related("merged_into").filter(pk=key, erased_at__isnull=True).first()
    if found is None:
        raise Http404
    return found.merged_into or found
