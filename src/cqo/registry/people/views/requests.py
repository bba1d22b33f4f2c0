"""Requests to correct or erase: the list and the case page of officials, and a person's own asking."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import actor_of, needs
from cqo.foundation.lists import pages
from cqo.foundation.look import answers
from cqo.foundation.refusal import NotPossible
from cqo.registry.people import cases, erasure, forms, listing_requests
from cqo.registry.people.models import Person, Request
from cqo.registry.people.operations import requests as operations
from cqo.registry.people.queries import requests
from cqo.registry.people.states import RequestKind, RequestState
from cqo.registry.people.views import asked, frames
from cqo.registry.people.views.files import known


@needs(Can.ANSWER_REQUEST)
def index(request: HttpRequest) -> HttpResponseBase:
    """The requests in reach."""
    return pages.respond(request, listing_requests.REQUESTS, requests.within(actor_of(request)))


@needs(Can.ANSWER_REQUEST, Can.OWN_FILE)
def case(request: HttpRequest, number: str) -> HttpResponse:
    """The case page, for the official who answers and for the person who asked."""
    found = _reached(request, number)
    context = {"case_page": cases.request_page(found, actor_of(request)), "trail": [*_to_requests(request), (found.number, "")]}
    return render(request, "case.html", context)


@needs(Can.OWN_FILE)
@never_cache
def ask(request: HttpRequest) -> HttpResponse:
    """A person asks for a correction or an erasure."""
    person = asked.own_file(request)
    form = forms.Ask(request.POST or None, initial={"kind": RequestKind.CORRECTION.value})
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.submit(
                person=person,
                kind=RequestKind(form.cleaned_data["kind"]),
                text=form.cleaned_data["text"],
                by=actor_of(request),
                at=timezone.now(),
                today=timezone.localdate(),
            )
        except NotPossible as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("请求 %(number)s 已提出，办理结果会通知您。") % {"number": made.number})
            return redirect(made)
    says = _("手机号和邮箱可以在“更新信息”里自己改，不用提请求。其他内容由县区市场监管局核对后更正；依法须保存的记录不能删除，会说明理由。")
    trail = [*frames.to_people(request), (_("我的档案"), reverse("dossier:own_file"))]
    return answers.form_page(request, form, title=_("请求更正或删除个人信息"), says=says, submit=_("提出请求"), trail=trail)


@needs(Can.ANSWER_REQUEST)
@never_cache
def carry_out(request: HttpRequest, number: str) -> HttpResponse:
    """Do what was asked: a correction by a form of the changes, an erasure by a page that says what goes and what stays."""
    found = _reached(request, number)
    if found.state != RequestState.SUBMITTED:
        messages.error(request, str(NotPossible("lifecycle.not_from_here")))
        return redirect(found)
    person = found.person.merged_into or found.person
    initial = {**known(person), "version": found.version, "person_version": person.version}
    if found.kind == RequestKind.ERASURE:
        return _erase(request, found, person, initial)
    form = forms.CarryOut(request.POST or None, actor=actor_of(request), phone_masked=person.phone_masked, initial=initial)
    if request.method == "POST" and form.is_valid() and _carry_out(request, found, form, changes=form.changes):
        return redirect(found)
    return answers.form_page(
        request,
        form,
        title=_("办理更正"),
        submit=_("更正并答复"),
        trail=[*_to_requests(request), (found.number, found.get_absolute_url())],
        template="people/carry_out.html",
        text=found.text.reveal() if found.text else "",
        person=person,
    )


@needs(Can.ANSWER_REQUEST)
def refuse(request: HttpRequest, number: str) -> HttpResponse:
    """Refuse with the reason told."""
    found = _reached(request, number)
    form = forms.Answer(request.POST or None, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        try:
            operations.refuse(
                request=found,
                version=form.cleaned_data["version"],
                answer=form.cleaned_data["answer"],
                by=actor_of(request),
                at=timezone.now(),
            )
        except NotPossible as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("已答复不予办理，理由已告知本人。"))
            return redirect(found)
    trail = [*_to_requests(request), (found.number, found.get_absolute_url())]
    return answers.form_page(request, form, title=_("不予办理"), submit=_("不予办理"), submit_danger=True, trail=trail)


@needs(Can.OWN_FILE)
@require_POST
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """The person takes the request back."""
    found = _reached(request, number)
    try:
        operations.withdraw(request=found, version=answers.version(request), by=actor_of(request), at=timezone.now())
        messages.success(request, _("请求已撤回。"))
    except NotPossible as refused:
        messages.error(request, str(refused))
    return redirect(found)


def _erase(request: HttpRequest, found: Request, person: Person, initial: dict[str, Any]) -> HttpResponse:
    form = forms.Erase(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and _carry_out(request, found, form, changes={}):
        return redirect(found)
    told = erasure.told(person, city=found.city_code, on=timezone.localdate())
    context = {
        "title": _("删除 %(name)s 的个人信息") % {"name": person.name},
        "form": form,
        "writes": told.blanked,
        "shown_to": [_("删除后任何人都看不到已删除的内容；办理结果告知本人。")],
        "rule": _("《个人信息保护法》第四十七条；保存期限见本地规则“个人信息保存期限”。"),
        "irreversible": _("删除后不能恢复。"),
        "told": told,
        "confirm_label": _("删除并答复"),
        "danger": True,
        "cancel_url": found.get_absolute_url(),
        "trail": [*_to_requests(request), (found.number, found.get_absolute_url()), (_("办理删除"), "")],
    }
    return render(request, "people/erase.html", context)


def _carry_out(request: HttpRequest, found: Request, form: Any, *, changes: dict[str, Any]) -> bool:
    """Whether it was done; the refusal stands on the form otherwise."""
    given = form.cleaned_data
    try:
        operations.carry_out(
            request=found,
            version=given["version"],
            person_version=given["person_version"],
            answer=given["answer"],
            changes=changes,
            by=actor_of(request),
            at=timezone.now(),
        )
    except NotPossible as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, _("已办理，结果已告知本人。"))
    return True


def _reached(request: HttpRequest, number: str) -> Request:
    return get_object_or_404(requests.within(actor_of(request)), number=number)


def _to_requests(request: HttpRequest) -> frames.Trail:
    if actor_of(request).is_official:
        return [*frames.to_people(request), (_("更正和删除请求"), reverse("people:requests"))]
    return [*frames.to_people(request), (_("我的档案"), reverse("dossier:own_file"))]
