"""Who signs in for a firm: its administrator adds a colleague and removes one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import actor_of, needs
from cqo.foundation.access.wording import ROLE_NAMES
from cqo.foundation.accounts import lockout
from cqo.foundation.accounts import queries as accounts
from cqo.foundation.accounts.states import Role
from cqo.foundation.look import answers
from cqo.foundation.refusal import NotPossible
from cqo.registry.people import forms
from cqo.registry.people.operations import members as operations
from cqo.registry.people.views import asked, frames

WRONG_NAMES = 10
TELLS_OF_AN_ACCOUNT = {"member.other_name", "member.official", "account.phone_taken"}  # whoever looks phones up is stopped


@needs(Can.MANAGE_FIRM_PEOPLE)
def index(request: HttpRequest) -> HttpResponse:
    """Who may sign in for the firm today."""
    firm = asked.own_firm(request)
    members = accounts.members(firm.pk, on=timezone.localdate())
    context = {
        "title": _("可登录人员"),
        "says": _("可以代表 %(firm)s 登录办理的人。人员调岗、离职时请及时移除。") % {"firm": firm.name},
        "trail": [*frames.to_people(request), (_("可登录人员"), "")],
        "members": [
            (member.user, ROLE_NAMES[Role(member.role)], member.starts, member.role == Role.ENTERPRISE_ADMIN) for member in members
        ],
    }
    return render(request, "people/members.html", context)


@needs(Can.MANAGE_FIRM_PEOPLE)
@never_cache
def add(request: HttpRequest) -> HttpResponse:
    """Add a colleague; a code for the first password is shown once."""
    firm = asked.own_firm(request)
    form = forms.AddMember(request.POST or None)
    if request.method == "POST" and form.is_valid():
        now, about = timezone.now(), firm.pk.hex
        try:
            if not lockout.may_guess(request, kind="member", about=about, at=now, most=WRONG_NAMES):
                raise NotPossible("member.too_many_tries", minutes=lockout.rest_minutes())
            added = operations.add(enterprise=firm, **form.cleaned_data, by=actor_of(request), at=now, today=timezone.localdate(now))
        except NotPossible as refused:
            if refused.code in TELLS_OF_AN_ACCOUNT:
                lockout.note_wrong_guess(request, kind="member", about=about, at=now)
            form.add_error("phone" if refused.code.startswith(("member.", "account.")) else None, str(refused))
        else:
            if added.code:
                context = {
                    "title": _("交给 %(name)s 的一次性恢复码") % {"name": added.user.name},
                    "added": added,
                    "days": operations.RECOVERY_DAYS,
                }
                return render(request, "people/member_code.html", context)
            messages.success(request, _("已添加 %(name)s，用原有账号登录即可。") % {"name": added.user.name})
            return redirect("people:members")
    trail = [*frames.to_people(request), (_("可登录人员"), request.path.removesuffix("add/"))]
    says = _("添加后为“企业经办人”，可以查看和维护本企业档案。变更企业管理员请凭授权书向县区局申请。")
    return answers.form_page(request, form, title=_("添加经办人"), says=says, submit=_("添加"), trail=trail)


@needs(Can.MANAGE_FIRM_PEOPLE)
@require_POST
def remove(request: HttpRequest, key: UUID) -> HttpResponse:
    """A colleague signs in for the firm no more."""
    firm = asked.own_firm(request)
    member = get_object_or_404(accounts.members(firm.pk, on=timezone.localdate()), user=key)
    try:
        operations.remove(enterprise=firm, user=member.user, by=actor_of(request), at=timezone.now(), today=timezone.localdate())
        messages.success(request, _("已移除 %(name)s，不能再代表本企业登录。") % {"name": member.user.name})
    except NotPossible as refused:
        messages.error(request, str(refused))
    return redirect("people:members")
