"""Changes to certificates: the list, the case page, and each step."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import actor_of, needs
from cqo.foundation.lists import pages
from cqo.foundation.look import answers
from cqo.foundation.refusal import NotPossible
from cqo.qualification.certificates import change_cases, change_confirming, change_forms, listing_changes
from cqo.qualification.certificates.change_words import GROUNDS, KIND_SAYS, KINDS
from cqo.qualification.certificates.models import Certificate, Change
from cqo.qualification.certificates.operations import changes as operations
from cqo.qualification.certificates.operations import replacing
from cqo.qualification.certificates.queries import changes as queries
from cqo.qualification.certificates.queries import files
from cqo.qualification.certificates.rules import changes as rules
from cqo.qualification.certificates.states import ChangeKind, Ground


@needs(Can.CHANGE_CERTIFICATES)
def index(request: HttpRequest) -> HttpResponseBase:
    """The changes in reach."""
    return pages.respond(request, listing_changes.CHANGES, queries.within(actor_of(request)))


@needs(Can.CHANGE_CERTIFICATES, Can.OWN_FILE, Can.OWN_FIRM)
@never_cache
def case(request: HttpRequest, number: str) -> HttpResponse:
    """The case page, for the bureau, the holder and the firm."""
    found = _reached(request, number)
    page = change_cases.change_page(found, actor_of(request), on=timezone.localdate())
    return render(request, "case.html", {"case_page": page, "trail": [*_to_changes(request), (found.number, "")]})


@needs(Can.CHANGE_CERTIFICATES)
@never_cache
def propose(request: HttpRequest, number: str, kind: str) -> HttpResponse:
    """Open a change of a kind."""
    certificate = _certificate(request, number)
    if kind not in set(ChangeKind):
        raise Http404
    chosen, today = ChangeKind(kind), timezone.localdate()
    case = queries.case_of(certificate)
    grounds = [ground for ground in rules.GROUNDS[chosen] if not rules.obstacle(case, chosen, ground, today=today)]
    if not grounds:
        first = next(iter(rules.GROUNDS[chosen]))
        messages.error(request, str(NotPossible(rules.obstacle(case, chosen, first, today=today))))
        return redirect(certificate)
    form = change_forms.Propose(
        request.POST or None,
        request.FILES or None,
        kind=chosen,
        grounds=grounds,
        initial={"version": certificate.version, "effective_date": today},
    )
    return answers.filled(
        request,
        form,
        None,
        lambda given: operations.propose(
            certificate=certificate,
            kind=chosen,
            **{**given, "ground": Ground(given["ground"])},
            by=actor_of(request),
            at=timezone.now(),
            today=today,
        ),
        done=lambda made: _("已提出，办理编号 %(number)s。请核对后继续办理。") % {"number": made.number},
        title=_("%(kind)s：%(name)s") % {"kind": KINDS[chosen], "name": certificate.holder_name},
        says=str(KIND_SAYS[chosen]),
        submit=_("提出"),
        trail=_to(request, certificate),
        template="certificates/propose.html",
        person=replacing.holder_now(certificate) if chosen == ChangeKind.REPLACE else None,
    )


@needs(Can.OWN_FILE)
@never_cache
def wish(request: HttpRequest, number: str) -> HttpResponse:
    """The holder asks to have the own certificate cancelled."""
    certificate = _certificate(request, number)
    form = change_forms.Wish(request.POST or None, initial={"version": certificate.version})
    return answers.filled(
        request,
        form,
        None,
        lambda given: operations.wish(
            certificate=certificate, **given, by=actor_of(request), at=timezone.now(), today=timezone.localdate()
        ),
        done=lambda made: _("注销申请 %(number)s 已提交，办理结果会通知您。") % {"number": made.number},
        title=_("申请注销证书"),
        says=_("注销后证书不能再使用，也不能恢复；学时记录和档案保留。发证机关办理之前，您可以撤回。"),
        submit=_("提交申请"),
        trail=_to(request, certificate),
    )


@needs(Can.OWN_FILE)
@never_cache
def state(request: HttpRequest, number: str) -> HttpResponse:
    """The holder's statement before a revocation is decided."""
    found = _reached(request, number)
    form = change_forms.Statement(request.POST or None)
    says = _("拟撤销的事由：%(ground)s。依据：%(basis)s。") % {"ground": GROUNDS[Ground(found.ground)], "basis": found.legal_basis}
    return answers.filled(
        request,
        form,
        found,
        lambda given: operations.state(change=found, text=given["text"], by=actor_of(request), at=timezone.now()),
        done=_("陈述已提交，发证机关会在决定前考虑。"),
        title=_("陈述申辩"),
        says=says,
        submit=_("提交陈述"),
        trail=_to(request, found),
    )


@needs(Can.CHANGE_CERTIFICATES)
@never_cache
def hear(request: HttpRequest, number: str) -> HttpResponse:
    """Write down what the holder said, or go on without it once the deadline has passed."""
    says = _("记录后由第二人决定。")
    return _step(request, number, change_forms.Hear, operations.hear, title=_("记录陈述申辩"), says=says, submit=_("记录"), today=True)


@needs(Can.CHANGE_CERTIFICATES)
@never_cache
def drop(request: HttpRequest, number: str) -> HttpResponse:
    """End a change without effect."""
    says = _("证书保持原状。已告知本人的，本人会收到消息。")
    return _step(request, number, change_forms.Drop, operations.drop, title=_("不再办理"), says=says, submit=_("不再办理"), danger=True)


@needs(Can.CHANGE_CERTIFICATES)
@never_cache
def decide(request: HttpRequest, number: str) -> HttpResponse:
    """Revoke, as a second person, after a page that says what will be written and who sees it."""
    found = _reached(request, number)
    form = change_forms.Decide(
        request.POST or None,
        initial={"version": found.version, "effective_date": change_confirming.day_offered(found, timezone.localdate())},
    )
    if request.method == "POST" and form.is_valid() and _done(request, found, form, operations.decide):
        return redirect(found)
    return _confirm(request, found, form, confirm=_("决定撤销"))


@needs(Can.CHANGE_CERTIFICATES)
@never_cache
def carry_out(request: HttpRequest, number: str) -> HttpResponse:
    """Carry a change out, after a page that says what will be written and who sees it."""
    found = _reached(request, number)
    kind = ChangeKind(found.kind)
    form = change_forms.CarryOut(
        request.POST or None,
        kind=kind,
        initial={"version": found.version, "effective_date": change_confirming.day_offered(found, timezone.localdate())},
    )
    if request.method == "POST" and form.is_valid() and _done(request, found, form, operations.carry_out):
        return redirect(found)
    return _confirm(request, found, form, confirm=_("确认%(kind)s") % {"kind": KINDS[kind]})


@needs(Can.OWN_FILE)
@require_POST
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """The holder takes the own wish back."""
    found = _reached(request, number)
    version = answers.version(request)
    return answers.pressed(
        request,
        found,
        lambda: operations.withdraw(change=found, version=version, by=actor_of(request), at=timezone.now()),
        done=_("注销申请已撤回，证书保持原状。"),
    )


def _step(
    request: HttpRequest,
    number: str,
    form_class: Callable[..., Any],
    act: Callable[..., None],
    *,
    title: str,
    says: str,
    submit: str,
    danger: bool = False,
    today: bool = False,
) -> HttpResponse:
    found = _reached(request, number)
    clock = {"today": timezone.localdate()} if today else {}
    return answers.filled(
        request,
        form_class(request.POST or None, initial={"version": found.version}),
        found,
        lambda given: act(change=found, **given, by=actor_of(request), at=timezone.now(), **clock),
        done=_("已记录。"),
        title=title,
        says=says,
        submit=submit,
        trail=_to(request, found),
        submit_danger=danger,
    )


def _done(request: HttpRequest, found: Change, form: Any, act: Callable[..., Any]) -> bool:
    """Whether it was done; the refusal stands on the form otherwise."""
    try:
        act(change=found, **form.cleaned_data, by=actor_of(request), at=timezone.now(), today=timezone.localdate())
    except NotPossible as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, _("已办理，持证人和所在企业会收到消息。"))
    return True


def _confirm(request: HttpRequest, found: Change, form: Any, *, confirm: str) -> HttpResponse:
    told = change_confirming.told(found)
    context = {
        "form": form,
        "title": confirm,
        "writes": told.writes,
        "shown_to": told.shown_to,
        "rule": told.rule,
        "irreversible": told.irreversible,
        "confirm_label": confirm,
        "danger": ChangeKind(found.kind) in change_cases.DANGEROUS,
        "cancel_url": found.get_absolute_url(),
        "trail": [*_to(request, found), (confirm, "")],
    }
    return render(request, "confirm.html", context)


def _reached(request: HttpRequest, number: str) -> Change:
    return get_object_or_404(queries.within(actor_of(request)).select_related("replacement", "certificate__person"), number=number)


def _certificate(request: HttpRequest, number: str) -> Certificate:
    return get_object_or_404(files.within(actor_of(request)), number=number)


def _to_changes(request: HttpRequest) -> list[tuple[str, str]]:
    desk = (_("工作台"), reverse("desk:today"))
    return [desk, (_("证书变更"), reverse("certificates:changes"))] if actor_of(request).may(Can.CHANGE_CERTIFICATES) else [desk]


def _to(request: HttpRequest, case: Certificate | Change) -> answers.Trail:
    """The way from the desk to a change, or to the certificate it is about."""
    number = case.official_number if isinstance(case, Certificate) else case.number
    return [*_to_changes(request), (number, case.get_absolute_url())]
