"""A firm's own people: who works here, and adding somebody."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import actor_of, needs
from cqo.foundation.codes import documents
from cqo.foundation.look import answers
from cqo.foundation.refusal import NotPossible
from cqo.registry.enterprises.queries import files as enterprises
from cqo.registry.enterprises.states import Filer
from cqo.registry.enterprises.wording import FILERS
from cqo.registry.people import forms
from cqo.registry.people.operations import files, hiring
from cqo.registry.people.queries import lives
from cqo.registry.people.views import asked, frames

LEAVERS_SHOWN = 50


@needs(Can.MANAGE_FIRM_PEOPLE)
def people(request: HttpRequest) -> HttpResponse:
    """Who works for the own firm now, and who did."""
    firm, today = asked.own_firm(request), timezone.localdate()
    family = enterprises.family(firm)
    staff = [(job, job.person.merged_into or job.person, FILERS[Filer(job.filer)]) for job in lives.staff(family, on=today)]
    context = {
        "title": _("本企业人员"),
        "says": _("在本企业任职的人员。人员离职请登记离职日期；人员的档案和证书随本人，不随企业。"),
        "firm": firm,
        "staff": staff,
        "leavers": lives.leavers(family, on=today)[:LEAVERS_SHOWN],
    }
    return render(request, "people/firm.html", context)


@needs(Can.MANAGE_FIRM_PEOPLE)
@never_cache
def take_on(request: HttpRequest) -> HttpResponse:
    """Add somebody who works for the own firm."""
    firm = asked.own_firm(request)
    form = forms.TakeOn(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        facts = files.Particulars(
            name=given["name"], id_type=documents.Kind(given["id_type"]), id_number=given["id_number"], phone=given["phone"]
        )
        try:
            hiring.take_on(
                facts=facts,
                enterprise=firm,
                position=given["position"],
                starts=given["starts"],
                filer=Filer.FIRM,
                by=actor_of(request),
                at=timezone.now(),
            )
        except NotPossible as refused:
            form.add_error("id_number" if refused.code.startswith("person.id_") else None, str(refused))
        else:
            messages.success(request, _("已添加 %(name)s。") % {"name": given["name"]})
            return redirect("people:firm")
    says = _("在登记库中已有档案的人员，会接到原档案上。证件号码只用于确认是同一个人。")
    return answers.form_page(request, form, title=_("添加人员"), says=says, submit=_("添加"), trail=frames.to_people(request))
