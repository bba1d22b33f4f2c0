"""The list of people, and changes of one file."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import actor_of, needs
from cqo.foundation.codes import documents
from cqo.foundation.lists import pages
from cqo.foundation.look import answers
from cqo.foundation.refusal import NotPossible
from cqo.registry.enterprises.models import Enterprise
from cqo.registry.enterprises.queries import files as enterprises
from cqo.registry.people import forms, listing
from cqo.registry.people.models import Person
from cqo.registry.people.operations import files as operations
from cqo.registry.people.operations import hiring
from cqo.registry.people.states import IdentityGround
from cqo.registry.people.views import asked, frames

PARTICULARS = ("name", "id_number", "phone", "email", "education", "title", "quality_since", "quality_ground")
AT_IDENTITY = ("person.id_wrong", "person.id_of_another", "person.id_taken")


@needs(Can.SEE_REGISTRY)
def index(request: HttpRequest) -> HttpResponseBase:
    """The list of people."""
    actor = actor_of(request)
    doors = (
        (Can.KEEP_REGISTRY, _("登记人员"), "people:new", "user-plus"),
        (Can.PRINT_SLIPS, _("激活码"), "people:codes", "printer"),
        (Can.ANSWER_REQUEST, _("更正和删除请求"), "people:requests", "clipboard-list"),
        (Can.MERGE_FILES, _("查重合并"), "people:duplicates", "git-merge"),
    )
    actions = [
        pages.Action(label, reverse(name), icon=icon, primary=power == Can.KEEP_REGISTRY)
        for power, label, name, icon in doors
        if actor.may(power)
    ]
    first = pages.Action(_("导入名单"), reverse("intake:batches")) if actor.may(Can.IMPORT_ROSTER) else None
    return pages.respond(request, listing.PEOPLE, listing.rows_of(actor), actions=actions, empty_action=first)


@needs(Can.KEEP_REGISTRY)
@never_cache
def register(request: HttpRequest) -> HttpResponse:
    """Open a file for a person, or find the one they have; together with an employment where a firm is named."""
    firm = _firm_asked_for(request)
    initial = {"enterprise": firm.credit_code if firm else ""}
    form = forms.Register(request.POST or None, request.FILES or None, actor=actor_of(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            person, is_new = _register(request, form)
        except NotPossible as refused:
            form.add_error("id_number" if refused.code in AT_IDENTITY else None, str(refused))
        else:
            if is_new:
                messages.success(request, _("已登记 %(name)s。") % {"name": person.name})
            else:
                messages.info(
                    request,
                    _("%(name)s 已有档案，未重复登记；联系方式、学历等以原档案为准，需要更改的请点“更新信息”。") % {"name": person.name},
                )
            return redirect(person)
    if firm is not None:
        form.fields["enterprise"].help_text = firm.name
    says = _("证件号码相同的就是同一个人：已在其他县区登记过的，会接到原档案上，只算一个人。")
    return answers.form_page(
        request, form, title=_("登记人员"), says=says, submit=_("登记"), trail=frames.to_people(request), draft_key="person-new"
    )


def _firm_asked_for(request: HttpRequest) -> Enterprise | None:
    """The firm whose file somebody comes from."""
    try:
        key = UUID(request.GET.get("enterprise", ""))
    except ValueError:
        return None
    return enterprises.current(enterprises.within(actor_of(request))).filter(pk=key).first()


def _register(request: HttpRequest, form: forms.Register) -> tuple[Person, bool]:
    """The person, and whether the file is new."""
    given, by, at = form.cleaned_data, actor_of(request), timezone.now()
    facts = operations.Particulars(id_type=documents.Kind(given["id_type"]), **{name: given[name] for name in PARTICULARS})
    if given["enterprise"] is None:
        person = operations.register(facts=facts, county=given["county"], zone=given["zone"], by=by, at=at)
    else:
        person = hiring.take_on(
            facts=facts,
            enterprise=given["enterprise"],
            position=given["position"],
            starts=given["starts"],
            filer=form.filer,
            paper=given["paper"],
            by=by,
            at=at,
        ).person
    return person, person.recorded_at == at


@needs(Can.KEEP_REGISTRY, Can.OWN_FILE)
@never_cache
def amend(request: HttpRequest, key: UUID) -> HttpResponse:
    """Change what is known; a person changes how they are reached."""
    person = asked.person(request, key)
    form = forms.Amend(request.POST or None, actor=actor_of(request), phone_masked=person.phone_masked, initial=known(person))
    if request.method == "POST" and form.is_valid():
        try:
            operations.amend(
                person=person, version=form.cleaned_data["version"], changes=form.changes, by=actor_of(request), at=timezone.now()
            )
        except NotPossible as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("已保存。"))
            return redirect(frames.file_url(request, person))
    return answers.form_page(request, form, title=_("更新信息"), submit=_("保存"), trail=frames.to_person(request, person))


@needs(Can.KEEP_REGISTRY)
@never_cache
def identity(request: HttpRequest, key: UUID) -> HttpResponse:
    """Put a name or a document right."""
    person = asked.person(request, key)
    initial = {"name": person.name, "id_type": person.id_type, "version": person.version}
    form = forms.SetIdentity(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            operations.set_identity(
                person=person,
                version=given["version"],
                name=given["name"],
                id_type=documents.Kind(given["id_type"]),
                id_number=given["id_number"],
                ground=IdentityGround(given["ground"]),
                by=actor_of(request),
                at=timezone.now(),
            )
        except NotPossible as refused:
            form.add_error("id_number" if refused.code in AT_IDENTITY else None, str(refused))
        else:
            messages.success(request, _("姓名和证件已更正。"))
            return redirect(person)
    says = _("现登记证件：%(masked)s。请对照证件原件重新填写完整号码。") % {"masked": person.id_masked or _("未登记")}
    return answers.form_page(request, form, title=_("更正姓名或证件"), says=says, submit=_("更正"), trail=frames.to_person(request, person))


def known(person: Person) -> dict[str, Any]:
    """What a form that changes a file starts with; the phone stays out of it."""
    names = ("email", "education", "title", "quality_since", "quality_ground", "version")
    return {name: getattr(person, name) for name in names}
