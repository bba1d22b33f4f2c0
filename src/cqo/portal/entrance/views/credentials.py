"""What opens the own account: password, phone, second step. Each change is confirmed by the present password."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cqo.foundation.access.gate import actor_of, signed_in
from cqo.foundation.accounts import lockout
from cqo.foundation.accounts.operations import users
from cqo.foundation.documents import qr
from cqo.foundation.refusal import NotPossible
from cqo.portal.entrance import authenticator, forms, sessions
from cqo.portal.entrance.views import asked


@signed_in
@never_cache
def password(request: HttpRequest) -> HttpResponse:
    """Change the password; every other session ends."""
    form = forms.ChangePassword(request.POST or None)
    if request.method == "POST" and form.is_valid() and is_owner(request, form):
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
            messages.success(request, _("密码已更换，其他设备上的登录已全部退出。"))
            return redirect("entrance:account")
    return render(request, "form.html", _page(form, title=_("更换密码"), submit=_("更换密码")))


@signed_in
@never_cache
def phone(request: HttpRequest) -> HttpResponse:
    """Change the own phone number."""
    form = forms.ChangePhone(request.POST or None)
    if request.method == "POST" and form.is_valid() and is_owner(request, form):
        try:
            users.mend_phone(
                user=asked.user(request),
                phone=form.cleaned_data["phone"],
                ground="own_password",
                by=actor_of(request),
                at=timezone.now(),
                city=actor_of(request).city,
            )
        except NotPossible as refused:
            form.add_error("phone", str(refused))
        else:
            messages.success(request, _("手机号已更换，下次请用新号码登录。"))
            return redirect("entrance:account")
    return render(request, "form.html", _page(form, title=_("更换手机号"), submit=_("更换手机号")))


@signed_in
@never_cache
def enrol_second_step(request: HttpRequest) -> HttpResponse:
    """Scan the QR with an authenticator and type its first digits; ten backup codes are shown once."""
    device = authenticator.drafted(asked.user(request))
    form = forms.EnrolSecondStep(request.POST or None)
    if request.method == "POST" and form.is_valid() and is_owner(request, form):
        backup = authenticator.confirm(device, token=form.cleaned_data["token"].strip(), by=actor_of(request), at=timezone.now())
        if backup is not None:
            return render(request, "entrance/backup_codes.html", {"title": _("两步验证已开启"), "codes": backup})
        form.add_error("token", _("数字不对。请核对手机时间是否准确，再输入新的数字。"))
    context = {"form": form, "title": _("开启两步验证"), "qr": qr.svg(device.config_url), "secret": authenticator.secret(device)}
    return render(request, "entrance/enrol_second_step.html", context)


@signed_in
@never_cache
def remove_second_step(request: HttpRequest) -> HttpResponse:
    """Remove the authenticator."""
    form = forms.ConfirmByPassword(request.POST or None)
    if request.method == "POST" and form.is_valid() and is_owner(request, form):
        authenticator.remove(asked.user(request), by=actor_of(request), at=timezone.now())
        messages.success(request, _("两步验证已关闭。"))
        return redirect("entrance:account")
    says = _("关闭后只凭密码即可登录。身份验证器里的条目和备用码同时作废。")
    return render(
        request, "form.html", {**_page(form, title=_("关闭两步验证"), submit=_("关闭两步验证")), "says": says, "submit_danger": True}
    )


def is_owner(request: HttpRequest, form: forms.ConfirmByPassword) -> bool:
    """Whether the present password was typed; if not, the form says so. Wrong ones are counted: an open browser is no place to guess."""
    now, about = timezone.now(), asked.user(request).pk.hex
    if not lockout.may_guess(request, kind="password", about=about, at=now):
        form.add_error("current", _("连续多次输错，请 %(minutes)d 分钟后再试。") % {"minutes": lockout.rest_minutes()})
        return False
    if asked.user(request).check_password(form.cleaned_data["current"]):
        return True
    lockout.note_wrong_guess(request, kind="password", about=about, at=now)
    form.add_error("current", _("现在的密码不正确。"))
    return False


def _page(form: Any, *, title: str, submit: str) -> dict[str, Any]:
    return {"form": form, "title": title, "submit_label": submit, "cancel_url": reverse("entrance:account")}
