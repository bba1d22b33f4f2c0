"""Activation slips: choose the firms, print the batch, print it again, withdraw it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Max, Min, Q
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
from cqo.foundation.accounts.states import CodeKind
from cqo.foundation.documents import addresses, qr
from cqo.foundation.provisions import queries as provisions
from cqo.foundation.refusal import NotPossible
from cqo.registry.enterprises import listing
from cqo.registry.enterprises.models import Enterprise
from cqo.registry.enterprises.operations import slips
from cqo.registry.enterprises.queries import files
from cqo.registry.enterprises.rules.claims import ClaimTerms

BATCHES_SHOWN = 50


@needs(Can.PRINT_SLIPS)
def index(request: HttpRequest) -> HttpResponse:
    """The batches printed in reach, newest first."""
    batches = (
        _within(request)
        .values("batch")
        .annotate(
            count=Count("pk"),
            used=Count("pk", filter=Q(used_at__isnull=False)),
            withdrawn=Count("pk", filter=Q(withdrawn_at__isnull=False)),
            issued=Min("issued_at"),
            expires=Max("expires_date"),
        )
        .order_by("-issued", "batch")[:BATCHES_SHOWN]
    )
    trail = [(_("工作台"), reverse("desk:today")), (_("企业"), reverse("enterprises:list")), (_("激活单"), "")]
    says = _("每张激活单能让一家企业认领自己的档案一次。打印后由县区局发给企业。")
    return render(request, "enterprises/slips.html", {"title": _("激活单"), "says": says, "batches": batches, "trail": trail})


@needs(Can.PRINT_SLIPS)
def issue(request: HttpRequest) -> HttpResponse:
    """Choose among the unclaimed firms in reach, by the same filters as the list, and print."""
    actor = actor_of(request)
    unclaimed = listing.rows_of(actor).filter(claimed_at__isnull=True)
    filters = listing.SlipFilters(request.GET, actor=actor)
    rows = listing.narrowed(unclaimed, filters.valid())
    if text := request.GET.get("q", "").strip():
        rows = listing.found(rows, text, actor)
    firms = list(rows.order_by("county_id", "name", "pk")[: slips.MOST_AT_ONCE])
    if request.method == "POST":
        try:
            chosen = [UUID(key) for key in request.POST.getlist("enterprise")]
            terms = provisions.in_force(
                ClaimTerms, actor.reach.key if actor.reach.scale in ("county", "city") else actor.city, timezone.localdate()
            ).terms
            batch = slips.issue(keys=chosen, terms=terms, by=actor, at=timezone.now(), today=timezone.localdate())
            return redirect("enterprises:slip_batch", batch=batch)
        except ValueError as made_up:
            raise Http404 from made_up
        except NotPossible as refused:
            messages.error(request, str(refused))
    trail = [(_("工作台"), reverse("desk:today")), (_("激活单"), reverse("enterprises:slips")), (_("打印"), "")]
    context = {
        "title": _("打印激活单"),
        "filters": filters,
        "rows": firms,
        "query": request.GET.get("q", ""),
        "most": slips.MOST_AT_ONCE,
        "trail": trail,
    }
    return render(request, "enterprises/slips_new.html", context)


@needs(Can.PRINT_SLIPS)
@never_cache
def batch(request: HttpRequest, batch: UUID) -> HttpResponse:
    """The slips of a batch that are still unused, one to a firm, ready for paper."""
    rows = list(_within(request).filter(batch=batch).order_by("pk"))
    if not rows:
        raise Http404
    firms = Enterprise.objects.select_related("county").in_bulk([row.subject for row in rows])
    printable = [_slip(request, row, firms[row.subject]) for row in rows if row.code and row.withdrawn_at is None]
    printable.sort(key=lambda slip: (slip["firm"].county_id, slip["firm"].name))
    context = {
        "title": _("激活单"),
        "slips": printable,
        "batch": batch,
        "is_lasting": addresses.is_lasting(),
        "used": sum(row.used_at is not None for row in rows),
        "count": len(rows),
        "expires": rows[0].expires_date,
        "issuer": actor_of(request).organisation_name,
    }
    return render(request, "enterprises/slips_print.html", context)


@needs(Can.PRINT_SLIPS)
@require_POST
def withdraw(request: HttpRequest, batch: UUID) -> HttpResponse:
    """Withdraw the unused slips of a batch."""
    reached = list(_within(request).filter(batch=batch).values_list("subject", flat=True))
    if not reached:
        raise Http404
    actor = actor_of(request)
    count = codes.withdraw(batch=batch, subjects=reached, by=actor, at=timezone.now(), city=actor.city)
    messages.success(request, _("已作废 %(count)d 张未使用的激活单。") % {"count": count})
    return redirect("enterprises:slips")


def _within(request: HttpRequest) -> Any:
    return ActivationCode.objects.filter(
        kind=CodeKind.ENTERPRISE.value,
        subject__in=files.within(actor_of(request)).values("pk"),
        batch__isnull=False,
    )


def _slip(request: HttpRequest, row: ActivationCode, firm: Enterprise) -> dict[str, Any]:
    """A slip: its QR holds the address with the code behind a #, which no server log ever sees."""
    code = row.code.reveal() if row.code else ""
    address = addresses.public_address(request, reverse("entrance:firm_by_slip"))
    return {"firm": firm, "code": code_on_paper(code), "address": address, "qr": qr.svg(f"{address}#{code}")}
