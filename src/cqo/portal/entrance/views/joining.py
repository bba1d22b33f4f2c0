"""Taking a firm's file or the own file over: by slip, by letter, by code."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cqo.foundation.access import queries as access
from cqo.foundation.access.actor import system
from cqo.foundation.access.gate import public
from cqo.foundation.accounts.models import User
from cqo.foundation.accounts.operations import users
from cqo.foundation.codes import documents
from cqo.foundation.divisions import queries as divisions
from cqo.foundation.documents import operations as papers
from cqo.foundation.provisions import queries as provisions
from cqo.foundation.refusal import NotPossible
from cqo.foundation.workdays import queries as workdays
from cqo.portal.entrance import forms, sessions
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
    return render(request, "entrance/join_firm.html", {"title": _("认领企业档案")})


@public
@never_cache
def firm_by_slip(request: HttpRequest) -> HttpResponse:
    """Credit code and activation slip; the file opens at once."""
    form = forms.FirmBySlip(request.POST or None, signed_in=request.user.is_authenticated)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                user = _user_of(request, form)
                firm = slips.claim(
                    credit_code=form.cleaned_data["credit_code"], typed_code=form.cleaned_data["code"], user=user, by=_as(request, user),
                    at=timezone.now(), today=timezone.localdate(),
                )
        except (NotPossible, ValidationError) as refused:
            _refuse(form, refused)
        else:
            _stay(request, user)
            messages.success(request, _("已认领 %(firm)s 的档案，您是该企业的管理员。") % {"firm": firm.name})
            return redirect("desk:today")
    says = _("激活单由县区市场监管局打印发放，每张只能用一次。")
    return render(request, "form.html", _page(form, title=_("凭激活单认领企业档案"), says=says, submit=_("认领")))


@public
@never_cache
def firm_by_letter(request: HttpRequest) -> HttpResponse:
    """A stamped letter of authority, checked by the county."""
    counties = [(division.code, division.name) for division in divisions.counties(settings.HOME_DIVISION)]
    form = forms.FirmByLetter(request.POST or None, request.FILES or None, signed_in=request.user.is_authenticated, counties=counties)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        facts = form.cleaned_data
        try:
            with transaction.atomic():
                user = _user_of(request, form)
                known = files.by_credit_code(facts["credit_code"])
                edition = provisions.in_force(ClaimTerms, known.county_id if known else facts["county"], timezone.localdate(now))
                due = workdays.calendar().add(timezone.localdate(now), days=edition.terms.letter_check_workdays)
                claim = claims.submit(
                    credit_code=facts["credit_code"], name=facts["enterprise_name"], county=facts["county"], purpose=ClaimPurpose(facts["purpose"]),
                    applicant=user, due=due, under=edition.rule_set, by=_as(request, user), at=now,
                )
                papers.attach(
                    kind="claim", key=claim.pk, purpose="letter", upload=facts["letter"], city=claim.city_code, by=_as(request, user), at=now
                )
        except (NotPossible, ValidationError) as refused:
            _refuse(form, refused)
        else:
            _stay(request, user)
            messages.success(request, _("申请 %(number)s 已提交，核对结果会通知您。") % {"number": claim.number})
            return redirect(claim)
    says = _("没有激活单，或需要更换企业管理员时使用。由企业所在县区市场监管局核对授权书。")
    return render(request, "form.html", _page(form, title=_("凭授权书认领企业档案"), says=says, submit=_("提交申请")))


@public
@never_cache
def join_person(request: HttpRequest) -> HttpResponse:
    """Name, document and code; the file opens at once."""
    form = forms.OwnFile(request.POST or None, signed_in=request.user.is_authenticated)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        try:
            with transaction.atomic():
                user = _user_of(request, form)
                entry.claim(
                    name=facts["person_name"], id_type=documents.Kind(facts["id_type"]), id_number=facts["id_number"], typed_code=facts["code"], user=user,
                    by=_as(request, user), at=timezone.now(), today=timezone.localdate(),
                )
        except (NotPossible, ValidationError) as refused:
            _refuse(form, refused)
        else:
            _stay(request, user)
            messages.success(request, _("已认领本人档案。"))
            return redirect("desk:today")
    says = _("激活码由县区市场监管局或您的工作单位打印给您，只能用一次。")
    return render(request, "form.html", _page(form, title=_("认领本人档案"), says=says, submit=_("认领")))


def _page(form: Any, *, title: str, says: str, submit: str) -> dict[str, Any]:
    return {"form": form, "title": title, "says": says, "submit_label": submit, "frame": "base.html", "cancel_url": "/join/"}


def _user_of(request: HttpRequest, form: Any) -> User:
    """Who is signed in, or a sign-in opened with the phone as its name. Raises NotPossible and ValidationError as `users.open_user` does."""
    if request.user.is_authenticated:
        return request.user  # type: ignore[return-value]
    facts = form.cleaned_data
    return users.open_user(
        login_name="", name=facts.get("name") or facts["person_name"], phone=facts["phone"], password=facts["password"],
        by=system("entrance.join"), at=timezone.now(), city="",
    )


def _as(request: HttpRequest, user: User) -> Any:
    """The signed-in actor; a user who is just being opened acts as themselves."""
    if request.user.is_authenticated:
        return request.actor  # type: ignore[attr-defined]
    return access.without_capacity(user)


def _stay(request: HttpRequest, user: User) -> None:
    if not request.user.is_authenticated:
        sessions.begin(request, user)


def _refuse(form: Any, refused: NotPossible | ValidationError) -> None:
    if isinstance(refused, ValidationError):
        form.add_error("password", refused)
    elif refused.code == "account.phone_taken" or refused.code == "account.login_taken":
        form.add_error("phone", _("这个手机号已有账号。请先登录，再回到本页认领。"))
    else:
        form.add_error(None, str(refused))
