"""Help somebody back into their account: the county for firms and persons, a firm for its own people, the administrator for officials."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import actor_of, needs
from cqo.foundation.accounts.models import User
from cqo.foundation.refusal import NotPossible
from cqo.portal.entrance import forms, operations, reach


@needs(Can.MEND_OUTSIDER, Can.MANAGE_FIRM_PEOPLE, Can.KEEP_ACCOUNTS)
@never_cache
def mend(request: HttpRequest, key: UUID) -> HttpResponse:
    """Put a new phone in place of a lost one, and give a one-time recovery code; both recorded with the way the identity was checked."""
    actor, today = actor_of(request), timezone.localdate()
    user = User.objects.filter(pk=key, is_active=True).first()
    if user is not None and not reach.may_mend(actor, user, on=today) and reach.is_colleague(actor, user, on=today):
        messages.error(request, str(NotPossible("mending.has_other_files", name=user.name)))
        return redirect("people:members")
    if user is None or not reach.may_mend(actor, user, on=today):
        raise Http404
    form = forms.Mend(request.POST or None, grounds=_grounds(actor))
    if request.method == "POST" and form.is_valid():
        try:
            code = operations.mend(user=user, **form.cleaned_data, by=actor, at=timezone.now(), today=today)
        except NotPossible as refused:
            form.add_error("phone", str(refused))
        else:
            messages.success(request, _("已办理，%(name)s 在所有设备上的登录已退出。") % {"name": user.name})
            if not code:
                return redirect("desk:today")
            shown = {"title": _("一次性恢复码"), "code": code, "name": user.name, "days": operations.RECOVERY_DAYS}
            return render(request, "entrance/recovery_code.html", shown)
    context = {
        "form": form,
        "title": _("恢复 %(name)s 的账号") % {"name": user.name},
        "says": _("先核验身份，再更换手机号或生成恢复码。全过程写入办理记录。"),
        "submit_label": _("确认办理"),
        "cancel_url": reverse("desk:today"),
    }
    return render(request, "form.html", context)


def _grounds(actor: Actor) -> tuple[str, str]:
    """How the identity may have been checked: a bureau sees outsiders or their letters, everybody else knows the own colleagues."""
    return ("id_in_person", "letter_of_firm" if actor.may(Can.MEND_OUTSIDER) else "known_colleague")
