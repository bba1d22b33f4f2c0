"""Activation codes for people: choose them, print the batch, print it again, withdraw it; by an office, or by a firm for its own people."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import actor_of, needs
from cqo.foundation.accounts.models import ActivationCode
from cqo.foundation.accounts.operations import codes
from cqo.foundation.accounts.rules import code_on_paper
from cqo.foundation.documents import addresses, qr
from cqo.foundation.provisions import queries as provisions
from cqo.foundation.refusal import NotPossible
from cqo.registry.enterprises.rules.claims import ClaimTerms
from cqo.registry.people import forms, listing
from cqo.registry.people.models import Person
from cqo.registry.people.operations import entry
from cqo.registry.people.queries import files, slips
from cqo.registry.people.views import frames

NARROWED_BY = ("county", "zone", "enterprise")


@needs(Can.PRINT_SLIPS, Can.MANAGE_FIRM_PEOPLE)
def index(request: HttpRequest) -> HttpResponse:
    """The batches printed in reach, newest first."""
    context = {
        "title": _("激活码"),
        "says": _("每个激活码能让一个人认领本人档案一次。打印后交给本人，本人用姓名、证件号码和激活码开通账号。"),
        "batches": slips.batches(actor_of(request)),
        "today": timezone.localdate(),
        "trail": [*frames.to_people(request), (_("激活码"), "")],
    }
    return render(request, "people/codes.html", context)


@needs(Can.PRINT_SLIPS, Can.MANAGE_FIRM_PEOPLE)
def choose(request: HttpRequest) -> HttpResponse:
    """Choose among the people without a sign-in, and print."""
    actor = actor_of(request)
    filters = None if actor.is_firm else listing.PeopleFilters(request.GET, actor=actor)
    shown = _without_sign_in(request, filters)
    form = forms.ChoosePeople(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        today = timezone.localdate()
        try:
            terms = provisions.in_force(ClaimTerms, actor.reach.key if actor.reach.city_prefix else actor.city, today).terms
            batch = entry.issue_codes(keys=form.cleaned_data["people"], terms=terms, by=actor, at=timezone.now(), today=today)
            return redirect("people:code_batch", batch=batch)
        except NotPossible as refused:
            form.add_error(None, str(refused))
    context = {
        "title": _("打印激活码"),
        "form": form,
        "filters": [filters[name] for name in NARROWED_BY] if filters else [],
        "query": request.GET.get("q", ""),
        "rows": [(person, listing.firms_of(person), listing.counties_of(person)) for person in shown],
        "chosen": set(request.POST.getlist("people")) if form.is_bound else {str(person.pk) for person in shown},
        "most": entry.MOST_AT_ONCE,
        "trail": [*frames.to_people(request), (_("激活码"), reverse("people:codes")), (_("打印激活码"), "")],
    }
    return render(request, "people/codes_new.html", context)


@needs(Can.PRINT_SLIPS, Can.MANAGE_FIRM_PEOPLE)
@never_cache
def batch(request: HttpRequest, batch: UUID) -> HttpResponse:
    """The codes of a batch that can still be used, one slip for each person, ready for paper."""
    found = _reached(request, batch)
    context = {
        "title": _("个人档案激活单"),
        "slips": [_slip(request, code, person) for code, person in found if code.code and code.withdrawn_at is None],
        "batch": batch,
        "is_lasting": addresses.is_lasting(),
        "count": len(found),
        "used": sum(code.used_at is not None for code, _person in found),
        "expires": found[0][0].expires_date,
        "issuer": actor_of(request).organisation_name,
        "trail": [*frames.to_people(request), (_("激活码"), reverse("people:codes")), (_("个人档案激活单"), "")],
    }
    return render(request, "people/codes_print.html", context)


@needs(Can.PRINT_SLIPS, Can.MANAGE_FIRM_PEOPLE)
@require_POST
def withdraw(request: HttpRequest, batch: UUID) -> HttpResponse:
    """Withdraw the unused codes of a batch."""
    reached = [person.pk for _code, person in _reached(request, batch)]
    actor = actor_of(request)
    count = codes.withdraw(batch=batch, subjects=reached, by=actor, at=timezone.now(), city=actor.city)
    messages.success(request, _("已作废 %(count)d 个未使用的激活码。") % {"count": count})
    return redirect("people:codes")


def _without_sign_in(request: HttpRequest, filters: listing.PeopleFilters | None) -> list[Person]:
    """Those in reach that nobody signs in for yet; of a firm, those who work for it now."""
    actor = actor_of(request)
    rows = files.without_sign_in(listing.rows_of(actor))
    if actor.is_firm and actor.organisation is not None:
        rows = files.staff_of(rows, actor.organisation)
    if filters is not None:
        rows = listing.narrowed(rows, {name: value for name, value in filters.valid().items() if name in NARROWED_BY})
    if text := request.GET.get("q", "").replace("\x00", "").strip():
        rows = listing.found(rows, text, actor)
    return list(rows.order_by("name_key", "pk")[: entry.MOST_AT_ONCE])


def _reached(request: HttpRequest, batch: UUID) -> list[tuple[ActivationCode, Person]]:
    found = slips.slips(actor_of(request), batch)
    if found is None:
        raise Http404
    return found


def _slip(request: HttpRequest, code: ActivationCode, person: Person) -> dict[str, Any]:
    """A slip: its QR holds the address with the code behind a #, which no server log ever sees."""
    address = addresses.public_address(request, reverse("entrance:join_person"))
    plain = code.code.reveal() if code.code else ""
    return {"person": person, "code": code_on_paper(plain), "address": address, "qr": qr.svg(f"{address}#{plain}")}
