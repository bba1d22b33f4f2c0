"""Sessions of a class: the plan, by hand or from the syllabus, and the sign-in sheets to print."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import actor_of, needs
from cqo.foundation.look import answers
from cqo.qualification.training.forms import sessions as forms
from cqo.qualification.training.models import Session
from cqo.qualification.training.operations import sessions as operations
from cqo.qualification.training.queries import enrolments, sessions
from cqo.qualification.training.views import asked


@needs(Can.HOLD_CLASS)
def index(request: HttpRequest, number: str) -> HttpResponse:
    """The sessions, what their hours come to against the syllabus, and where each list stands."""
    case = asked.held_class(request, number)
    planned, wanted = sessions.hours(case)
    context = {
        "title": _("课次和签到"),
        "training_class": case,
        "rows": list(sessions.of_class(case)),
        "admitted": enrolments.admitted(case).count(),
        "planned": planned,
        "wanted": wanted,
        "is_over": case.state in operations.OVER,
        "now": timezone.now(),
        "trail": [*asked.to_class(case), (_("课次和签到"), "")],
    }
    return render(request, "training/sessions.html", context)


@needs(Can.HOLD_CLASS)
@require_POST
def spread(request: HttpRequest, number: str) -> HttpResponse:
    """Plan every session at once from the syllabus."""
    case = asked.held_class(request, number)
    return answers.pressed(
        request,
        to_sessions(number),
        lambda: operations.spread(training_class=case, by=actor_of(request), at=timezone.now()),
        done=_("已按大纲排课。请核对各课次的时间，填写教师。"),
    )


@needs(Can.HOLD_CLASS)
def new(request: HttpRequest, number: str) -> HttpResponse:
    """Plan a session by hand."""
    case = asked.held_class(request, number)
    form = forms.SessionPlan(request.POST or None, initial={"on": case.starts_date})
    return answers.filled(
        request,
        form,
        to_sessions(number),
        lambda _given: operations.plan(training_class=case, lesson=form.lesson, by=actor_of(request), at=timezone.now()),
        done=_("课次已安排。"),
        title=_("安排课次"),
        submit=_("安排课次"),
        trail=trail(case.title, number),
    )


@needs(Can.HOLD_CLASS)
def amend(request: HttpRequest, number: str, key: UUID) -> HttpResponse:
    """Change a session."""
    session = reached(request, number, key)
    form = forms.SessionPlan(request.POST or None, initial=forms.SessionPlan.known(session))
    return answers.filled(
        request,
        form,
        to_sessions(number),
        lambda given: operations.amend(
            session=session, version=given["version"] or 0, lesson=form.lesson, by=actor_of(request), at=timezone.now()
        ),
        done=_("课次已修改。"),
        title=_("修改课次"),
        submit=_("保存课次"),
        trail=trail(session.training_class.title, number),
    )


@needs(Can.HOLD_CLASS)
@require_POST
def remove(request: HttpRequest, number: str, key: UUID) -> HttpResponse:
    """Take a session out of the plan."""
    session, version = reached(request, number, key), answers.version(request)
    return answers.pressed(
        request,
        to_sessions(number),
        lambda: operations.remove(session=session, version=version, by=actor_of(request), at=timezone.now()),
        done=_("课次已删除。"),
    )


@needs(Can.HOLD_CLASS)
def sign_in_sheet(request: HttpRequest, number: str) -> HttpResponse:
    """The sheet to sign, of every session."""
    case = asked.held_class(request, number)
    return _paper(request, number, list(sessions.of_class(case)))


@needs(Can.HOLD_CLASS)
def sign_in_sheet_of_session(request: HttpRequest, number: str, key: UUID) -> HttpResponse:
    """The sheet to sign, of one session."""
    return _paper(request, number, [reached(request, number, key)])


def _paper(request: HttpRequest, number: str, rows: list[Session]) -> HttpResponse:
    case = asked.held_class(request, number)
    context = {
        "title": _("%(title)s签到表") % {"title": case.title},
        "training_class": case,
        "sessions": rows,
        "members": list(enrolments.admitted(case).select_related("person__merged_into")),
        "wide": len(rows) > 1,
        "printed_at": timezone.now(),
        "printed_by": actor_of(request).name,
        "back_url": to_sessions(number),
        "signatures": [_("班主任"), _("授课教师"), _("日期")],
    }
    return render(request, "training/sign_in_sheet.html", context)


def reached(request: HttpRequest, number: str, key: UUID) -> Session:
    """A session of a class that is the actor's to hold."""
    return get_object_or_404(sessions.held_by(actor_of(request)), pk=key, training_class__number=number)


def to_sessions(number: str) -> str:
    """The page of a class's sessions."""
    return reverse("training:sessions", args=[number])


def trail(title: str, number: str) -> asked.Trail:
    """The way from the desk to a class's sessions."""
    return [*asked.to_classes(), (title, reverse("training:class", args=[number])), (_("课次和签到"), to_sessions(number))]
