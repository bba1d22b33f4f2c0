"""Screens of the rules: what holds here, what held before, how two places differ, and the making of a new edition."""

from typing import Any
from uuid import UUID

from django.contrib import messages as flash
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cqo.foundation import refusal
from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import needs
from cqo.foundation.look.templatetags.look import day
from cqo.foundation.provisions import queries, rules
from cqo.foundation.provisions import subjects as registry
from cqo.foundation.provisions.models import RuleSet
from cqo.foundation.provisions.queries import Edition
from cqo.foundation.provisions.subjects import Subject
from cqo.foundation.refusal import NotPossible
from cqo.portal.office import rulebook
from cqo.portal.office.forms.provisions import NewEdition
from cqo.portal.office.operations import provisions as operations


@require_GET
@needs(Can.SEE_PROVISIONS)
def subjects(request: HttpRequest) -> HttpResponse:
    """Every subject with the edition in force in a place (`?place=`, the own one where absent)."""
    place = _place(request)
    context = {
        "title": _("规则"),
        "says": _("各地、各年度不同的规定都在这里，不写在程序里。每件事项按提交时施行的版本办理。"),
        "place": place,
        "place_name": rulebook.place_named(place),
        "choices": rulebook.place_choices([rulebook.home(_actor(request)), place, *queries.places()]),
        "chapters": rulebook.chapters(place, timezone.localdate()),
    }
    return render(request, "office/provisions/subjects.html", context)


@require_GET
@needs(Can.SEE_PROVISIONS)
def subject(request: HttpRequest, subject: str) -> HttpResponse:
    """The edition of one subject in force in a place, with what that place enacted over the years."""
    known, place = _subject(subject), _place(request)
    return _edition_page(request, known, place, queries.in_force(known.key, place, timezone.localdate()))


@require_GET
@needs(Can.SEE_PROVISIONS)
def edition(request: HttpRequest, subject: str, key: UUID) -> HttpResponse:
    """One edition, whatever day it held."""
    known = _subject(subject)
    try:
        found = queries.edition(key)
    except (RuleSet.DoesNotExist, KeyError):
        raise Http404 from None
    if found.subject != known.key:
        raise Http404
    return _edition_page(request, known, found.division_code, found)


@require_GET
@needs(Can.SEE_PROVISIONS)
def compare(request: HttpRequest, subject: str) -> HttpResponse:
    """Two places side by side (`?left=…&right=…`), as their rules hold today."""
    known, today = _subject(subject), timezone.localdate()
    own, home = queries.places(known.key), rulebook.home(_actor(request))
    left = _place(request, "left")
    right = _place(request, "right", next((code for code in own if code != left), rules.NATION))
    editions = [queries.in_force(known.key, code, today) for code in (left, right)]
    rows = rulebook.pairs(queries.compare(*editions))
    context = {
        "title": _("两地对照：%(subject)s") % {"subject": known.title},
        "trail": _trail(known, left, _("两地对照")),
        "subject": known,
        "left": _side(left, editions[0]),
        "right": _side(right, editions[1]),
        "choices": rulebook.place_choices([*own, home, left, right, rules.NATION]),
        "rows": rows,
        "different": sum(row.differs for row in rows),
    }
    return render(request, "office/provisions/compare.html", context)


@require_http_methods(["GET", "POST"])
@needs(Can.KEEP_PROVISIONS)
def enact(request: HttpRequest, subject: str) -> HttpResponse:
    """Make a new edition: the form, then a page that says what changes and from when, then the act."""
    known, place = _subject(subject), _place(request)
    if not operations.may_enact(_actor(request), place):
        raise Http404
    today = timezone.localdate()
    newest = queries.latest(known.key, place)
    current = newest or queries.in_force(known.key, place, today)
    form = NewEdition(request.POST or None, subject=known, current=current, newest=newest, today=today)
    if not (request.method == "POST" and form.is_valid()) or "back" in request.POST:
        return _form_page(request, known, place, form)
    if "confirmed" not in request.POST:
        return _preview(request, known, place, current, form)
    try:
        made = _enacted(request, known, place, form)
    except NotPossible as refused:
        form.add_error(None, refusal.say(refused))
        return _form_page(request, known, place, form)
    flash.success(request, _("新版本已登记，%(first)s起施行。") % {"first": day(made.valid_from)})
    return redirect("office:provision_edition", known.key, made.rule_set)


def _enacted(request: HttpRequest, subject: Subject, place: str, form: NewEdition) -> Edition[Any]:
    typed = {name: form.cleaned_data[name] for name in ("valid_from", "valid_to", "note", "reason", "after")}
    return operations.enact(
        subject=subject.key,
        division_code=place,
        terms=form.terms(),
        document=form.document(),
        articles=form.articles(),
        by=_actor(request),
        at=timezone.now(),
        **typed,
    )


def _form_page(request: HttpRequest, subject: Subject, place: str, form: NewEdition) -> HttpResponse:
    context = {
        "title": _("新版本：%(subject)s") % {"subject": subject.title},
        "says": rulebook.place_named(place),
        "trail": _trail(subject, place, _("新版本")),
        "form": form,
        "submit_label": _("下一步：核对改动"),
        "submit_says": _("先核对改动，确认之后才登记。"),
        "cancel_url": _address(subject, place),
        "action_url": request.get_full_path(),
    }
    return render(request, "office/provisions/new.html", context)


def _preview(request: HttpRequest, subject: Subject, place: str, current: Edition[Any], form: NewEdition) -> HttpResponse:
    """What the new edition changes, before it is enacted."""
    typed = form.cleaned_data
    draft: Edition[Any] = Edition(
        subject.key, form.terms(), None, place, typed["after"] + 1, typed["valid_from"], typed["valid_to"], form.document(), form.articles()
    )
    rows = [row for row in rulebook.pairs(queries.compare(current, draft)) if row.differs or row.left_article != row.right_article]
    names = {"place": rulebook.place_named(place), "subject": subject.title, "first": day(typed["valid_from"])}
    context = {
        "title": _("核对新版本：%(subject)s") % names,
        "trail": _trail(subject, place, _("核对新版本")),
        "writes": [_("%(place)s“%(subject)s”的第 %(edition)s 版，%(first)s起施行。") % (names | {"edition": draft.edition})],
        "shown_to": [_("所有能查阅规则的工作人员；办理结果页面会写明所依据的版本和条款。")],
        "rule": rulebook.document(draft),
        "irreversible": _("登记后不能修改或删除。已经提交的事项仍按各自提交时的版本办理，不受影响。"),
        "rows": rows,
        "current": current,
        "closes": None
        if current.is_default or current.division_code != place
        else day(rules.last_day(_span(current), successor=typed["valid_from"])),
        "hidden": [("confirmed", "1"), *((name, value) for name in form.fields for value in request.POST.getlist(name))],
        "confirm_label": _("确认登记"),
        "action_url": request.get_full_path(),
        "cancel_url": _address(subject, place),
    }
    return render(request, "office/provisions/confirm.html", context)


def _edition_page(request: HttpRequest, subject: Subject, place: str, edition: Edition[Any]) -> HttpResponse:
    today = timezone.localdate()
    context = {
        "title": subject.title,
        "says": rulebook.place_named(place),
        "trail": _trail(subject, place, "")[:-1],
        "subject": subject,
        "place": place,
        "edition": edition,
        "standing": _standing(edition, today),
        "source": rulebook.source(edition, place),
        "document": rulebook.document(edition),
        "span": rulebook.span(edition),
        "lines": rulebook.lines(edition),
        "history": [(each, rulebook.span(each), *_standing(each, today)) for each in queries.history(subject.key, edition.division_code)],
        "may_enact": operations.may_enact(_actor(request), place),
    }
    return render(request, "office/provisions/subject.html", context)


def _standing(edition: Edition[Any], today: Any) -> tuple[str, str]:
    """How an edition stands on a day, as a chip's words and kind."""
    if edition.holds_on(today):
        return _("施行中"), "ok"
    if edition.valid_from is not None and edition.valid_from > today:
        return _("尚未施行"), "info"
    return _("已失效"), "plain"


def _side(code: str, edition: Edition[Any]) -> dict[str, Any]:
    """One side of a comparison."""
    return {
        "code": code,
        "name": rulebook.place_named(code),
        "edition": edition,
        "document": rulebook.document(edition),
        "source": rulebook.source(edition, code),
    }


def _span(edition: Edition[Any]) -> rules.Span:
    return rules.Span(edition.valid_from, edition.valid_to)  # type: ignore[arg-type]  # only the class's own defaults have no first day


def _subject(key: str) -> Subject:
    try:
        return registry.get(key)
    except KeyError:
        raise Http404 from None


def _place(request: HttpRequest, parameter: str = "place", otherwise: str = "") -> str:
    """The division an address asks about; 404 for a code that is none."""
    code = request.GET.get(parameter) or otherwise or rulebook.home(_actor(request))
    if rulebook.place_named(code) is None:
        raise Http404
    return code


def _address(subject: Subject, place: str) -> str:
    return f"{reverse('office:provision', args=[subject.key])}?place={place}"


def _trail(subject: Subject, place: str, here: str) -> list[tuple[Any, str]]:
    return [(_("规则"), f"{reverse('office:provisions')}?place={place}"), (subject.title, _address(subject, place)), (here, "")]


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor
