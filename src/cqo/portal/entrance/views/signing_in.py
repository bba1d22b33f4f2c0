"""Sign in and out, the second step, the first steps, and getting back in with a recovery code."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, update_session_auth_hash
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from django_otp import match_token, user_has_device

from cqo.foundation.access import middleware as access
from cqo.foundation.access.gate import public, signed_in
from cqo.foundation.accounts import queries as accounts
from cqo.foundation.accounts.models import User
from cqo.foundation.accounts.operations import codes, users
from cqo.foundation.accounts.states import CodeKind
from cqo.portal.entrance import demo, forms, notice, sessions
from cqo.portal.entrance.middleware import first_step

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
            if user_has_device(user):
                request.session[PENDING] = {"user": str(user.pk), "at": timezone.now().timestamp(), "next": form.cleaned_data["next"]}
                return redirect("entrance:second_step")
            return _enter(request, user, form.cleaned_data["next"])
        form.add_error(None, _("登录名或密码不正确。连续输错多次后，本账号在当前网络会暂停登录一段时间，其他人不受影响。"))
    return render(request, "entrance/sign_in.html", {"form": form, "title": _("登录"), "frame": "base.html", "demo_accounts": demo.accounts()})


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
        if user is not None and match_token(user, form.cleaned_data["token"].strip()):
            del request.session[PENDING]
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
def first_notice(request: HttpRequest) -> HttpResponse:
    """The privacy notice, once for each version."""
    form = forms.Notice(request.POST or None)
    if request.method == "POST" and form.is_valid():
        users.give_consent(
            user=request.user, notice_version=notice.CURRENT.version, optional_contact=form.cleaned_data["optional_contact"], by=request.actor,
            at=timezone.now(), city=request.actor.city,
        )
        return redirect("desk:today")
    return render(request, "entrance/first_notice.html", {"form": form, "title": _("个人信息处理告知"), "notice": notice.CURRENT})


@first_step
@signed_in
def first_password(request: HttpRequest) -> HttpResponse:
    """A password of one's own in place of the one that was handed over."""
    form = forms.NewPassword(request.POST or None)
    if request.method == "POST" and form.is_valid() and _set_password(request, form, user=request.user):
        messages.success(request, _("密码已更换。"))
        return redirect("desk:today")
    context = {"form": form, "title": _("设置您自己的密码"), "says": _("首次登录须更换管理员交给您的密码。"), "submit_label": _("更换密码"), "frame": "base.html"}
    return render(request, "form.html", context)


@public
@never_cache
def recover(request: HttpRequest) -> HttpResponse:
    """Set a new password with a one-time recovery code, given by the county, the firm or the administrator after an identity check."""
    form = forms.Recover(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = accounts.candidate(form.cleaned_data["username"])
        code = accounts.usable_code(kind=CodeKind.PASSWORD, typed=form.cleaned_data["code"], on=timezone.localdate())
        if user is None or code is None or code.subject != user.pk:
            form.add_error(None, _("登录名与恢复码不符，或恢复码已用过、已过期。请向县区局、本企业管理员或本单位系统管理员重新索取。"))
        elif _set_password(request, form, user=user):
            codes.use(code=code, user=user, at=timezone.now())
            messages.success(request, _("密码已重新设置，请用新密码登录。"))
            return redirect("entrance:sign_in")
    return render(request, "entrance/recover.html", {"form": form, "title": _("找回账号"), "submit_label": _("重新设置密码"), "frame": "base.html"})


def locked_out(request: HttpRequest, credentials: Any, *args: Any, **kwargs: Any) -> HttpResponse:
    """Shown while one account is locked for one address."""
    minutes = round(settings.AXES_COOLOFF_TIME * 60)
    return render(request, "entrance/locked_out.html", {"title": _("暂停登录"), "minutes": minutes}, status=429)


def _enter(request: HttpRequest, user: User, wanted: str) -> HttpResponse:
    sessions.begin(request, user)
    if wanted and url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        return redirect(wanted)
    return redirect("desk:today")


def _set_password(request: HttpRequest, form: forms.NewPassword, *, user: User) -> bool:
    """Set it, or put the reasons why it is too weak on the form."""
    try:
        users.set_password(
            user=user, password=form.cleaned_data["password"], by=request.actor, at=timezone.now(), city=request.actor.city,
            keep_session=request.session.session_key or "",
        )
    except ValidationError as weak:
        form.add_error("password", weak)
        return False
    if request.user.is_authenticated:
        update_session_auth_hash(request, user)
    return True
