"""Claims by letter: the list, the case page, and its steps."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import actor_of, needs, signed_in
from cqo.foundation.lists import pages
from cqo.foundation.look import answers
from cqo.foundation.refusal import NotPossible
from cqo.registry.enterprises import cases, forms, listing_claims
from cqo.registry.enterprises.models import Claim
from cqo.registry.enterprises.operations import claims as operations
from cqo.registry.enterprises.queries import claims
from cqo.registry.enterprises.states import ClaimState


@needs(Can.CHECK_CLAIM)
def index(request: HttpRequest) -> HttpResponseBase:
    """Claims in reach, those to check first."""
    return pages.respond(request, listing_claims.CLAIMS, claims.within(actor_of(request)))


@signed_in
def claim(request: HttpRequest, number: str) -> HttpResponse:
    """The case page, for the official who checks and for the applicant."""
    case = _reached(request, number)
    return render(
        request, "enterprises/claim.html", {"case_page": cases.claim_page(case, actor_of(request)), "claim": case, "trail": _trail(case)}
    )


@needs(Can.CHECK_CLAIM)
@require_POST
def accept(request: HttpRequest, number: str) -> HttpResponse:
    """The letter is in order. A firm that has no file yet is registered first."""
    case = _reached(request, number)
    try:
        operations.accept(claim=case, version=answers.version(request), by=actor_of(request), at=timezone.now(), today=timezone.localdate())
        messages.success(request, _("已通过，申请人成为该企业的管理员。"))
    except NotPossible as refused:
        messages.error(request, str(refused))
        if refused.code == "claim.firm_unknown":
            known = {"credit_code": case.credit_code, "name": case.enterprise_name, "county": case.county_id}
            return redirect(f"{reverse('enterprises:new')}?{urlencode(known)}")
    return redirect(case)


@needs(Can.CHECK_CLAIM)
def return_for_changes(request: HttpRequest, number: str) -> HttpResponse:
    """Return once, with everything that is missing."""
    says = _("一次性写明缺少的全部材料。申请人会收到这段文字。")
    return _with_reason(
        request, number, operations.return_for_changes, title=_("退回补正"), says=says, submit=_("退回补正"), done=_("已退回补正。")
    )


@needs(Can.CHECK_CLAIM)
def refuse(request: HttpRequest, number: str) -> HttpResponse:
    """Refuse with the reason told."""
    says = _("写明不予通过的理由。申请人会收到这段文字，可以补齐材料后重新申请。")
    return _with_reason(request, number, operations.refuse, title=_("不予通过"), says=says, submit=_("不予通过"), done=_("已不予通过。"))


@signed_in
@require_POST
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """The applicant takes the claim back."""
    case = _reached(request, number)
    try:
        operations.withdraw(claim=case, version=answers.version(request), by=actor_of(request), at=timezone.now())
        messages.success(request, _("申请已撤回。"))
    except NotPossible as refused:
        messages.error(request, str(refused))
    return redirect(case)


@signed_in
def resubmit(request: HttpRequest, number: str) -> HttpResponse:
    """The applicant has mended the claim, with a further letter where one was asked for."""
    case = _reached(request, number)
    if case.state != ClaimState.RETURNED:
        return redirect(case)
    form = forms.Resubmit(request.POST or None, request.FILES or None, initial={"version": case.version})
    if request.method == "POST" and form.is_valid():
        try:
            operations.resubmit(claim=case, **form.cleaned_data, by=actor_of(request), at=timezone.now())
        except NotPossible as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("已重新提交。"))
            return redirect(case)
    context = {
        "form": form,
        "title": _("补正后重新提交"),
        "says": case.reason,
        "submit_label": _("重新提交"),
        "cancel_url": case.get_absolute_url(),
    }
    return render(request, "form.html", {**context, "trail": _trail(case)})


def _with_reason(
    request: HttpRequest, number: str, act: Callable[..., None], *, title: str, says: str, submit: str, done: str
) -> HttpResponse:
    case = _reached(request, number)
    form = forms.Reason(request.POST or None, initial={"version": case.version})
    if request.method == "POST" and form.is_valid():
        try:
            act(claim=case, **form.cleaned_data, by=actor_of(request), at=timezone.now())
        except NotPossible as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, done)
            return redirect(case)
    context = {
        "form": form,
        "title": title,
        "says": says,
        "submit_label": submit,
        "cancel_url": case.get_absolute_url(),
        "trail": _trail(case),
    }
    return render(request, "form.html", context)


def _reached(request: HttpRequest, number: str) -> Claim:
    return get_object_or_404(claims.within(actor_of(request)), number=number)


def _trail(case: Claim) -> list[tuple[str, str]]:
    return [(_("工作台"), reverse("desk:today")), (_("认领申请"), ""), (case.number, "")]
