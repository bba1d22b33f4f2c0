"""Issues: the list, the case page with its progress, leaving out, approving, withdrawing, and the papers of an issue."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRefresh

from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import actor_of, needs
from cqo.foundation.lists import pages
from cqo.foundation.lists.pages import Action
from cqo.foundation.look import answers
from cqo.foundation.refusal import NotPossible
from cqo.qualification.certificates import issue_cases, issue_forms, listing_issues, papers
from cqo.qualification.certificates.operations import issues as operations
from cqo.qualification.certificates.queries import issues as queries
from cqo.qualification.certificates.states import IssueState
from cqo.qualification.certificates.views.frames import form_page, paper, reached, trail

FORESEEN = 3


@needs(Can.ISSUE_CERTIFICATES)
def index(request: HttpRequest) -> HttpResponseBase:
    """The issues in reach."""
    actor = actor_of(request)
    actions = [Action(_("空白证书作废、遗失"), reverse("certificates:write_off"), icon="printer")]
    if actor.may(Can.KEEP_TEMPLATES):
        actions.insert(0, Action(_("证书模板"), reverse("certificates:templates"), icon="file-text"))
    return pages.respond(request, listing_issues.ISSUES, queries.within(actor), actions=actions)


@needs(Can.ISSUE_CERTIFICATES)
@never_cache
def case(request: HttpRequest, number: str) -> HttpResponse:
    """The case page: who gets one, what is missing, how far it is."""
    found = reached(request, number)
    context = {
        "case_page": issue_cases.issue_page(found, actor_of(request)),
        "issue": found,
        "members": found.members.select_related("certificate").order_by("place"),
        "progress": queries.progress(found) if found.state == IssueState.APPROVED else None,
        "may_leave_out": found.state == IssueState.DRAFT,
        "trail": trail(found.number, "back"),
    }
    return render(request, "certificates/issue.html", context)


@needs(Can.ISSUE_CERTIFICATES)
@never_cache
def progress(request: HttpRequest, number: str) -> HttpResponse:
    """How far the work is, asked every two seconds; the whole page anew when it is done."""
    found = reached(request, number)
    if found.state != IssueState.APPROVED:
        return HttpResponseClientRefresh()
    return render(request, "certificates/progress.html", {"issue": found, "progress": queries.progress(found)})


@needs(Can.ISSUE_CERTIFICATES)
@never_cache
def approve(request: HttpRequest, number: str) -> HttpResponse:
    """What will be written, under which numbers; with the signed approval it begins."""
    found = reached(request, number)
    if found.state != IssueState.DRAFT:
        messages.info(request, str(NotPossible("lifecycle.not_from_here")))
        return redirect(found)
    form = issue_forms.Approve(request.POST or None, request.FILES or None, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        try:
            operations.approve(issue=found, **form.cleaned_data, by=actor_of(request), at=timezone.now())
            messages.success(request, _("已批准，正在发证。可以离开本页，办完会给您发消息。"))
            return redirect(found)
        except NotPossible as refused:
            form.add_error(None, str(refused))
    return form_page(
        request,
        form,
        title=_("审批发证"),
        says=_("请核对将要写入的内容，上传签字盖章的审批表后发证。"),
        submit=_("批准发证"),
        back=found.get_absolute_url(),
        template="certificates/approve.html",
        issue=found,
        count=found.members.filter(left_out="").count(),
        numbers=[] if queries.pattern_is_wrong(found) else queries.foreseen(found, at=timezone.now(), count=FORESEEN),
    )


@needs(Can.ISSUE_CERTIFICATES)
@require_POST
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """Take a draft back."""
    found, version = reached(request, number), answers.version(request)
    return answers.pressed(
        request,
        found,
        lambda: operations.withdraw(issue=found, version=version, by=actor_of(request), at=timezone.now()),
        done=_("已撤回，没有发证。"),
    )


@needs(Can.ISSUE_CERTIFICATES)
def leave_out(request: HttpRequest, number: str, member: UUID) -> HttpResponse:
    """Leave somebody out, with a reason."""
    found = reached(request, number)
    left = get_object_or_404(found.members, pk=member)
    form = issue_forms.LeaveOut(request.POST or None, initial={"version": found.version, "reason": left.left_out})
    if request.method == "POST" and form.is_valid():
        try:
            operations.leave_out(issue=found, member=left, **form.cleaned_data, by=actor_of(request), at=timezone.now())
            messages.success(request, _("已注明不发。"))
            return redirect(found)
        except NotPossible as refused:
            form.add_error(None, str(refused))
    title = _("不给 %(name)s 发证") % {"name": left.holder_name}
    return form_page(request, form, title=title, submit=_("注明不发"), back=found.get_absolute_url())


@needs(Can.ISSUE_CERTIFICATES)
@require_POST
def take_in(request: HttpRequest, number: str, member: UUID) -> HttpResponse:
    """Take somebody in again."""
    found, version = reached(request, number), answers.version(request)
    left = get_object_or_404(found.members, pk=member)
    return answers.pressed(
        request,
        found,
        lambda: operations.leave_out(issue=found, version=version, member=left, reason="", by=actor_of(request), at=timezone.now()),
        done=_("已恢复发证。"),
    )


@needs(Can.ISSUE_CERTIFICATES)
def approval_form(request: HttpRequest, number: str) -> HttpResponse:
    """发证审批表, to be signed."""
    found = reached(request, number)
    return paper(papers.approval_form(found, at=timezone.now()), f"{found.number}.pdf")


@needs(Can.ISSUE_CERTIFICATES)
def sample(request: HttpRequest, number: str) -> HttpResponse:
    """How the first certificate will look."""
    found = reached(request, number)
    member = found.members.filter(left_out="").order_by("place").first()
    return paper(papers.sample(found.template, issue=found, member=member, at=timezone.now()), "sample.pdf")
