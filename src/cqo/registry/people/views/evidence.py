"""Evidence of years in quality work and of schooling."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import actor_of, needs
from cqo.foundation.documents.models import Attachment
from cqo.foundation.look import answers
from cqo.foundation.refusal import NotPossible
from cqo.registry.people import forms
from cqo.registry.people.operations import evidence as operations
from cqo.registry.people.queries.papers import PERSON
from cqo.registry.people.views import asked, frames


@needs(Can.KEEP_REGISTRY, Can.OWN_FILE)
def add(request: HttpRequest, key: UUID) -> HttpResponse:
    """Upload a paper."""
    person = asked.person(request, key)
    form = forms.AddEvidence(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.add(person=person, upload=form.cleaned_data["upload"], by=actor_of(request), at=timezone.now())
        except NotPossible as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("证明材料已上传。"))
            return redirect(frames.file_url(request, person))
    says = _("加密保存，只有本人和管辖的市场监管部门可以查看，每次查看都有记录。")
    return answers.form_page(request, form, title=_("上传证明材料"), says=says, submit=_("上传"), trail=frames.to_person(request, person))


@needs(Can.KEEP_REGISTRY, Can.OWN_FILE)
@require_POST
def remove(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take a paper away that was uploaded by mistake."""
    attachment = get_object_or_404(Attachment, pk=key, kind=PERSON)
    person = asked.person(request, attachment.key)
    try:
        operations.remove(attachment=attachment, by=actor_of(request), at=timezone.now())
        messages.success(request, _("证明材料已删除。"))
    except NotPossible as refused:
        messages.error(request, str(refused))
    return redirect(frames.file_url(request, person))
