"""The attendance list of a session on one page: entered, confirmed, corrected; the scan of the signed paper beside it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import actor_of, needs
from cqo.foundation.documents import queries as documents
from cqo.foundation.look import answers
from cqo.foundation.refusal import NotPossible
from cqo.qualification.training.forms import sessions as forms
from cqo.qualification.training.models import Session
from cqo.qualification.training.operations import attendance as operations
from cqo.qualification.training.queries import assessments, sessions
from cqo.qualification.training.states import AssessmentState, Presence
from cqo.qualification.training.views.sessions import reached, trail
from cqo.qualification.training.wording.attendance import PRESENCES


@needs(Can.HOLD_CLASS)
def attendance(request: HttpRequest, number: str, key: UUID) -> HttpResponse:
    """The list: everybody admitted, four choices each; "everybody" fills in who has none yet and writes nothing."""
    session = reached(request, number, key)
    marks = sessions.marks(session)
    chosen = forms.presences(marks, request.POST)
    refused = ""
    if request.method == "POST" and "everybody" in request.POST:
        chosen = {mark.enrolment.pk: chosen.get(mark.enrolment.pk, Presence.PRESENT) for mark in marks}
    elif request.method == "POST":
        act = operations.confirm if "confirm" in request.POST else operations.enter
        try:
            act(session=session, version=answers.version(request), presences=chosen, by=actor_of(request), at=timezone.now())
        except NotPossible as failure:
            refused = str(failure)
            session.refresh_from_db(fields=["confirmed_at", "version"])  # what the act had begun was rolled back
        else:
            done = _("签到已确认，学时已记入学员账户。") if "confirm" in request.POST else _("签到已保存，还没有确认。")
            messages.success(request, done)
            return redirect("training:attendance", number, session.pk)
    version = request.POST.get("version", session.version)
    rows = forms.rows(marks, chosen, PRESENCES)
    return render(request, "training/attendance.html", {**_context(session, number), "rows": rows, "refused": refused, "version": version})


@needs(Can.HOLD_CLASS)
def correct(request: HttpRequest, number: str, key: UUID) -> HttpResponse:
    """Correct a confirmed list, with the reason."""
    session = reached(request, number, key)
    if session.confirmed_at is None:
        return redirect("training:attendance", number, session.pk)
    marks = sessions.marks(session)
    chosen = forms.presences(marks, request.POST)
    form = forms.Correction(request.POST or None, initial={"version": session.version})
    if request.method == "POST" and form.is_valid():
        given, act = form.cleaned_data, operations.correct
        try:
            act(
                session=session,
                version=given["version"] or 0,
                presences=chosen,
                reason=given["reason"],
                by=actor_of(request),
                at=timezone.now(),
            )
        except NotPossible as failure:
            form.add_error(None, str(failure))
        else:
            messages.success(request, _("已更正，学时已随之调整。"))
            return redirect("training:attendance", number, session.pk)
    context = {**_context(session, number), "rows": forms.rows(marks, chosen, PRESENCES), "form": form, "title": _("更正签到")}
    return render(request, "training/correct_attendance.html", context)


@needs(Can.HOLD_CLASS)
def scan(request: HttpRequest, number: str, key: UUID) -> HttpResponse:
    """Add the scan of the signed sheet."""
    session = reached(request, number, key)
    form = forms.SignedSheet(request.POST or None, request.FILES or None)
    return answers.filled(
        request,
        form,
        reverse("training:attendance", args=[number, session.pk]),
        lambda given: operations.attach_sheet(session=session, sheet=given["sheet"], by=actor_of(request), at=timezone.now()),
        done=_("签到表扫描件已上传。"),
        title=_("上传签到表扫描件"),
        submit=_("上传"),
        trail=[*trail(session.training_class.title, number), (session.title, reverse("training:attendance", args=[number, session.pk]))],
    )


def _context(session: Session, number: str) -> dict[str, object]:
    sheet = assessments.of_class(session.training_class)
    return {
        "title": _("签到：%(title)s") % {"title": session.title},
        "session": session,
        "number": number,
        "papers": documents.papers("session", session.pk),
        "corrections": [(each, _said(each.before), _said(each.after)) for each in sessions.corrections(session)],
        "is_published": sheet is not None and sheet.state == AssessmentState.PUBLISHED,
        "is_early": timezone.now() < session.starts_at,
        "trail": [*trail(session.training_class.title, number), (session.title, "")],
    }


def _said(presence: str) -> str:
    return str(PRESENCES[Presence(presence)]) if presence else "—"
