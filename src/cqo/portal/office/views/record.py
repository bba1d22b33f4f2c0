"""The record: acts in words, the heads of the chains, verification. For the auditor, who changes nothing."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import needs
from cqo.foundation.audit import queries as audit
from cqo.foundation.audit import wording as record
from cqo.foundation.audit.faults import Fault, Flaw
from cqo.foundation.divisions import queries as divisions
from cqo.foundation.lists import pages
from cqo.foundation.lists.pages import Action
from cqo.foundation.refusal import NotPossible
from cqo.portal.office import cases, jobs, rules
from cqo.portal.office.forms.record import PrintedHead
from cqo.portal.office.listings import entries
from cqo.portal.office.models import Verification
from cqo.portal.office.operations import verification
from cqo.portal.office.queries import record as queries
from cqo.portal.office.views import actor_of

VERIFICATIONS_SHOWN = 20


@require_GET
@needs(Can.READ_RECORD)
def index(request: HttpRequest) -> HttpResponseBase:
    """The acts of the city; `?of=installation` those of the platform itself."""
    scope = entries.INSTALLATION if request.GET.get("of") == entries.INSTALLATION else entries.CITY
    actions = [
        Action(_("校验"), reverse("office:verifications"), icon="shield-check", primary=True),
        Action(_("链头"), reverse("office:record_heads"), icon="link"),
        Action(_("本平台的记录"), f"{reverse('office:record')}?of={entries.INSTALLATION}", icon="building")
        if scope == entries.CITY
        else Action(_("本市的记录"), reverse("office:record"), icon="building"),
    ]
    return pages.respond(request, entries.ENTRIES, entries.rows_of(actor_of(request), scope), scope=scope, actions=actions)


@require_GET
@needs(Can.READ_RECORD)
def entry(request: HttpRequest, key: UUID) -> HttpResponse:
    """One entry with everything it holds, and its place in the chain."""
    found = queries.entry(actor_of(request).city, key)
    if found is None:
        raise Http404
    context = {
        "case_page": cases.entry_page(found, audit.seal_of(found.pk)),
        "trail": [(_("办理记录"), reverse("office:record")), (record.say(found.event), "")],
    }
    return render(request, "case.html", context)


@require_http_methods(["GET", "POST"])
@needs(Can.READ_RECORD)
def heads(request: HttpRequest) -> HttpResponse:
    """The heads of the city's and the platform's chains, to be printed in notices; a form holds a printed head against the chain."""
    actor = actor_of(request)
    form = PrintedHead(request.POST or None)
    context = {
        "title": _("记录链头"),
        "heads": [(_place(city), audit.head(city)) for city in (actor.city, "")],
        "trail": [(_("办理记录"), reverse("office:record")), (_("链头"), "")],
        "form": form,
    }
    if request.method == "POST" and form.is_valid():
        holds = audit.holds(actor.city, seq=form.cleaned_data["seq"], hash=form.cleaned_data["hash"])
        context |= {"checked": True, "holds": holds, "seq": form.cleaned_data["seq"]}
    if "print" in request.GET:
        context |= {"printed_at": timezone.now(), "printed_by": actor.name, "back_url": reverse("office:record_heads")}
        return render(request, "office/record/heads_print.html", context)
    return render(request, "office/record/heads.html", context)


@require_http_methods(["GET", "POST"])
@needs(Can.READ_RECORD)
def verifications(request: HttpRequest) -> HttpResponse:
    """Earlier verifications; a POST asks for another, which a job carries out."""
    actor = actor_of(request)
    if request.method == "POST":
        return _ask(request, actor)
    context = {
        "title": _("校验办理记录"),
        "says": _("逐条核对本市的记录和封条：改动、缺失、插入、截尾都会指出是第几号。"),
        "trail": [(_("办理记录"), reverse("office:record")), (_("校验"), "")],
        "verifications": [(each, *_outcome(each)) for each in queries.verifications(actor.city)[:VERIFICATIONS_SHOWN]],
    }
    return render(request, "office/record/verifications.html", context)


@require_GET
@needs(Can.READ_RECORD)
def one_verification(request: HttpRequest, key: UUID) -> HttpResponse:
    """One verification: under way, or what it found."""
    found = get_object_or_404(queries.verifications(actor_of(request).city), pk=key)
    word, kind = _outcome(found)
    context = {
        "title": _("校验结果"),
        "trail": [(_("办理记录"), reverse("office:record")), (_("校验"), reverse("office:verifications")), (_("结果"), "")],
        "verification": found,
        "word": word,
        "kind": kind,
        "is_under_way": found.finished_at is None and kind == "info",
        "place": _place(found.city_code),
        "sentences": [record.sentence(Fault(**{**fault, "flaw": Flaw(fault["flaw"])})) for fault in found.faults],
    }
    return render(request, "office/record/verification.html", context)


def _ask(request: HttpRequest, actor: Actor) -> HttpResponse:
    city = "" if request.POST.get("of") == entries.INSTALLATION else actor.city
    try:
        asked = verification.ask(city=city, by=actor, at=timezone.now())
    except NotPossible as refused:
        messages.error(request, str(refused))
        return redirect("office:verifications")
    transaction.on_commit(lambda: jobs.verify_record.enqueue(str(asked.pk)))
    return redirect("office:verification", asked.pk)


def _outcome(found: Verification) -> tuple[str, str]:
    """The outcome in a word, and the kind of its chip."""
    if found.finished_at is None:
        if timezone.now() - found.asked_at > rules.VERIFICATION_SILENT_AFTER:
            return _("没有完成"), "wait"
        return _("正在校验"), "info"
    return (_("发现 %(count)s 处问题") % {"count": len(found.faults)}, "stop") if found.faults else (_("未发现问题"), "ok")


def _place(city: str) -> str:
    return divisions.name_of(city) if city else _("本平台")
