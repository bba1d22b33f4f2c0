"""Certificates from elsewhere: register one, take a wrong one off."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import actor_of, needs
from cqo.foundation.look import answers
from cqo.foundation.refusal import NotPossible
from cqo.registry.people import forms, wording
from cqo.registry.people.operations import certificates as operations
from cqo.registry.people.views import asked, frames


@needs(Can.KEEP_REGISTRY)
def add(request: HttpRequest, key: UUID) -> HttpResponse:
    """Register a certificate from elsewhere, with its scan."""
    person = asked.person(request, key)
    form = forms.AddCertificate(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        scan = given.pop("scan")
        try:
            operations.add(
                person=person,
                facts=operations.CertificateFacts(**given),
                city=actor_of(request).city,
                scan=scan,
                by=actor_of(request),
                at=timezone.now(),
            )
        except NotPossible as refused:
            form.add_error("expires_date" if refused.code == "certificate.expires_before_issue" else None, str(refused))
        else:
            messages.success(request, _("外部证书已登记。"))
            return redirect(person)
    return answers.form_page(
        request,
        form,
        title=_("登记外部证书"),
        says=wording.EXTERNAL,
        submit=_("登记"),
        trail=frames.to_person(request, person),
        draft_key="certificate-new",
    )


@needs(Can.KEEP_REGISTRY)
def withdraw(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take a wrongly registered certificate off a file, with the ground."""
    certificate = asked.certificate(request, key)
    person = asked.person(request, certificate.person_id)
    form = forms.Ground(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.withdraw(certificate=certificate, ground=form.cleaned_data["ground"], by=actor_of(request), at=timezone.now())
        except NotPossible as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("外部证书已撤下，记录和理由保留在档案中。"))
            return redirect(person)
    says = _("%(title)s（%(number)s）") % {"title": certificate.title, "number": certificate.number}
    return answers.form_page(
        request, form, title=_("撤下外部证书"), says=says, submit=_("撤下"), submit_danger=True, trail=frames.to_person(request, person)
    )
