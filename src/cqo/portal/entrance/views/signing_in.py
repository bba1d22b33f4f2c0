"""Sign in and out, the second step, the first steps, and getting back in with a recovery code."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from cqo.foundation.access import middleware as access
from cqo.foundation.access import queries as capacities
from cqo.foundation.access.gate import actor_of, public, signed_in
from cqo.foundation.accounts import lockout
from cqo.foundation.accounts import queries as accounts
from cqo.foundation.accounts.models import User
from cqo.foundation.accounts.operations import codes, users
from cqo.foundation.accounts.states import CodeKind
from cqo.foundation.refusal import NotPossible
from cqo.portal.entrance import authenticator, demo, forms, notice, sessions
from cqo.portal.entrance.middleware import first_step
from cqo.portal.entrance.views import asked

PENDING = "second_step_of"
PENDING_SECONDS = 300


@public
@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """By name or phone and password; a user with an authenticator goes on to the second step."""
    form = forms.SignIn(request.POST or None, initial={"next": request.GET.get("next", "")})
    if request.method == "POST" and form.is_valid():
        user = authenticate(request, username=form.cleaned_data["username"], password=form.cleaned_data["password"])
        if isinstance(user, User):
            if authenticator.confirmed(user) is not None:
                request.session[PENDING] = {"user": str(user.pk), "at": timezone.now().timestamp(), "next": form.cleaned_data["next"]}
                return redirect("entrance:second_step")
            return _enter(request, user, form.cleaned_data["next"])
        form.add_error(None, _("登录名或密码不正确。连续输错多次后，本账号在当前网络会暂停登录一段时间，其他人不受影响。"))
    return render(
        request, "entrance/sign_in.html", {"form": form, "title": _("登录"), "frame": "base.html", "demo_accounts": demo.accounts()}
    )


@public
@never_cache
def second_step(request: HttpRequest) -> HttpResponse:
    """Six digits from the authenticator, within five minutes of the password."""
    pending = request.session.get(PENDING)
    if not pending or timezone.now().timestamp() - pending["at"] > PENDING_SECONDS:
        messages.info(request, _("登录已超时，请重新输入密码。"))
        return redirect("entrance:sign_in")
    form = forms.SecondStep(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = User.objects.filter(pk=UUID(pending["user"]), is_active=True).first()
        if user is not None and authenticator.matches(user, typed=form.cleaned_data["token"]):
            return _enter(request, user, pending["next"])
        form.add_error("token", _("验证码不正确或已用过，请等身份验证器换出新的数字后再试。"))
    context = {"form": form, "title": _("两步验证"), "submit_label": _("验证并登录"), "frame": "base.html", "cancel_url": "/sign-in/"}
    return render(request, "form.html", context)


@require_POST
@public
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this browser's session."""
    sessions.finish(request)
    return redirect("public:home")


@require_POST
@signed_in
def capacity(request: HttpRequest) -> HttpResponse:
    """Act in another of one's capacities."""
    access.choose(request, request.POST.get("capacity", ""))
    return redirect("desk:today")


@first_step
@signed_in
@never_cache
def first_notice(request: HttpRequest) -> HttpResponse:
    """The privacy notice, once for each version."""
    if asked.user(request).consented_version == notice.CURRENT.version:
        return redirect("desk:today")
    form = forms.Notice(request.POST or None)
    if request.method == "POST" and form.is_valid():
        users.give_consent(
            user=asked.user(request),
            notice_version=notice.CURRENT.version,
            optional_contact=form.cleaned_data["optional_contact"],
            by=actor_of(request),
            at=timezone.now(),
            city=actor_of(request).city,
        )
        return redirect("desk:today")
    return render(request, "entrance/first_notice.html", {"form": form, "title": _("个人信息处理告知"), "notice": notice.CURRENT})


@first_step
@signed_in
@never_cache
def first_password(request: HttpRequest) -> HttpResponse:
    """A password of one's own in place of the one that was handed over; any other change asks for the present one."""
    if not asked.user(request).must_change_password:
        return redirect("entrance:password")
    form = forms.NewPassword(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            users.set_password(
                user=asked.user(request),
                password=form.cleaned_data["password"],
                by=actor_of(request),
                at=timezone.now(),
                city=actor_of(request).city,
                keep_session=request.session.session_key or "",
            )
        except ValidationError as weak:
            form.add_error("password", weak)
        else:
            sessions.keep(request, asked.user(request))
            messages.success(request, _("密码已更换。"))
            return redirect("desk:today")
    context = {
        "form": form,
        "title": _("设置您自己的密码"),
        "says": _("首次登录须更换管理员交给您的密码。"),
        "submit_label": _("更换密码"),
        "frame": "base.html",
    }
    return render(request, "form.html", context)


@public
@never_cache
def recover(request: HttpRequest) -> HttpResponse:
    """Set a new password with a one-time recovery code, given by the county, the firm or the administrator after an identity check."""
    form = forms.Recover(request.POST or None)
    if request.method == "POST" and form.is_valid():
        now, typed = timezone.now(), form.cleaned_data["username"]
        if not lockout.may_guess(request, kind="recovery", about=typed, at=now):
            form.add_error(None, _("连续多次填错，请 %(minutes)s 分钟后再试。") % {"minutes": lockout.rest_minutes()})
        else:
            try:
                _recover(form, at=now)
            except ValidationError as weak:
                form.add_error("password", weak)
            except NotPossible:
                lockout.note_wrong_guess(request, kind="recovery", about=typed, at=now)
                form.add_error(None, _("登录名与恢复码不符，或恢复码已用过、已过期。请向县区局、本企业管理员或本单位系统管理员重新索取。"))
            else:
                messages.success(request, _("密码已重新设置，请用新密码登录。"))
                return redirect("entrance:sign_in")
    context = {"form": form, "title": _("找回账号"), "submit_label": _("重新设置密码"), "frame": "base.html", "cancel_url": "/sign-in/"}
    return render(request, "entrance/recover.html", context)


def locked_out(request: HttpRequest, credentials: Any, *args: Any, **kwargs: Any) -> HttpResponse:
    """Shown while one account is locked for one address."""
    return render(request, "entrance/locked_out.html", {"title": _("暂停登录"), "minutes": lockout.rest_minutes()}, status=429)


def _enter(request: HttpRequest, user: User, wanted: str) -> HttpResponse:
    sessions.begin(request, user)
    if wanted and url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        return redirect(wanted)
    return redirect("desk:today")


@transaction.atomic
def _recover(form: forms.Recover, *, at: datetime) -> None:
    """Use the code up and set the password, both or neither. Raises NotPossible("slip.not_usable"), ValidationError for a weak password."""
    user = accounts.candidate(form.cleaned_data["username"])
    code = accounts.usable_code(kind=CodeKind.PASSWORD, typed=form.cleaned_data["code"], on=timezone.localdate(at))
    if user is None or code is None or code.subject != user.pk:
        raise NotPossible("slip.not_usable")
    codes.use(code=code, user=user, at=at)
    by = capacities.without_capacity(user)
    users.set_password(user=user, password=form.cleaned_data["password"], by=by, at=at, city=code.city_code)
    lockout.lift(user.pk.hex)
