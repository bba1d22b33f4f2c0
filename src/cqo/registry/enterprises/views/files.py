"""The list of enterprises, and changes of one file."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import actor_of, needs
from cqo.foundation.documents import operations as papers
from cqo.foundation.lists import pages
from cqo.foundation.refusal import NotPossible
from cqo.registry.enterprises import forms, listing
from cqo.registry.enterprises.models import Enterprise, Move
from cqo.registry.enterprises.operations import files as operations
from cqo.registry.enterprises.operations import moves
from cqo.registry.enterprises.queries import files
from cqo.registry.enterprises.states import Filer, Status


@needs(Can.SEE_REGISTRY)
def index(request: HttpRequest) -> HttpResponseBase:
    """The list of enterprises."""
    actor = actor_of(request)
    actions, first = [], None
    if actor.may(Can.KEEP_REGISTRY):
        first = pages.Action(_("导入名单"), reverse("intake:batches"), icon="file-import", primary=True)
        actions = [first, pages.Action(_("登记企业"), reverse("enterprises:new"), icon="plus")]
    if actor.may(Can.PRINT_SLIPS):
        actions.append(pages.Action(_("激活单"), reverse("enterprises:slips"), icon="printer"))
    if actor.may(Can.MERGE_FILES):
        actions.append(pages.Action(_("查重合并"), reverse("enterprises:duplicates"), icon="arrows-join"))
    return pages.respond(request, listing.ENTERPRISES, listing.rows_of(actor), actions=actions, empty_action=first)


@needs(Can.KEEP_REGISTRY)
def register(request: HttpRequest) -> HttpResponse:
    """Open a file."""
    form = forms.Register(request.POST or None, actor=actor_of(request), initial=_initial(request))
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        ground = facts.pop("code_ground", "")
        zone = UUID(facts["zone"]) if facts["zone"] else None
        particulars = operations.Particulars(**{**facts, "industry": facts["industry"] or None, "zone": zone})
        try:
            enterprise = operations.register(facts=particulars, code_ground=ground, by=actor_of(request), at=timezone.now())
        except NotPossible as refused:
            form.add_error("credit_code" if refused.code.startswith("enterprise.code") else None, str(refused))
        else:
            messages.success(request, _("已登记 %(name)s。") % {"name": enterprise.name})
            return redirect(enterprise)
    return _form(request, form, title=_("登记企业"), submit=_("登记"), cancel=reverse("enterprises:list"), draft="enterprise-new")


@needs(Can.KEEP_REGISTRY, Can.OWN_FIRM)
def amend(request: HttpRequest, key: UUID) -> HttpResponse:
    """Change particulars; by the bureau also for the firm, with its stamped paper."""
    enterprise = _reached(request, key)
    initial = {
        **{
            name: getattr(enterprise, name)
            for name in ("legal_representative", "address", "employees", "revenue_fen", "assets_fen", "established_date")
        },
        "industry": enterprise.industry_id or "",
        "contact_name": enterprise.contact_name,
        "version": enterprise.version,
        "phone": enterprise.phone.reveal() if enterprise.phone and actor_of(request).may(Can.OWN_FIRM) else "",
    }
    form = forms.Amend(request.POST or None, request.FILES or None, actor=actor_of(request), initial=initial)
    if enterprise.phone and not actor_of(request).may(Can.OWN_FIRM):
        form.fields["phone"].help_text = _("现登记 %(phone)s；不更改请留空。") % {"phone": enterprise.phone_masked}
    if request.method == "POST" and form.is_valid():
        try:
            _amend(request, enterprise, form)
        except NotPossible as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("已保存。"))
            return redirect(_file_url(request, enterprise))
    title = _("更新 %(name)s") % {"name": enterprise.name}
    return _form(request, form, title=title, submit=_("保存"), cancel=_file_url(request, enterprise))


@transaction.atomic
def _amend(request: HttpRequest, enterprise: Enterprise, form: forms.Amend) -> None:
    facts, actor, now = dict(form.cleaned_data), actor_of(request), timezone.now()
    version, upload = facts.pop("version"), facts.pop("paper", None)
    filer = Filer.FIRM if actor.is_firm else Filer.BUREAU_FOR_FIRM if facts.pop("for_firm", False) else Filer.BUREAU
    facts["industry_id"] = facts.pop("industry") or None
    if not facts["phone"] and not actor.is_firm:
        del facts["phone"]
    paper = None
    if filer == Filer.BUREAU_FOR_FIRM:
        paper = papers.attach(
            kind="enterprise", key=enterprise.pk, purpose="stamped_paper", upload=upload, city=enterprise.city_code, by=actor, at=now
        ).pk
    operations.amend(enterprise=enterprise, version=version, changes=facts, filer=filer, paper=paper, by=actor, at=now)


@needs(Can.KEEP_REGISTRY)
def rename(request: HttpRequest, key: UUID) -> HttpResponse:
    """A new name from a day."""
    enterprise = _reached(request, key)
    form = forms.Rename(request.POST or None, initial={"version": enterprise.version, "on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        try:
            operations.rename(
                enterprise=enterprise, version=facts["version"], name=facts["name"], on=facts["on"], by=actor_of(request), at=timezone.now()
            )
        except NotPossible as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("已更名，原名称作为曾用名保留。"))
            return redirect(enterprise)
    return _form(
        request, form, title=_("%(name)s 更名") % {"name": enterprise.name}, submit=_("登记更名"), cancel=enterprise.get_absolute_url()
    )


@needs(Can.KEEP_REGISTRY)
def set_status(request: HttpRequest, key: UUID) -> HttpResponse:
    """In operation, moved out, struck off."""
    enterprise = _reached(request, key)
    initial = {"version": enterprise.version, "status": enterprise.status, "on": timezone.localdate()}
    form = forms.SetStatus(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        try:
            operations.set_status(
                enterprise=enterprise,
                version=facts["version"],
                status=Status(facts["status"]),
                on=facts["on"],
                by=actor_of(request),
                at=timezone.now(),
            )
        except NotPossible as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("状态已变更。"))
            return redirect(enterprise)
    return _form(
        request,
        form,
        title=_("变更 %(name)s 的状态") % {"name": enterprise.name},
        submit=_("变更状态"),
        cancel=enterprise.get_absolute_url(),
    )


@needs(Can.KEEP_REGISTRY)
def plan_move(request: HttpRequest, key: UUID) -> HttpResponse:
    """Another county or zone from a day."""
    enterprise = _reached(request, key)
    initial = {"county": enterprise.county_id, "zone": str(enterprise.zone_id or ""), "effective": timezone.localdate()}
    form = forms.PlanMove(request.POST or None, actor=actor_of(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        try:
            move = moves.plan(
                enterprise=enterprise,
                to_county=facts["county"],
                to_zone=UUID(facts["zone"]) if facts["zone"] else None,
                effective=facts["effective"],
                ground=facts["ground"],
                by=actor_of(request),
                at=timezone.now(),
                today=timezone.localdate(),
            )
        except NotPossible as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("迁移已登记。") if move.effective_date > timezone.localdate() else _("迁移已生效。"))
            still_mine = files.within(actor_of(request)).filter(pk=enterprise.pk).exists()
            return redirect(enterprise) if still_mine else redirect("enterprises:list")
    says = _("迁移按日期生效。生效前由原县区管理，生效后由迁入县区管理。")
    return _form(
        request,
        form,
        title=_("%(name)s 迁移") % {"name": enterprise.name},
        says=says,
        submit=_("登记迁移"),
        cancel=enterprise.get_absolute_url(),
    )


@needs(Can.KEEP_REGISTRY)
@require_POST
def withdraw_move(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take back a move that has not come yet."""
    move = get_object_or_404(Move.objects.select_related("enterprise"), pk=key, enterprise__in=files.within(actor_of(request)))
    try:
        moves.withdraw(move=move, by=actor_of(request), at=timezone.now())
        messages.success(request, _("迁移已撤回。"))
    except NotPossible as refused:
        messages.error(request, str(refused))
    return redirect(move.enterprise)


def _reached(request: HttpRequest, key: UUID) -> Enterprise:
    return get_object_or_404(files.within(actor_of(request)), pk=key)


def _file_url(request: HttpRequest, enterprise: Enterprise) -> str:
    return reverse("dossier:own_firm") if actor_of(request).is_firm else enterprise.get_absolute_url()


def _initial(request: HttpRequest) -> dict[str, Any]:
    """What a claim of an unknown firm brings along."""
    wanted = ("credit_code", "name", "county")
    return {name: request.GET[name] for name in wanted if name in request.GET}


def _form(request: HttpRequest, form: Any, *, title: str, submit: str, cancel: str, says: str = "", draft: str = "") -> HttpResponse:
    trail = [(_("工作台"), reverse("desk:today")), (_("企业"), cancel), (title, "")]
    context = {"form": form, "title": title, "says": says, "submit_label": submit, "cancel_url": cancel, "draft_key": draft, "trail": trail}
    return render(request, "form.html", context)
