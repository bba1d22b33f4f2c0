"""Help somebody back into their account: the county for firms and persons, a firm for its own people, the administrator for officials."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import needs
from cqo.foundation.accounts import queries as accounts
from cqo.foundation.accounts.models import User
from cqo.foundation.accounts.operations import codes, users
from cqo.foundation.accounts.rules import code_on_paper
from cqo.foundation.accounts.states import CodeKind
from cqo.foundation.refusal import NotPossible
from cqo.portal.entrance import forms, reach

RECOVERY_DAYS = 7


@needs(Can.MEND_OUTSIDER, Can.MANAGE_FIRM_PEOPLE, Can.KEEP_ACCOUNTS)
@never_cache
def mend(request: HttpRequest, key: UUID) -> HttpResponse:
    """Put a new phone in place of a lost one, and give a one-time recovery code; both recorded with the way the identity was checked."""
    user = User.objects.filter(pk=key, is_active=True).first()
    if user is None or not reach.may_mend(request.actor, user, on=timezone.localdate()):
        raise Http404
    form = forms.Mend(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        try:
            code = _mend(request, user, phone=facts["phone"], ground=facts["ground"], recovery=facts["recovery"])
        except NotPossible as refused:
            form.add_error("phone", str(refused))
        else:
            if code:
                return render(request, "entrance/recovery_code.html", {"title": _("一次性恢复码"), "code": code, "name": user.name, "days": RECOVERY_DAYS})
            messages.success(request, _("手机号已更换。"))
            return redirect("desk:today")
    says = _("先核验身份，再更换手机号或生成恢复码。全过程写入办理记录。")
    return render(request, "form.html", {"form": form, "title": _("恢复 %(name)s 的账号") % {"name": user.name}, "says": says, "submit_label": _("确认办理")})


@transaction.atomic
def _mend(request: HttpRequest, user: User, *, phone: str, ground: str, recovery: bool) -> str:
    now, city = timezone.now(), request.actor.city  # type: ignore[attr-defined]
    if phone:
        users.mend_phone(user=user, phone=phone, ground=ground, by=request.actor, at=now, city=city)  # type: ignore[attr-defined]
    if not recovery:
        return ""
    expires = timezone.localdate(now) + timedelta(days=RECOVERY_DAYS)
    batch = codes.issue(kind=CodeKind.PASSWORD, subjects=[user.pk], city=city, expires=expires, by=request.actor, at=now)  # type: ignore[attr-defined]
    return code_on_paper(accounts.codes_of_batch(batch)[0].code.reveal())
