"""Employment over time: begin, end, put right, withdraw; by the bureau, by the bureau for the firm (代录), or by the firm for its own people."""

from collections.abc import Callable
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import actor_of, needs
from cqo.foundation.look import answers
from cqo.foundation.refusal import NotPossible
from cqo.registry.people import forms
from cqo.registry.people.models import Employment, Person
from cqo.registry.people.operations import employments as operations
from cqo.registry.people.operations import hiring
from cqo.registry.people.views import asked, frames


@needs(Can.KEEP_REGISTRY)
def employ(request: HttpRequest, key: UUID) -> HttpResponse:
    """A person begins to work for a firm in reach."""
    person = asked.person(request, key)
    form = forms.Employ(request.POST or None, request.FILES or None, actor=actor_of(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            hiring.employ(
                person=person,
                enterprise=given["enterprise"],
                position=given["position"],
                starts=given["starts"],
                filer=form.filer,
                paper=given["paper"],
                by=actor_of(request),
                at=timezone.now(),
            )
        except NotPossible as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("任职已登记。"))
            return redirect(person)
    return answers.form_page(request, form, title=_("登记任职"), submit=_("登记任职"), trail=frames.to_person(request, person))


@needs(Can.KEEP_REGISTRY, Can.MANAGE_FIRM_PEOPLE)
def end(request: HttpRequest, key: UUID) -> HttpResponse:
    """A person stops working there."""
    employment = asked.employment(request, key)
    form = forms.EndEmployment(request.POST or None, initial={"ends": timezone.localdate()})

    def act() -> None:
        operations.end(employment=employment, ends=form.cleaned_data["ends"], by=actor_of(request), at=timezone.now())

    says = _("%(firm)s · %(position)s") % {"firm": employment.enterprise.name, "position": employment.position or _("职务未登记")}
    return _change(request, employment, form, act, title=_("登记离职"), says=says, submit=_("登记离职"), done=_("离职已登记。"))


@needs(Can.KEEP_REGISTRY, Can.MANAGE_FIRM_PEOPLE)
def correct(request: HttpRequest, key: UUID) -> HttpResponse:
    """Put an employment right; what was recorded before stays readable."""
    employment = asked.employment(request, key)
    initial = {"position": employment.position, "starts": employment.starts, "ends": employment.ends}
    form = forms.CorrectEmployment(request.POST or None, initial=initial)

    def act() -> None:
        operations.correct(employment=employment, **form.cleaned_data, by=actor_of(request), at=timezone.now())

    says = _("%(firm)s。更正前的登记仍可按日期查到。") % {"firm": employment.enterprise.name}
    return _change(request, employment, form, act, title=_("更正任职记录"), says=says, submit=_("更正"), done=_("任职记录已更正。"))


@needs(Can.KEEP_REGISTRY, Can.MANAGE_FIRM_PEOPLE)
@require_POST
def withdraw(request: HttpRequest, key: UUID) -> HttpResponse:
    """The person never worked there."""
    employment = asked.employment(request, key)
    try:
        operations.withdraw(employment=employment, by=actor_of(request), at=timezone.now())
        messages.success(request, _("任职记录已撤销，撤销前的登记仍可按日期查到。"))
    except NotPossible as refused:
        messages.error(request, str(refused))
    return redirect(_back(request, _standing(employment)))


def _change(
    request: HttpRequest,
    employment: Employment,
    form: django_forms.Form,
    act: Callable[[], None],
    *,
    title: str,
    says: str,
    submit: str,
    done: str,
) -> HttpResponse:
    person = _standing(employment)
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except NotPossible as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, done)
            return redirect(_back(request, person))
    return answers.form_page(
        request, form, title=f"{person.name} · {title}", says=says, submit=submit, trail=frames.to_person(request, person)
    )


def _standing(employment: Employment) -> Person:
    return employment.person.merged_into or employment.person


def _back(request: HttpRequest, person: Person) -> str:
    """Where the act was begun: a firm's page of its people, or the file."""
    return "people:firm" if actor_of(request).is_firm else person.get_absolute_url()
