"""The yearly list of enterprises above designated size."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import actor_of, needs
from cqo.foundation.divisions import queries as divisions
from cqo.foundation.lists import pages
from cqo.foundation.look import answers
from cqo.foundation.refusal import NotPossible
from cqo.registry.enterprises import forms, listing_designated
from cqo.registry.enterprises.models import DesignatedList
from cqo.registry.enterprises.operations import designated as operations
from cqo.registry.enterprises.queries import designated, files


@needs(Can.KEEP_DESIGNATED_LIST)
def index(request: HttpRequest) -> HttpResponse:
    """The city's yearly lists."""
    context = {
        "title": _("规上名录"),
        "says": _("规上企业年度名录是覆盖率的分母。固定后不再改动，逐户数据只供许可的用途，不公开。"),
        "lists": designated.lists(actor_of(request).city),
        "trail": [(_("工作台"), reverse("desk:today")), (_("规上名录"), "")],
    }
    return render(request, "enterprises/designated.html", context)


@needs(Can.KEEP_DESIGNATED_LIST)
def draft(request: HttpRequest) -> HttpResponse:
    """Begin a year's list."""
    return _draft(request, replaces=None)


@needs(Can.KEEP_DESIGNATED_LIST)
def replace(request: HttpRequest, key: UUID) -> HttpResponse:
    """Begin a list that replaces a frozen one."""
    return _draft(request, replaces=_own(request, key))


@needs(Can.KEEP_DESIGNATED_LIST)
def one(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """One list: what it is, its totals by county and by zone, its enterprises."""
    found = _own(request, key)
    actions = []
    if found.frozen_at is None:
        import_url = f"{reverse('intake:upload', args=['designated'])}?list={found.pk}"
        actions.append(pages.Action(_("导入名录文件"), import_url, icon="file-import", primary=True))
    zones = {zone.pk: zone.name for zone in divisions.open_zones(found.city_code)}
    context = {
        "designated_list": found,
        "add_form": forms.AddToList(),
        "by_county": [(divisions.name_of(code), count) for code, count in designated.totals_by_county(found).items()],
        "by_zone": [(zones.get(zone, ""), count) for zone, count in designated.totals_by_zone(found).items()],
        "trail": [(_("工作台"), reverse("desk:today")), (_("规上名录"), reverse("enterprises:designated")), (str(found.year), "")],
    }
    rows = designated.entries(found, actor_of(request))
    return pages.respond(
        request,
        listing_designated.ENTRIES,
        rows,
        scope=str(found.pk),
        template="enterprises/designated_list.html",
        actions=actions,
        context=context,
    )


@needs(Can.KEEP_DESIGNATED_LIST)
@require_POST
def add(request: HttpRequest, key: UUID) -> HttpResponse:
    """Put one enterprise on the list by its credit code."""
    found = _own(request, key)
    form = forms.AddToList(request.POST)
    enterprise = files.by_credit_code(form.cleaned_data["credit_code"]) if form.is_valid() else None
    if enterprise is None:
        messages.error(request, _("登记库中没有这个信用代码的企业。"))
    else:
        try:
            count = operations.add(designated_list=found, keys=[enterprise.pk], by=actor_of(request), at=timezone.now())
            told = _("已加入 %(name)s。") if count else _("%(name)s 已在名录中，或不在您的管辖范围。")
            messages.success(request, told % {"name": enterprise.name})
        except NotPossible as refused:
            messages.error(request, str(refused))
    return redirect("enterprises:designated_list", key=key)


@needs(Can.KEEP_DESIGNATED_LIST)
@require_POST
def remove(request: HttpRequest, key: UUID, enterprise: UUID) -> HttpResponse:
    """Take one enterprise off the list."""
    try:
        operations.remove(designated_list=_own(request, key), enterprise=enterprise, by=actor_of(request), at=timezone.now())
        messages.success(request, _("已移出名录。"))
    except NotPossible as refused:
        messages.error(request, str(refused))
    return redirect("enterprises:designated_list", key=key)


@needs(Can.KEEP_DESIGNATED_LIST)
def freeze(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say what freezing means, then freeze."""
    found = _own(request, key)
    if request.method == "POST":
        version = answers.version(request)
        try:
            operations.freeze(designated_list=found, version=version, by=actor_of(request), at=timezone.now())
            messages.success(request, _("名录已固定。"))
        except NotPossible as refused:
            messages.error(request, str(refused))
        return redirect("enterprises:designated_list", key=key)
    count = found.entries.count()
    context = {
        "title": _("固定 %(year)s 年规上名录") % {"year": found.year},
        "writes": [_("名录含 %(count)s 家企业，固定后不能增减；更正须新建替换版本。") % {"count": count}],
        "shown_to": [_("市局、各县区局和功能区只看到合计数，逐户名单只有市局可见，不对外公开。")],
        "rule": _("许可用途：%(use)s") % {"use": found.permitted_use},
        "irreversible": _("固定后不能撤销。"),
        "hidden": [("version", found.version)],
        "confirm_label": _("固定名录"),
        "cancel_url": reverse("enterprises:designated_list", args=[key]),
    }
    return render(request, "confirm.html", context)


def _draft(request: HttpRequest, *, replaces: DesignatedList | None) -> HttpResponse:
    initial: dict[str, Any] = {"year": timezone.localdate().year, "list_date": timezone.localdate(), "scope": _("规模以上工业企业")}
    if replaces is not None:
        initial = {name: getattr(replaces, name) for name in ("year", "scope", "source", "document_number", "permitted_use", "list_date")}
    form = forms.DraftList(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            fresh = operations.draft(**form.cleaned_data, replaces=replaces, by=actor_of(request), at=timezone.now())
        except NotPossible as refused:
            form.add_error("year", str(refused))
        else:
            messages.success(request, _("名录已建立。接下来导入名录文件或逐户加入，核对后固定。"))
            return redirect("enterprises:designated_list", key=fresh.pk)
    title = _("新建替换版本") if replaces else _("新建规上名录")
    context = {"form": form, "title": title, "submit_label": _("建立名录"), "cancel_url": reverse("enterprises:designated")}
    return render(request, "form.html", context)


def _own(request: HttpRequest, key: UUID) -> DesignatedList:
    return get_object_or_404(DesignatedList, pk=key, city_code=actor_of(request).city)
