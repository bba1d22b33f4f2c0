"""One's own account: open sessions, consent, delegations, closing it."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from cqo.foundation.access import queries as access
from cqo.foundation.access import roles
from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import actor_of, needs, signed_in
from cqo.foundation.access.operations import delegations
from cqo.foundation.accounts import queries as accounts
from cqo.foundation.accounts.models import Assignment, Delegation, User
from cqo.foundation.accounts.operations import sign_ins, users
from cqo.foundation.refusal import NotPossible
from cqo.portal.entrance import authenticator, forms, notice, operations, sessions
from cqo.portal.entrance.views import asked, credentials


@signed_in
@never_cache
def account(request: HttpRequest) -> HttpResponse:
    """Everything about the own account on one page."""
    here = sign_ins.session_hash(request.session.session_key or "")
    context = {
        "title": _("我的账号"),
        "consent": accounts.latest_consent(asked.user(request)),
        "sessions": [(each, bytes(each.session_hash) == here) for each in accounts.open_sign_ins(asked.user(request))],
        "has_second_step": authenticator.confirmed(asked.user(request)) is not None,
        "given": access.delegations_given(asked.user(request)),
        "received": access.delegations_received(asked.user(request)),
    }
    return render(request, "entrance/account.html", context)


@require_POST
@signed_in
def end_session(request: HttpRequest, key: UUID) -> HttpResponse:
    """End one open session."""
    try:
        sign_ins.end(user=asked.user(request), sign_in=key, at=timezone.now())
        messages.success(request, _("已退出该设备上的登录。"))
    except NotPossible as refused:
        messages.error(request, str(refused))
    return redirect("entrance:account")


@require_POST
@signed_in
def end_others(request: HttpRequest) -> HttpResponse:
    """End every session but this one."""
    count = sign_ins.end_all(user=asked.user(request), at=timezone.now(), but=request.session.session_key or "")
    messages.success(request, _("已退出其他 %(count)d 处登录。") % {"count": count})
    return redirect("entrance:account")


@require_POST
@signed_in
def give_consent(request: HttpRequest) -> HttpResponse:
    """Agree to the optional part after all."""
    users.give_consent(
        user=asked.user(request),
        notice_version=notice.CURRENT.version,
        optional_contact=True,
        by=actor_of(request),
        at=timezone.now(),
        city=actor_of(request).city,
    )
    messages.success(request, _("已同意接收短信和邮件提醒，可以随时撤回。"))
    return redirect("entrance:account")


@require_POST
@signed_in
def withdraw_consent(request: HttpRequest) -> HttpResponse:
    """Take the optional consent back."""
    try:
        users.withdraw_optional(user=asked.user(request), by=actor_of(request), at=timezone.now(), city=actor_of(request).city)
        messages.success(request, _("已撤回短信和邮件提醒的同意，站内消息照常接收。"))
    except NotPossible as refused:
        messages.error(request, str(refused))
    return redirect("entrance:account")


@signed_in
@never_cache
def close(request: HttpRequest) -> HttpResponse:
    """Close the own account, after a page that says what goes and what stays."""
    form = forms.CloseAccount(request.POST or None)
    if request.method == "POST" and form.is_valid() and credentials.is_owner(request, form):
        try:
            operations.close_own_account(user=asked.user(request), by=actor_of(request), at=timezone.now(), today=timezone.localdate())
        except NotPossible as refused:
            form.add_error(None, str(refused))
        else:
            sessions.finish(request)
            messages.success(request, _("账号已注销，手机号和邮箱已删除。您的档案仍在登记库中，以后可凭新的激活码重新开通。"))
            return redirect("public:home")
    context = {
        "form": form,
        "title": _("注销账号"),
        "submit_label": _("注销账号"),
        "submit_danger": True,
        "cancel_url": reverse("entrance:account"),
    }
    return render(request, "entrance/close.html", context)


@needs(Can.DELEGATE)
@never_cache
def delegate(request: HttpRequest) -> HttpResponse:
    """Let a colleague act for me while I am away."""
    actor, today = actor_of(request), timezone.localdate()
    colleagues = [(str(user.pk), f"{user.name}（{organisation}）") for user, organisation in access.colleagues(actor, on=today)]
    powers = sorted(actor.powers - roles.EVERYONE - {Can.DELEGATE})
    initial = {"starts": today, "ends": today + timedelta(days=7)}
    form = forms.Delegate(request.POST or None, colleagues=colleagues, powers=powers, initial=initial)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        try:
            delegations.give(
                giver=get_object_or_404(Assignment, pk=actor.capacity),
                receiver=User.objects.get(pk=facts["receiver"]),
                scope=[Can(power) for power in facts["scope"]],
                starts=facts["starts"],
                ends=facts["ends"],
                reason=facts["reason"],
                by=actor,
                at=timezone.now(),
            )
        except NotPossible as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("委托已生效，受托人可在右上角切换身份代您办理；每一项都记在双方名下。"))
            return redirect("entrance:account")
    says = _("外出、休假时由 B 角代办。到期自动结束，随时可以收回。")
    return render(
        request,
        "form.html",
        {"form": form, "title": _("委托代办"), "says": says, "submit_label": _("委托"), "cancel_url": reverse("entrance:account")},
    )


@require_POST
@signed_in
def end_delegation(request: HttpRequest, key: UUID) -> HttpResponse:
    """End a delegation that I gave or received."""
    delegation = Delegation.objects.select_related("giver").filter(pk=key).first()
    if delegation is None or asked.user(request).pk not in (delegation.giver.user_id, delegation.receiver_id):
        raise Http404
    try:
        delegations.end(delegation=delegation, by=actor_of(request), at=timezone.now())
        messages.success(request, _("委托已结束。"))
    except NotPossible as refused:
        messages.error(request, str(refused))
    return redirect("entrance:account")
