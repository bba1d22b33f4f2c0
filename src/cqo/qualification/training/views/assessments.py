"""The assessment of a class: its case page, its steps, the list of published results."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import actor_of, needs
from cqo.foundation.lists import pages
from cqo.foundation.look import answers
from cqo.foundation.refusal import NotPossible
from cqo.qualification.training import cases_assessment, listing_results
from cqo.qualification.training.forms import scores as forms
from cqo.qualification.training.models import Assessment
from cqo.qualification.training.operations import assessments as operations
from cqo.qualification.training.operations import certifying
from cqo.qualification.training.queries import assessments as queries
from cqo.qualification.training.queries import classes
from cqo.qualification.training.queries.assessments import Line
from cqo.qualification.training.rules.assessment import AssessmentTerms
from cqo.qualification.training.states import ClassState
from cqo.qualification.training.views import asked
from cqo.qualification.training.wording import assessment as words


@needs(Can.HOLD_CLASS)
def case(request: HttpRequest, number: str) -> HttpResponse:
    """The assessment; where nobody has opened it, the button that does."""
    training_class = asked.held_class(request, number)
    sheet = queries.of_class(training_class)
    trail = [*asked.to_class(training_class), (_("考核"), "")]
    if sheet is None:
        may_open = training_class.state == ClassState.ADMITTED
        context = {"title": _("考核成绩"), "training_class": training_class, "may_open": may_open, "trail": trail}
        return render(request, "training/open_assessment.html", context)
    terms = queries.terms_of(training_class).terms
    lines = queries.lines(sheet, terms)
    context = {
        "case_page": cases_assessment.assessment_page(sheet, actor_of(request), lines, at=timezone.now()),
        "lines": [_told(line, terms) for line in lines],
        "terms": terms,
        "trail": trail,
    }
    return render(request, "training/assessment.html", context)


@needs(Can.HOLD_CLASS)
@require_POST
def open_sheet(request: HttpRequest, number: str) -> HttpResponse:
    """Open the sheet of scores."""
    training_class = asked.held_class(request, number)
    return answers.pressed(
        request,
        reverse("training:assessment", args=[number]),
        lambda: operations.open_for(training_class, by=actor_of(request), at=timezone.now()),
        done=_("成绩册已建立，适用的规则同时固定。"),
    )


@needs(Can.HOLD_CLASS)
@require_POST
def submit(request: HttpRequest, number: str) -> HttpResponse:
    """Hand the sheet to a second person."""
    sheet, version = reached(request, number), answers.version(request)
    return answers.pressed(
        request,
        sheet,
        lambda: operations.submit(assessment=sheet, version=version, by=actor_of(request), at=timezone.now()),
        done=_("已提交。请由另一人复核公布。"),
    )


@needs(Can.HOLD_CLASS)
@require_POST
def take_back(request: HttpRequest, number: str) -> HttpResponse:
    """Go on entering scores."""
    sheet, version = reached(request, number), answers.version(request)
    return answers.pressed(
        request,
        sheet,
        lambda: operations.take_back(assessment=sheet, version=version, by=actor_of(request), at=timezone.now()),
        done=_("已撤回，可以修改成绩。"),
    )


@needs(Can.PUBLISH_RESULTS)
def publish(request: HttpRequest, number: str) -> HttpResponse:
    """Publish, after a page that says what will be shown to whom."""
    sheet = reached(request, number)
    if request.method == "POST":
        version = answers.version(request)
        return answers.pressed(
            request,
            sheet,
            lambda: operations.publish(assessment=sheet, version=version, by=actor_of(request), at=timezone.now()),
            done=_("成绩已公布，学员和所在企业会收到消息。"),
        )
    lines = queries.lines(sheet, queries.terms_of(sheet.training_class).terms)
    counts = [(words.VERDICTS[verdict], sum(1 for line in lines if line.outcome.verdict == verdict)) for verdict in words.VERDICTS]
    context = {
        "title": _("公布成绩"),
        "assessment": sheet,
        "counts": [(label, count) for label, count in counts if count],
        "trail": [*_trail(sheet), (_("公布成绩"), "")],
    }
    return render(request, "training/publish.html", context)


@needs(Can.PUBLISH_RESULTS)
def send_back(request: HttpRequest, number: str) -> HttpResponse:
    """Have something looked at again."""
    sheet = reached(request, number)
    form = forms.SendBack(request.POST or None, initial={"version": sheet.version})
    return answers.filled(
        request,
        form,
        sheet,
        lambda given: operations.send_back(assessment=sheet, **given, by=actor_of(request), at=timezone.now()),
        done=_("已退回，提交人会收到消息。"),
        title=_("退回修改"),
        submit=_("退回修改"),
        trail=_trail(sheet),
    )


@needs(Can.ISSUE_CERTIFICATES)
@require_POST
def draft_issue(request: HttpRequest, number: str) -> HttpResponse:
    """Draft the approval of certificates for those who passed, or open the one there is."""
    training_class = asked.held_class(request, number)
    try:
        issue = certifying.draft_issue(training_class=training_class, by=actor_of(request), at=timezone.now())
    except NotPossible as refused:
        messages.error(request, str(refused))
        return redirect("training:assessment", number)
    return redirect(issue)


@needs(Can.HOLD_CLASS)
def results(request: HttpRequest, number: str) -> HttpResponseBase:
    """The published results, to look at, to print, to export."""
    training_class = asked.held_class(request, number)
    of = classes.held_by(actor_of(request)).filter(pk=training_class.pk)
    return pages.respond(
        request,
        listing_results.RESULTS,
        queries.results_of(of),
        scope=str(training_class.pk),
        context={"trail": [*asked.to_class(training_class), (_("成绩单"), "")]},
    )


def reached(request: HttpRequest, number: str) -> Assessment:
    """The assessment of a class that is the actor's to hold."""
    rows = queries.held_by(actor_of(request)).select_related("submitted_by", "published_by")
    return get_object_or_404(rows, training_class__number=number)


def _told(line: Line, terms: AssessmentTerms) -> tuple[Line, object, str, list[str]]:
    """A line of the sheet with its verdict in words, its chip and its reasons."""
    verdict = line.outcome.verdict
    return line, words.VERDICTS[verdict], words.VERDICT_CHIPS[verdict], words.reasons(line.outcome.unmet, terms)


def _trail(sheet: Assessment) -> asked.Trail:
    return [*asked.to_class(sheet.training_class), (_("考核"), sheet.get_absolute_url())]
