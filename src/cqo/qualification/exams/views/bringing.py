"""Bring many questions into the bank: a spreadsheet or pasted text, a preview with every fault, then all or nothing."""

from io import BytesIO

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import actor_of, needs
from cqo.foundation.intake.wording import UNREADABLE
from cqo.foundation.look import answers
from cqo.foundation.refusal import NotPossible
from cqo.foundation.sheets.refusals import NotATable
from cqo.qualification.certificates.states import Tier
from cqo.qualification.exams import intake
from cqo.qualification.exams.forms import questions as forms
from cqo.qualification.exams.operations import questions as operations
from cqo.qualification.exams.views import frames

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@needs(Can.KEEP_QUESTIONS)
def bring(request: HttpRequest) -> HttpResponse:
    """A file or a text; the answer is the preview, and nothing is written."""
    form = forms.Bring(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        tier, city = Tier(form.cleaned_data["tier"]), actor_of(request).city
        try:
            if file := form.cleaned_data["file"]:
                return _preview(request, tier, intake.of_file(file.read(), city=city, tier=tier))
            return _preview(request, tier, intake.of_text(form.cleaned_data["text"], city=city, tier=tier))
        except NotATable as refused:
            form.add_error("file", str(UNREADABLE[refused.code]))
    return answers.form_page(
        request,
        form,
        title=_("批量导入题目"),
        submit=_("预览"),
        submit_says=_("先看识别结果，确认后才写入题库。"),
        trail=frames.to_questions(),
        template="exams/bring.html",
    )


@needs(Can.KEEP_QUESTIONS)
def preview(request: HttpRequest) -> HttpResponse:
    """What a preview sends back: look again at what was mended, or write everything."""
    form = forms.Preview(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return redirect("exams:bring_questions")
    tier, actor = Tier(form.cleaned_data["tier"]), actor_of(request)
    mended = list(zip(request.POST.getlist("place"), request.POST.getlist("block"), strict=False))
    found = intake.of_text(form.cleaned_data["text"], city=actor.city, tier=tier, mended=mended)
    if "save" not in request.POST or found.faulty:
        return _preview(request, tier, found)
    try:
        made = operations.record_many(drafts=[each.draft for each in found.sound], tier=tier, by=actor, at=timezone.now())
    except NotPossible as refused:
        messages.error(request, str(refused))
        return _preview(request, tier, found)
    messages.success(request, _("已导入 %(count)s 题。") % {"count": len(made)})
    return redirect(f"{reverse('exams:questions')}?tier={tier.value}")


@needs(Can.KEEP_QUESTIONS)
def template(request: HttpRequest) -> HttpResponse:
    """The workbook to fill in."""
    target = BytesIO()
    intake.write_template(target)
    headers = {"Content-Disposition": "attachment; filename*=UTF-8''%E9%A2%98%E5%BA%93%E5%AF%BC%E5%85%A5%E6%A8%A1%E6%9D%BF.xlsx"}
    return HttpResponse(target.getvalue(), content_type=XLSX, headers=headers)


def _preview(request: HttpRequest, tier: Tier, found: intake.Preview) -> HttpResponse:
    title = _("核对识别结果")
    context = {
        "title": title,
        "says": _("还没有写入题库。"),
        "tier": tier.value,
        "found": found,
        "most": operations.MOST_AT_ONCE,
        "is_too_many": len(found.sound) > operations.MOST_AT_ONCE,
        "trail": [*frames.to_questions(), (_("批量导入题目"), reverse("exams:bring_questions")), (title, "")],
    }
    return render(request, "exams/preview.html", context)
