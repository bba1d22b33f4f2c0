"""Scores: the sheet on one page, the workbook that goes out, the file that comes back."""

from tempfile import TemporaryFile

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import actor_of, needs
from cqo.foundation.intake.wording import UNREADABLE
from cqo.foundation.look import answers
from cqo.foundation.refusal import NotPossible
from cqo.foundation.sheets.refusals import NotATable
from cqo.qualification.training import score_sheets
from cqo.qualification.training.forms import scores as forms
from cqo.qualification.training.operations import importing
from cqo.qualification.training.operations import results as operations
from cqo.qualification.training.queries import assessments as queries
from cqo.qualification.training.states import AssessmentState
from cqo.qualification.training.views import asked
from cqo.qualification.training.views.assessments import reached
from cqo.qualification.training.wording.assessment import fault


@needs(Can.HOLD_CLASS)
def enter(request: HttpRequest, number: str) -> HttpResponse:
    """Enter the scores of everybody on one page."""
    sheet = reached(request, number)
    if sheet.state != AssessmentState.ENTERING:
        messages.error(request, _("成绩已提交复核，录入已停止。"))
        return redirect(sheet)
    terms = queries.terms_of(sheet.training_class).terms
    typed = forms.Sheet(queries.lines(sheet, terms), terms, request.POST if request.method == "POST" else None)
    refused = ""
    if request.method == "POST" and not typed.faults:
        version = answers.version(request)
        try:
            operations.enter(assessment=sheet, version=version, entries=typed.entries, by=actor_of(request), at=timezone.now())
        except NotPossible as failure:
            refused = str(failure)
        else:
            messages.success(request, _("成绩已保存。"))
            return redirect(sheet)
    context = {
        "title": _("录入成绩"),
        "sheet": typed,
        "terms": terms,
        "version": request.POST.get("version", sheet.version),
        "refused": refused,
        "cancel_url": sheet.get_absolute_url(),
        "trail": [*asked.to_class(sheet.training_class), (_("考核"), sheet.get_absolute_url()), (_("录入成绩"), "")],
    }
    return render(request, "training/scores.html", context)


@needs(Can.HOLD_CLASS)
def template(request: HttpRequest, number: str) -> HttpResponseBase:
    """The workbook to fill in."""
    sheet = reached(request, number)
    terms = queries.terms_of(sheet.training_class).terms
    file = TemporaryFile(dir=settings.SPOOL)  # noqa: SIM115  the answer closes it
    score_sheets.write_template(queries.lines(sheet, terms), terms, file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=_("成绩表 %(number)s.xlsx") % {"number": number})


@needs(Can.HOLD_CLASS)
def import_file(request: HttpRequest, number: str) -> HttpResponse:
    """Take a filled workbook over whole, or say of every faulty row what is wrong."""
    sheet = reached(request, number)
    form = forms.ScoreFile(request.POST or None, request.FILES or None, initial={"version": sheet.version})
    faults: list[tuple[int, str]] = []
    if request.method == "POST" and form.is_valid():
        content, version = form.cleaned_data["file"].read(), form.cleaned_data["version"]
        try:
            found = importing.take_over(assessment=sheet, version=version, content=content, by=actor_of(request), at=timezone.now())
        except NotATable as unreadable:
            form.add_error("file", _unreadable(unreadable))
        except NotPossible as refused:
            form.add_error(None, str(refused))
        else:
            if found.scores and not found.faults:
                messages.success(request, _("已导入 %(count)s 人的成绩。") % {"count": len(found.scores)})
                return redirect(sheet)
            faults = [(each.row, fault(each.code, each.said)) for each in found.faults]
            told = (
                _("有 %(count)s 处错误，全部没有导入。请改正后重新上传。") % {"count": len(faults)} if faults else _("表中没有填写成绩。")
            )
            form.add_error("file", told)
    return answers.form_page(
        request,
        form,
        title=_("导入成绩表"),
        submit=_("导入"),
        trail=[*asked.to_class(sheet.training_class), (_("考核"), sheet.get_absolute_url())],
        template="training/import_scores.html",
        says=_("先下载带名单的模板，填好成绩后上传。有一行不对就全部不导入，并逐行说明。"),
        number=number,
        faults=faults,
    )


def _unreadable(unreadable: NotATable) -> str:
    if unreadable.code.value == "no_header":
        return _("没有找到表头。表头中要有“报名编号”或“姓名”，以及“考试成绩”。")
    return str(UNREADABLE[unreadable.code.value])
