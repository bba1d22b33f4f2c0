"""Taking a firm's file or the own file over: by slip, by letter, by code."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cqo.foundation.access import queries as access
from cqo.foundation.access.actor import system
from cqo.foundation.access.gate import actor_of, public
from cqo.foundation.accounts.models import User
from cqo.foundation.accounts.operations import users
from cqo.foundation.codes import documents
from cqo.foundation.divisions import queries as divisions
from cqo.foundation.documents import operations as papers
from cqo.foundation.provisions import queries as provisions
from cqo.foundation.refusal import NotPossible
from cqo.foundation.workdays import queries as workdays
from cqo.portal.entrance import forms, guesses, sessions
from cqo.portal.entrance.middleware import after_first_steps
from cqo.portal.entrance.views import asked
from cqo.registry.enterprises.models import Claim
from cqo.registry.enterprises.operations import claims, slips
from cqo.registry.enterprises.queries import files
from cqo.registry.enterprises.rules.claims import ClaimTerms
from cqo.registry.enterprises.states import ClaimPurpose
from cqo.registry.people.operations import entry


@public
def join(request: HttpRequest) -> HttpResponse:
    """Which of the ways in is mine."""
    return render(request, "entrance/join.html", {"title": _("企业和个人开通")})


@public
def join_firm(request: HttpRequest) -> HttpResponse:
    """By slip or by letter."""
    terms = provisions.in_force(ClaimTerms, settings.HOME_DIVISION, timezone.localdate()).terms
    return render(request, "entrance/join_firm.html", {"title": _("认领企业档案"), "days": terms.letter_check_workdays})


@after_first_steps
@public
@never_cache
def firm_by_slip(request: HttpRequest) -> HttpResponse:
    """Credit code and activation slip; the file opens at once."""
    form = forms.FirmBySlip(request.POST or None, signed_in=request.user.is_authenticated)
    if request.method == "POST" and form.is_valid():
        now, facts = timezone.now(), form.cleaned_data
        slip = {"credit_code": facts["credit_code"], "typed_code": facts["code"], "today": timezone.localdate(now)}
        try:
            with guesses.counted(request, kind="slip", about=facts["credit_code"], at=now), transaction.atomic():
                slips.opened_by(**slip)
                user = _user_of(request, form, at=now)
                firm = slips.claim(**slip, user=user, by=_as(request, user), at=now)
        except (NotPossible, ValidationError) as refused:
            _refuse(form, refused)
        else:
            _stay(request, user)
            messages.success(request, _("已认领 %(firm)s 的档案，您是该企业的管理员。") % {"firm": firm.name})
            return redirect("desk:today")
    says = _("激活单由县区市场监管局打印发放，每张只能用一次。")
    return render(
        request,
        "entrance/by_slip.html",
        _page(form, title=_("凭激活单认领企业档案"), says=says, submit=_("认领"), back="entrance:join_firm"),
    )


@after_first_steps
@public
@never_cache
def firm_by_letter(request: HttpRequest) -> HttpResponse:
    """A stamped letter of authority, checked by the county."""
    counties = [(division.code, division.name) for division in divisions.counties(settings.HOME_DIVISION)]
    form = forms.FirmByLetter(request.POST or None, request.FILES or None, signed_in=request.user.is_authenticated, counties=counties)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        try:
            with guesses.phones_counted(request, at=now), transaction.atomic():
                user = _user_of(request, form, at=now)
                claim = _submitted(request, form, user, at=now)
        except (NotPossible, ValidationError) as refused:
            _refuse(form, refused)
        else:
            _stay(request, user)
            messages.success(request, _("申请 %(number)s 已提交，核对结果会通知您。") % {"number": claim.number})
            return redirect(claim)
    says = _("没有激活单，或需要更换企业管理员时使用。由企业所在县区市场监管局核对授权书。")
    return render(
        request,
        "entrance/by_letter.html",
        _page(form, title=_("凭授权书认领企业档案"), says=says, submit=_("提交申请"), back="entrance:join_firm"),
    )


@after_first_steps
@public
@never_cache
def join_person(request: HttpRequest) -> HttpResponse:
    """Name, document and code; the file opens at once."""
    form = forms.OwnFile(request.POST or None, signed_in=request.user.is_authenticated)
    if request.method == "POST" and form.is_valid():
        now, facts = timezone.now(), form.cleaned_data
        person = {
            "name": facts["person_name"],
            "id_type": documents.Kind(facts["id_type"]),
            "id_number": facts["id_number"],
            "typed_code": facts["code"],
            "today": timezone.localdate(now),
        }
        try:
            with guesses.counted(request, kind="person", about=facts["id_number"], at=now), transaction.atomic():
                entry.opened_by(**person)
                user = _user_of(request, form, at=now)
                entry.claim(**person, user=user, by=_as(request, user), at=now)
        except (NotPossible, ValidationError) as refused:
            _refuse(form, refused)
        else:
            _stay(request, user)
            messages.success(request, _("已认领本人档案。"))
            return redirect("desk:today")
    says = _("激活码由县区市场监管局或您的工作单位打印给您，只能用一次。")
    return render(request, "entrance/by_code.html", _page(form, title=_("认领本人档案"), says=says, submit=_("认领"), back="entrance:join"))


def _page(form: Any, *, title: str, says: str, submit: str, back: str) -> dict[str, Any]:
    return {"form": form, "title": title, "says": says, "submit_label": submit, "frame": "base.html", "cancel_url": reverse(back)}


def _submitted(request: HttpRequest, form: Any, user: User, *, at: datetime) -> Claim:
    facts = form.cleaned_data
    known = files.by_credit_code(facts["credit_code"])
    edition = provisions.in_force(ClaimTerms, known.county_id if known else facts["county"], timezone.localdate(at))
    due = workdays.calendar().add(timezone.localdate(at), days=edition.terms.letter_check_workdays)
    claim = claims.submit(
        credit_code=facts["credit_code"],
        name=facts["enterprise_name"],
        county=facts["county"],
        purpose=ClaimPurpose(facts["purpose"]),
        applicant=user,
        due=due,
        under=edition.rule_set,
        by=_as(request, user),
        at=at,
    )
    papers.attach(kind="claim", key=claim.pk, purpose="letter", upload=facts["letter"], city=claim.city_code, by=_as(request, user), at=at)
    return claim


def _user_of(request: HttpRequest, form: Any, *, at: datetime) -> User:
    """Who is signed in, or a sign-in opened with the phone as its name. Raises NotPossible and ValidationError as `users.open_user` does."""
    if request.user.is_authenticated:
        return asked.user(request)
    facts = form.cleaned_data
    return users.open_user(
        login_name="",
        name=facts.get("name") or facts["person_name"],
        phone=facts["phone"],
        password=facts["password"],
        by=system("entrance.join"),
        at=at,
        city="",
    )


def _as(request: HttpRequest, user: User) -> Any:
    """The signed-in actor; a user who is just being opened acts as themselves."""
    if request.user.is_authenticated:
        return actor_of(request)
    return access.without_capacity(user)


def _stay(request: HttpRequest, user: User) -> None:
    if not request.user.is_authenticated:
        sessions.begin(request, user)


def _refuse(form: Any, refused: NotPossible | ValidationError) -> None:
    if isinstance(refused, ValidationError):
        form.add_error("password", refused)
    elif refused.code == "slip.not_usable":
        form.add_error("code", str(refused))
    elif refused.code in ("account.phone_taken", "account.login_taken"):
        form.add_error("phone", _("这个手机号已有账号。请先登录，再回到本页认领。"))
    else:
        form.add_error(None, str(refused))
