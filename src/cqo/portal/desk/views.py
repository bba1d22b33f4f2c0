"""The first page after sign-in, the search over everything, and the guided tour."""

from datetime import datetime
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import signed_in
from cqo.foundation.documents.addresses import public_address
from cqo.foundation.inbox import queries as inbox
from cqo.foundation.look.templatetags.look import day
from cqo.foundation.statements import Statement
from cqo.portal.desk import entries, tour, waiting
from cqo.portal.desk.operations import tours
from cqo.portal.desk.queries import finding, learner, own, tallies

MESSAGES_SHOWN = 4
LONGEST_SEARCH = 100


_unread = Statement(lambda user: inbox.messages_of(user, unread_only=True)[:MESSAGES_SHOWN])


@require_GET
@signed_in
def today(request: HttpRequest) -> HttpResponse:
    """What waits for me, what I can set about, the figures of my place, messages I have not read."""
    actor, at = _actor(request), timezone.now()
    groups, on = waiting.groups(actor, at=at), timezone.localdate(at)
    file = own.file_of(actor)
    context = {
        "title": _("待办事项（%(count)s）") % {"count": sum(group.count for group in groups)},
        "says": _says(actor, at),
        "groups": groups,
        "entries": entries.entries_for(actor),
        "own": own.facts(actor, file, on=on),
        "learner": learner.of_family(file.family, on=on, absolute=partial(public_address, request)) if file is not None else None,
        "tally": tallies.of(actor) if actor.may(Can.SEE_REGISTRY) else None,
        "unread": _unread(user=actor.user) if actor.user else [],
        "lent": [each for each in request.capacities if each.on_behalf_of and each.on_behalf_of != actor.on_behalf_of],  # type: ignore[attr-defined]
        "has_role": actor.role is not None,
    }
    return render(request, "desk/today.html", context)


@require_GET
@signed_in
def search(request: HttpRequest) -> HttpResponse:
    """Enterprises, people, certificates, cases and accounts that a text finds, each within reach."""
    actor, text = _actor(request), request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH]
    sees = any(letter.isalnum() for letter in text) and finding.may_see_files(actor)
    people = finding.persons(actor, text) if sees else finding.NOTHING
    numbers = finding.certificates_of(people.rows, text) if people.rows else {}
    context = {
        "title": _("查找“%(text)s”") % {"text": text} if text else _("查找"),
        "q": text,
        "firms": finding.firms(actor, text) if sees else finding.NOTHING,
        "people": people,
        "persons": [(person, numbers.get(person.pk, "")) for person in people.rows],
        "cases": finding.cases(actor, text),
        "accounts": finding.accounts(actor, text) if text else finding.NOTHING,
        "account_page": "office:official" if actor.may(Can.KEEP_ACCOUNTS) else "office:account_security",
        "sees_lists": actor.may(Can.SEE_REGISTRY),
    }
    context["found"] = any((context["firms"].rows, people.rows, context["cases"], context["accounts"].rows))  # type: ignore[attr-defined]
    return render(request, "desk/search.html", context)


@require_GET
@signed_in
def tour_step(request: HttpRequest, number: int) -> HttpResponse:
    """Go to a step of the tour: remembers it and leads to its page."""
    actor = _actor(request)
    steps = tour.steps_of(actor.role)
    if actor.user is None or not 1 <= number <= len(steps):
        raise Http404
    tours.go_to(user=actor.user, step=number - 1)
    return redirect(steps[number - 1].page)


@require_POST
@signed_in
def end_tour(request: HttpRequest) -> HttpResponse:
    """Put the tour away."""
    actor = _actor(request)
    if actor.user is not None:
        tours.go_to(user=actor.user, step=tour.OVER)
    return redirect("desk:today")


@require_POST
@signed_in
def restart_tour(request: HttpRequest) -> HttpResponse:
    """Begin the tour anew."""
    return redirect(reverse("desk:tour", args=[1]))


def _says(actor: Actor, at: datetime) -> str:
    """The day, and where one sits."""
    there = timezone.localtime(at)
    where = actor.organisation_name or actor.name
    return f"{day(at)} {formats.date_format(there, 'l')} · {where}"


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor
