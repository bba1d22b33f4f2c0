"""One's own account: password, phone, open sessions, second step, consent, delegations."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from cqo.foundation.access import queries as access
from cqo.foundation.access import roles
from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import needs, signed_in
from cqo.foundation.access.operations import delegations
from cqo.foundation.accounts import queries as accounts
from cqo.foundation.accounts.models import Assignment, Delegation, User
from cqo.foundation.accounts.operations import sign_ins, users
from cqo.foundation.documents import qr
from cqo.foundation.refusal import NotPossible
from cqo.portal.entrance import authenticator, forms

NEW_DEVICE = "new_authenticator"


@signed_in
@never_cache
def account(request: HttpRequest) -> HttpResponse:
    """Everything about the own account on one page."""
    here = sign_ins.session_hash(request.session.session_key or "")
    context = {
        "title": _("我的账号"),
        "consent": accounts.latest_consent(request.user),
        "sessions": [(each, bytes(each.session_hash) == here) for each in accounts.open_sign_ins(request.user)],
        "has_second_step": authenticator.confirmed(request.user) is not None,
        "given": access.delegations_given(request.user),
        "received": access.delegations_received(request.user),
    }
    return render(request, "entrance/account.html", context)


@signed_in
@never_cache
def password(request: HttpRequest) -> HttpResponse:
    """Change the password; every other session ends."""
    form = forms.ChangePassword(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not request.user.check_password(form.cleaned_data["current"]):
            form.add_error("current", _("现在的密码不正确。"))
        else:
            try:
                users.set_password(
                    user=request.user, password=form.cleaned_data["password"], by=request.actor, at=timezone.now(), city=request.actor.city,
                    keep_session=request.session.session_key or "",
                )
            except ValidationError as weak:
                form.add_error("password", weak)
            else:
                update_session_auth_hash(request, request.user)
                messages.success(request, _("密码已更换，其他设备上的登录已全部退出。"))
                return redirect("entrance:account")
    return render(request, "form.html", {"form": form, "title": _("更换密码"), "submit_label": _("更换密码"), "cancel_url": "/account/"})


@signed_in
@never_cache
def phone(request: HttpRequest) -> HttpResponse:
    """Change the own phone number, confirmed by the password."""
    form = forms.ChangePhone(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not request.user.check_password(form.cleaned_data["current"]):
            form.add_error("current", _("现在的密码不正确。"))
        else:
            try:
                users.mend_phone(
                    user=request.user, phone=form.cleaned_data["phone"], ground="own_password", by=request.actor, at=timezone.now(), city=request.actor.city
                )
            except NotPossible as refused:
                form.add_error("phone", str(refused))
            else:
                messages.success(request, _("手机号已更换，下次请用新号码登录。"))
                return redirect("entrance:account")
    return render(request, "form.html", {"form": form, "title": _("更换手机号"), "submit_label": _("更换手机号"), "cancel_url": "/account/"})


@require_POST
@signed_in
def end_session(request: HttpRequest, key: UUID) -> HttpResponse:
    """End one open session."""
    try:
        sign_ins.end(user=request.user, sign_in=key, at=timezone.now())
        messages.success(request, _("已退出该设备上的登录。"))
    except NotPossible as refused:
        messages.error(request, str(refused))
    return redirect("entrance:account")


@require_POST
@signed_in
def end_others(request: HttpRequest) -> HttpResponse:
    """End every session but this one."""
    count = sign_ins.end_all(user=request.user, at=timezone.now(), but=request.session.session_key or "")
    messages.success(request, _("已退出其他 %(count)d 处登录。") % {"count": count})
    return redirect("entrance:account")


@require_POST
@signed_in
def withdraw_consent(request: HttpRequest) -> HttpResponse:
    """Take the optional consent back."""
    try:
        users.withdraw_optional(user=request.user, by=request.actor, at=timezone.now(), city=request.actor.city)
        messages.success(request, _("已撤回短信和邮件提醒的同意，站内消息照常接收。"))
    except NotPossible as refused:
        messages.error(request, str(refused))
    return redirect("entrance:account")


@signed_in
@never_cache
def enrol_second_step(request: HttpRequest) -> HttpResponse:
    """Scan the QR with an authenticator and type its first digits; ten backup codes are shown once."""
    device = authenticator.drafted(request.user)
    form = forms.SecondStep(request.POST or None)
    if request.method == "POST" and form.is_valid():
        backup = authenticator.confirm(device, token=form.cleaned_data["token"].strip(), by=request.actor, at=timezone.now())
        if backup is not None:
            return render(request, "entrance/backup_codes.html", {"title": _("两步验证已开启"), "codes": backup})
        form.add_error("token", _("数字不对。请核对手机时间是否准确，再输入新的数字。"))
    context = {"form": form, "title": _("开启两步验证"), "qr": qr.svg(device.config_url), "secret": authenticator.secret(device)}
    return render(request, "entrance/enrol_second_step.html", context)


@require_POST
@signed_in
def remove_second_step(request: HttpRequest) -> HttpResponse:
    """Remove the authenticator, confirmed by the password."""
    if request.user.check_password(request.POST.get("current", "")):
        authenticator.remove(request.user, by=request.actor, at=timezone.now())
        messages.success(request, _("两步验证已关闭。"))
    else:
        messages.error(request, _("密码不正确，两步验证没有关闭。"))
    return redirect("entrance:account")


@needs(Can.DELEGATE)
@never_cache
def delegate(request: HttpRequest) -> HttpResponse:
    """Let a colleague act for me while I am away."""
    today = timezone.localdate()
    colleagues = [(str(user.pk), f"{user.name}（{organisation}）") for user, organisation in access.colleagues(request.actor, on=today)]
    powers = sorted(roles.POWERS[request.actor.role] - {Can.DELEGATE})
    initial = {"starts": today, "ends": today + timedelta(days=7)}
    form = forms.Delegate(request.POST or None, colleagues=colleagues, powers=powers, initial=initial)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        try:
            delegations.give(
                giver=Assignment.objects.get(pk=request.actor.capacity), receiver=User.objects.get(pk=facts["receiver"]),
                scope=[Can(power) for power in facts["scope"]], starts=facts["starts"], ends=facts["ends"], reason=facts["reason"], by=request.actor,
                at=timezone.now(),
            )
        except NotPossible as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("委托已生效，受托人可在右上角切换身份代您办理；每一项都记在双方名下。"))
            return redirect("entrance:account")
    says = _("外出、休假时由 B 角代办。到期自动结束，随时可以收回。")
    return render(request, "form.html", {"form": form, "title": _("委托代办"), "says": says, "submit_label": _("委托"), "cancel_url": "/account/"})


@require_POST
@signed_in
def end_delegation(request: HttpRequest, key: UUID) -> HttpResponse:
    """End a delegation that I gave or received."""
    delegation = Delegation.objects.select_related("giver").filter(pk=key).first()
    if delegation is None or request.user.pk not in (delegation.giver.user_id, delegation.receiver_id):
        raise Http404
    try:
        delegations.end(delegation=delegation, by=request.actor, at=timezone.now())
        messages.success(request, _("委托已结束。"))
    except NotPossible as refused:
        messages.error(request, str(refused))
    return redirect("entrance:account")
