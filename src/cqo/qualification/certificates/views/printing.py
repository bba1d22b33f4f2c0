"""Printing an issue onto stock, its sheets, its receipts, handing over; sheets that were spoiled or lost."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import actor_of, needs
from cqo.foundation.refusal import NotPossible
from cqo.qualification.certificates import issue_forms, papers
from cqo.qualification.certificates.operations import sheets as operations
from cqo.qualification.certificates.queries import issues as queries
from cqo.qualification.certificates.queries import sheets
from cqo.qualification.certificates.views.frames import form_page, paper, reached


@needs(Can.ISSUE_CERTIFICATES)
def stock(request: HttpRequest, number: str) -> HttpResponse:
    """The issue's certificates that are on no sheet yet, to be printed onto stock; all of them where every one is on a sheet."""
    found = reached(request, number)
    rows = list(queries.without_sheet(found)) or list(queries.to_hand_over(found).select_related("template"))
    if not rows:
        messages.info(request, _("这一批没有可以打印的证书。"))
        return redirect(found)
    return paper(papers.on_stock(rows, found.template), f"{found.number}.pdf")


@needs(Can.ISSUE_CERTIFICATES)
def offset_test(request: HttpRequest, number: str) -> HttpResponse:
    """A page of rulers and crosses under the template's offsets."""
    return paper(papers.offset_test(reached(request, number).template), "offset-test.pdf")


@needs(Can.ISSUE_CERTIFICATES)
@never_cache
def assign(request: HttpRequest, number: str) -> HttpResponse:
    """Which sheets the issue was printed on."""
    found = reached(request, number)
    form = issue_forms.Sheets(request.POST or None)
    waiting = queries.without_sheet(found).count()
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.assign(issue=found, **form.cleaned_data, by=actor_of(request), at=timezone.now())
            messages.success(request, _("已登记 %(first)s 至 %(last)s。") % {"first": made[0].sheet_number, "last": made[-1].sheet_number})
            return redirect(found)
        except NotPossible as refused:
            form.add_error("first", str(refused))
    says = _("还有 %(count)s 本证书没有登记空白证书编号。") % {"count": waiting}
    return form_page(request, form, title=_("登记空白证书编号"), says=says, submit=_("登记编号"), back=found.get_absolute_url())


@needs(Can.ISSUE_CERTIFICATES)
def receipts(request: HttpRequest, number: str) -> HttpResponse:
    """领取签收表: who signs for what."""
    found = reached(request, number)
    context = {
        "title": _("证书领取签收表"),
        "says": f"{found.class_title} · {found.number}",
        "certificates": queries.to_hand_over(found).prefetch_related("sheets"),
        "back_url": found.get_absolute_url(),
        "printed_at": timezone.now(),
        "printed_by": actor_of(request).name,
        "signatures": [_("经办人："), _("日期：")],
    }
    return render(request, "certificates/receipts.html", context)


@needs(Can.ISSUE_CERTIFICATES)
@never_cache
def hand_over(request: HttpRequest, number: str) -> HttpResponse:
    """The day on which those ticked got their certificates."""
    found = reached(request, number)
    form = issue_forms.HandOver(request.POST or None, initial={"day": timezone.localdate()})
    ticked = _keys(request)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["day"] > timezone.localdate() or form.cleaned_data["day"] < found.issued_date:
            form.add_error("day", _("交付日期不能早于发证日期，也不能晚于今天。"))
        elif not ticked:
            form.add_error(None, _("请勾选已领取的证书。"))
        else:
            done = operations.hand_over(
                issue=found, certificates=ticked, day=form.cleaned_data["day"], by=actor_of(request), at=timezone.now()
            )
            messages.success(request, ngettext("已登记 %(count)s 本。", "已登记 %(count)s 本。", done) % {"count": done})
            return redirect(found)
    waiting = list(queries.to_hand_over(found))
    return form_page(
        request,
        form,
        title=_("登记交付"),
        says=_("勾选已领取的证书。已登记过交付日期的不再列出。"),
        submit=_("登记交付"),
        back=found.get_absolute_url(),
        template="certificates/hand_over.html",
        waiting=waiting,
        ticked=ticked if request.method == "POST" else [each.pk for each in waiting],
    )


@needs(Can.ISSUE_CERTIFICATES)
@never_cache
def write_off(request: HttpRequest) -> HttpResponse:
    """Sheets that were spoiled or lost; then their statement."""
    form = issue_forms.WriteOff(request.POST or None)
    actor = actor_of(request)
    if request.method == "POST" and form.is_valid():
        try:
            rows = operations.write_off(city=actor.city, **form.cleaned_data, by=actor, at=timezone.now())
            messages.success(request, _("已登记 %(count)s 张，可以打印情况说明。") % {"count": len(rows)})
            return redirect("certificates:write_off")
        except NotPossible as refused:
            form.add_error("first", str(refused))
    return form_page(
        request,
        form,
        title=_("空白证书作废、遗失"),
        says=_("登记后这些编号不再使用；已打印证书的空白证书作废后，证书可以重新打印。"),
        submit=_("登记"),
        back=reverse("certificates:issues"),
        template="certificates/write_off.html",
        gone=sheets.written_off(actor)[:50],
    )


@needs(Can.ISSUE_CERTIFICATES)
def loss_statement(request: HttpRequest) -> HttpResponse:
    """The statement of the sheets ticked; of all that are listed where none is."""
    rows = list(sheets.written_off(actor_of(request))[:50])
    if not rows:
        raise Http404
    return paper(papers.loss_statement(rows, at=timezone.now()), "statement.pdf")


def _keys(request: HttpRequest) -> list[UUID]:
    try:
        return [UUID(key) for key in request.POST.getlist("certificate")]
    except ValueError:
        raise Http404 from None
