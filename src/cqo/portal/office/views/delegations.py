"""Delegations of a city's officials (A/B 角), seen and given by the system administrator."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cqo.foundation.access import roles
from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import needs
from cqo.foundation.access.operations import delegations as operations
from cqo.foundation.access.wording import POWER_NAMES
from cqo.foundation.accounts.models import Assignment, User
from cqo.foundation.accounts.states import THREE_ADMINISTRATORS, Role
from cqo.foundation.refusal import NotPossible
from cqo.portal.office.forms.delegations import Delegate
from cqo.portal.office.queries import establishment
from cqo.portal.office.views import actor_of

ON_A_PAGE = 30
A_WEEK = timedelta(days=7)


@require_GET
@needs(Can.KEEP_ACCOUNTS)
def index(request: HttpRequest) -> HttpResponse:
    """Who acts for whom, those in force first."""
    found = Paginator(establishment.delegations(actor_of(request).city), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "title": _("委托代办"),
        "says": _("A 角休假、外出时由 B 角代办，到期自动结束。本人委托不了的，到其个人页面上代为委托。"),
        "trail": [(_("岗位与账号"), reverse("office:posts")), (_("委托代办"), "")],
        "found": found,
        "scopes": {each.pk: "、".join(str(POWER_NAMES[Can(power)]) for power in each.scope) for each in found},
        "today": timezone.localdate(),
    }
    return render(request, "office/delegations/delegations.html", context)


@require_http_methods(["GET", "POST"])
@needs(Can.KEEP_ACCOUNTS)
def give(request: HttpRequest, key: UUID) -> HttpResponse:
    """Give a delegation for somebody who fell ill."""
    actor, today = actor_of(request), timezone.localdate()
    giver = get_object_or_404(establishment.officials(actor.city, on=today).filter(is_active=True), pk=key)
    held = {str(term.pk): term for term in giver.terms if term.role not in THREE_ADMINISTRATORS}  # type: ignore[attr-defined]
    form = Delegate(
        request.POST or None,
        posts=[(pk, f"{term.organisation.name} {term.post.title if term.post else ''}") for pk, term in held.items()],
        officials=establishment.choosable(actor.city, on=today, but=[giver.pk]),
        powers=_powers(held.values()),
        initial={"starts": today, "ends": today + A_WEEK},
    )
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        try:
            operations.give(
                giver=held[facts["giver"]],
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
            messages.success(request, _("委托已生效，受托人可在右上角切换身份代办。"))
            return redirect("office:official", giver.pk)
    context = {
        "form": form,
        "title": _("代 %(name)s 委托他人代办") % {"name": giver.name},
        "says": _("三员（系统、安全、审计管理员）的岗位不能委托。") if not held else _("双方都能看到这项委托，也都能结束它。"),
        "trail": [
            (_("岗位与账号"), reverse("office:posts")),
            (giver.name, reverse("office:official", args=[giver.pk])),
            (_("委托代办"), ""),
        ],
        "submit_label": _("委托"),
        "cancel_url": reverse("office:official", args=[giver.pk]),
    }
    return render(request, "form.html", context)


@require_POST
@needs(Can.KEEP_ACCOUNTS)
def end(request: HttpRequest, key: UUID) -> HttpResponse:
    """End a delegation of the city before its time."""
    delegation = get_object_or_404(establishment.delegations(actor_of(request).city), pk=key)
    try:
        operations.end(delegation=delegation, by=actor_of(request), at=timezone.now())
        messages.success(request, _("委托已结束。"))
    except NotPossible as refused:
        messages.error(request, str(refused))
    return redirect("office:delegations")


def _powers(terms: Iterable[Assignment]) -> list[Can]:
    held = {power for term in terms for power in roles.POWERS[Role(term.role)]}
    return sorted(held - {Can.DELEGATE})
