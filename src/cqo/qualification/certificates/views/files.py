"""Certificates: the list, the case page, the PDF, and one's own."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import actor_of, needs
from cqo.foundation.documents import qr
from cqo.foundation.lists import pages
from cqo.foundation.lists.pages import Action
from cqo.foundation.look.casepage import Deed, Fact, Group
from cqo.foundation.look.templatetags.look import day
from cqo.foundation.refusal import NotPossible
from cqo.qualification.certificates import addresses, change_cases, listing
from cqo.qualification.certificates.issue_words import SHEET_STATES
from cqo.qualification.certificates.models import Certificate
from cqo.qualification.certificates.operations import pdf as operations
from cqo.qualification.certificates.queries import files, status
from cqo.qualification.certificates.states import SheetState, Tier
from cqo.qualification.certificates.wording import CHIPS, STATUSES, TIERS

READERS = (Can.SEE_REGISTRY, Can.OWN_FIRM, Can.OWN_FILE)


@needs(*READERS)
def index(request: HttpRequest) -> HttpResponseBase:
    """The certificates in reach: officials', the firm's people's, one's own."""
    actor = actor_of(request)
    actions = [Action(_("证书变更"), reverse("certificates:changes"), "refresh")] if actor.may(Can.CHANGE_CERTIFICATES) else []
    return pages.respond(request, listing.CERTIFICATES, files.within(actor), actions=actions)


@needs(Can.OWN_FILE)
@never_cache
def mine(request: HttpRequest) -> HttpResponse:
    """One's own certificates with their codes, to be shown on the phone."""
    today = timezone.localdate()
    cards = [
        {
            "certificate": each,
            "status": STATUSES[status.of(each, today)],
            "kind": CHIPS[status.of(each, today)],
            "tier": TIERS[Tier(each.tier)],
            "qr": qr.svg(addresses.check_url(each)),
        }
        for each in files.within(actor_of(request)).order_by("-issued_date", "-pk")
    ]
    trail = [(_("工作台"), reverse("desk:today")), (_("我的证书"), "")]
    return render(request, "certificates/mine.html", {"title": _("我的证书"), "cards": cards, "trail": trail})


@needs(*READERS)
@never_cache
def case(request: HttpRequest, number: str) -> HttpResponse:
    """The case page of a certificate."""
    found, actor = _reached(request, number), actor_of(request)
    page = change_cases.certificate_page(found, actor, on=timezone.localdate())
    deeds = list(page.deeds)
    if found.signed_digest:
        says = _("由发证机关签名的 PDF；每次下载都留有记录。")
        deeds.insert(0, Deed(_("查看电子证书"), reverse("certificates:pdf", args=[found.number]), says, primary=True))
    groups = [*page.groups, Group(_("证书纸质件"), _on_paper(found))] if actor.is_official else page.groups
    context = {
        "case_page": replace(page, deeds=deeds, groups=groups),
        "certificate": found,
        "qr": qr.svg(addresses.check_url(found)),
        "trail": [(_("工作台"), reverse("desk:today")), (_("证书"), reverse("certificates:list")), (found.official_number, "")],
    }
    return render(request, "certificates/certificate.html", context)


@needs(*READERS)
def pdf(request: HttpRequest, number: str) -> HttpResponseBase:
    """The signed PDF; the reading stands in the record."""
    found = _reached(request, number)
    try:
        chunks = operations.read(certificate=found, by=actor_of(request), at=timezone.now())
    except NotPossible as refused:
        messages.error(request, str(refused))
        return redirect(found)
    response = StreamingHttpResponse(chunks, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, f"{found.number}.pdf") or "inline"
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _on_paper(certificate: Certificate) -> list[Fact]:
    sheets = "、".join(
        f"{sheet.sheet_number}（{SHEET_STATES[SheetState(sheet.state)]}）" for sheet in certificate.sheets.order_by("sheet_number")
    )
    facts = [
        Fact(_("空白证书编号"), sheets or _("没有登记")),
        Fact(_("交付日期"), day(certificate.handed_over_date) if certificate.handed_over_date else _("没有交付")),
    ]
    if certificate.issue is not None:
        facts.append(Fact(_("发证审批"), certificate.issue.number, url=certificate.issue.get_absolute_url()))
    return facts


def _reached(request: HttpRequest, number: str) -> Certificate:
    return get_object_or_404(files.within(actor_of(request)).select_related("issue", "person"), number=number)
