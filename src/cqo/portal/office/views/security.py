"""Safety of sign-ins: lockouts, open sessions, the second step. For the security administrator, who sees no full address or phone."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import needs
from cqo.foundation.accounts.models import User
from cqo.foundation.look.casepage import CasePage, Deed, Fact, Group
from cqo.foundation.look.templatetags.look import moment
from cqo.foundation.refusal import NotPossible
from cqo.portal.entrance import lockouts
from cqo.portal.office.listings.officials import standing
from cqo.portal.office.operations import security as operations
from cqo.portal.office.queries import security as queries
from cqo.portal.office.timeline import events_of
from cqo.portal.office.views import actor_of

SHOWN = 20


@require_GET
@needs(Can.KEEP_SECURITY)
def index(request: HttpRequest) -> HttpResponse:
    """Who is locked out, where the latest sign-ins came from, and accounts by name."""
    city, text = actor_of(request).city, request.GET.get("q", "").strip()
    context = {
        "title": _("登录安全"),
        "says": _("连续输错密码的登录在原地址暂停一段时间，其他人不受影响。地址只显示前半段。"),
        "locked": lockouts.locked(city, at=timezone.now()),
        "q": text,
        "found": queries.named(city, text)[:SHOWN] if text else [],
        "recent": queries.recent_sign_ins(city)[:SHOWN],
    }
    return render(request, "office/security/security.html", context)


@require_GET
@needs(Can.KEEP_SECURITY)
def account(request: HttpRequest, key: UUID) -> HttpResponse:
    """One account: where it is open and was opened, and what can be done."""
    user = _account(request, key)
    at = timezone.now()
    is_locked = any(each.user is not None and each.user.pk == user.pk for each in lockouts.locked(actor_of(request).city, at=at))
    context = {
        "case_page": CasePage(
            title=user.name,
            number=user.login_name,
            number_label=_("登录名"),
            state=_("已锁定") if is_locked else standing(user),
            kind="stop" if is_locked or not user.is_active else "ok",
            deeds=_deeds(user, is_locked=is_locked),
            groups=[Group(_("账号"), _facts(user))],
            events=events_of("user", user.pk),
        ),
        "trail": [(_("登录安全"), reverse("office:security")), (user.name, "")],
        "account": user,
        "sign_ins": queries.sign_ins_of(user)[:SHOWN],
    }
    return render(request, "office/security/account.html", context)


@require_POST
@needs(Can.KEEP_SECURITY)
def lift_lockout(request: HttpRequest, subject: str) -> HttpResponse:
    """Let somebody sign in again before the wait is over."""
    locked = {each.lockout.subject: each for each in lockouts.locked(actor_of(request).city, at=timezone.now())}
    found = locked.get(subject)
    try:
        if found is None:
            raise NotPossible("security.not_locked")
        operations.lift_lockout(subject=subject, user=found.user, by=actor_of(request), at=timezone.now())
        messages.success(request, _("已解除锁定，可以立即登录。"))
    except NotPossible as refused:
        messages.error(request, str(refused))
    return redirect("office:security")


@require_POST
@needs(Can.KEEP_SECURITY)
def end_session(request: HttpRequest, key: UUID, sign_in: UUID) -> HttpResponse:
    """End one of somebody's open sessions."""
    user = _account(request, key)
    try:
        operations.end_session(user=user, sign_in=sign_in, by=actor_of(request), at=timezone.now())
        messages.success(request, _("已退出该设备上的登录。"))
    except NotPossible as refused:
        messages.error(request, str(refused))
    return redirect("office:account_security", user.pk)


@require_POST
@needs(Can.KEEP_SECURITY)
def end_sessions(request: HttpRequest, key: UUID) -> HttpResponse:
    """End all of somebody's open sessions."""
    user = _account(request, key)
    try:
        count = operations.end_sessions(user=user, by=actor_of(request), at=timezone.now())
        messages.success(request, _("已退出 %(name)s 的 %(count)s 处登录。") % {"name": user.name, "count": count})
    except NotPossible as refused:
        messages.error(request, str(refused))
    return redirect("office:account_security", user.pk)


@require_http_methods(["GET", "POST"])
@needs(Can.KEEP_SECURITY)
def reset_second_step(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take a lost authenticator away, after a page that says what that means."""
    user = _account(request, key)
    if request.method == "POST":
        try:
            operations.reset_second_step(user=user, by=actor_of(request), at=timezone.now())
            messages.success(request, _("已重置：%(name)s 下次登录只需密码，请提醒本人重新开启两步验证。") % {"name": user.name})
        except NotPossible as refused:
            messages.error(request, str(refused))
        return redirect("office:account_security", user.pk)
    context = {
        "title": _("重置两步验证：%(name)s") % {"name": user.name},
        "trail": [
            (_("登录安全"), reverse("office:security")),
            (user.name, reverse("office:account_security", args=[user.pk])),
            (_("重置两步验证"), ""),
        ],
        "writes": [_("取消 %(name)s 的身份验证器和全部备用码，所有登录立即退出。") % {"name": user.name}],
        "shown_to": [_("本人在“我的账号”里看到两步验证已关闭；重置记入办理记录。")],
        "rule": _("手机遗失或更换、备用码用完时使用。重置之前须当面或通过本单位核实身份。"),
        "irreversible": _("原来的验证器不能恢复，本人须重新开启。"),
        "confirm_label": _("重置两步验证"),
        "danger": True,
        "cancel_url": reverse("office:account_security", args=[user.pk]),
    }
    return render(request, "confirm.html", context)


def _account(request: HttpRequest, key: UUID) -> User:
    return get_object_or_404(queries.with_sessions(lockouts.accounts_of(actor_of(request).city)), pk=key)


def _deeds(user: User, *, is_locked: bool) -> list[Deed]:
    deeds = []
    if is_locked:
        url = reverse("office:lift_lockout", args=[user.pk.hex])
        deeds.append(Deed(_("解除锁定"), url, _("核实是本人输错后解除，可以立即登录。"), fields=[], primary=True))
    if user.open_sessions:  # type: ignore[attr-defined]
        url = reverse("office:end_sessions", args=[user.pk])
        deeds.append(Deed(_("退出全部登录"), url, _("手机、电脑遗失或账号可能外泄时使用；本人须重新登录。"), fields=[], danger=True))
    if user.has_second_step:  # type: ignore[attr-defined]
        url = reverse("office:reset_second_step", args=[user.pk])
        deeds.append(Deed(_("重置两步验证"), url, _("验证器和备用码都丢失时使用，先核实身份。"), danger=True))
    return deeds


def _facts(user: User) -> list[Fact]:
    return [
        Fact(_("姓名"), user.name),
        Fact(_("登录名"), user.login_name, numeric=True),
        Fact(_("手机号"), user.phone_masked, numeric=True),
        Fact(_("正在登录"), _("%(count)s 处") % {"count": user.open_sessions}),  # type: ignore[attr-defined]
        Fact(_("两步验证"), _("已开启"), kind="ok") if user.has_second_step else Fact(_("两步验证"), _("未开启"), kind="wait"),  # type: ignore[attr-defined]
        Fact(_("最近登录"), moment(user.last_login) or _("还没有登录过")),
    ]
