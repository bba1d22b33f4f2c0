"""The candidate's pages: my exams, the waiting room, the exam, handing in, the receipt."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import actor_of, needs
from cqo.foundation.refusal import NotPossible
from cqo.qualification.exams import clock, drawing, passes
from cqo.qualification.exams.forms.candidates import changed_choices
from cqo.qualification.exams.models import Attempt
from cqo.qualification.exams.operations import answers, receipts
from cqo.qualification.exams.operations import attempts as operations
from cqo.qualification.exams.queries import attempts as queries
from cqo.qualification.exams.rules import timing
from cqo.qualification.exams.rules.timing import Standing
from cqo.qualification.exams.states import HandIn
from cqo.qualification.exams.wording import candidates, exam_page


@needs(Can.SIT_EXAM)
def index(request: HttpRequest) -> HttpResponse:
    """My exams, those to come first."""
    at = clock.now()
    exams = [(each, candidates.STANDINGS[_standing(each, at)]) for each in queries.mine(actor_of(request))]
    title, says = _("我的考试"), _("开考前可以先打开查看考试规则和倒计时。")
    return render(request, "exams/mine.html", {"title": title, "says": says, "exams": exams, "trail": _trail()})


@needs(Can.SIT_EXAM)
def exam(request: HttpRequest, key: UUID) -> HttpResponse:
    """One address for the whole exam: the waiting room, the questions, or the way to the receipt, as the server's clock says."""
    attempt, at = _own(request, key), clock.now()
    standing = _standing(attempt, at)
    if standing == Standing.RUNNING:
        return _questions(request, attempt, at)
    if standing == Standing.HANDED_IN:
        return redirect("exams:receipt", key)
    if standing == Standing.OVER:
        return _after_the_end(request, attempt, at)
    return _waiting(request, attempt, standing, at)


@needs(Can.SIT_EXAM)
@require_POST
def start(request: HttpRequest, key: UUID) -> HttpResponse:
    """Begin; pressed twice or in two tabs it is the same beginning."""
    return _doing(operations.start, request, key)


@needs(Can.SIT_EXAM)
@require_POST
def save(request: HttpRequest, key: UUID) -> HttpResponse:
    """Save what the plain form holds: the way without script."""
    attempt, at = _own(request, key), clock.now()
    choices = changed_choices(request.POST, attempt.order)
    delivery = answers.Delivery(
        attempt=attempt.pk,
        paper=attempt.sitting.paper_id,
        device=get_random_string(12, "abcdefghijklmnopqrstuvwxyz0123456789"),
        seen=queries.saved(attempt).revision,
        at=at,
        saves=tuple(answers.Save(item, n, choice) for n, (item, choice) in enumerate(choices.items(), start=1)),
    )
    outcome = answers.keep([delivery])[0]
    if outcome.standing != Standing.RUNNING:
        moment = timezone.localtime(outcome.at).strftime("%H:%M:%S")
        messages.error(request, _("服务器时间 %(moment)s 收到，考试已经结束，这次提交的修改没有保存。") % {"moment": moment})
    elif outcome.wrong:
        messages.error(request, _("提交的内容与试卷不符，没有保存。请刷新页面后重新作答。"))
    else:
        messages.success(request, _("答案已保存。"))
    return redirect("exams:hand_in" if request.POST.get("then") == "hand_in" else "exams:exam", key)


@needs(Can.SIT_EXAM)
@require_POST
def renew(request: HttpRequest, key: UUID) -> JsonResponse:
    """A new pass for a page that stays open; asking for it keeps the session in use."""
    return JsonResponse({"pass": _pass(request, _own(request, key), clock.now())})


@needs(Can.SIT_EXAM)
def hand_in(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say what is unanswered, then hand in."""
    if request.method == "POST":
        return _doing(operations.hand_in, request, key)
    attempt, at = _own(request, key), clock.now()
    if _standing(attempt, at) != Standing.RUNNING:
        return redirect("exams:exam", key)
    given = queries.saved(attempt).given
    unanswered = [number for number, item in enumerate(attempt.order, start=1) if item not in given]
    context = {
        "title": _("确认交卷"),
        "attempt": attempt,
        "sitting": attempt.sitting,
        "unanswered": unanswered,
        "answered": len(given),
        "total": len(attempt.order),
        "clock": exam_page.clock(_left(attempt, at)),
    }
    return render(request, "exams/hand_in.html", context)


@needs(Can.SIT_EXAM)
def receipt(request: HttpRequest, key: UUID) -> HttpResponse:
    """The receipt: when, how many, the digest of the answers. No score and no key."""
    attempt = _own(request, key)
    if attempt.handed_in_at is None:
        return redirect("exams:exam", key)
    made = receipts.of(attempt)
    context = {
        "title": attempt.sitting.title,
        "trail": _trail(attempt),
        "attempt": attempt,
        "sitting": attempt.sitting,
        "receipt": made,
        "text": receipts.text_of(made),
        "total": len(attempt.order),
        "is_by_clock": attempt.handed_in_by == HandIn.CLOCK,
        "seconds": timezone.localtime(attempt.handed_in_at).strftime(":%S"),
    }
    return render(request, "exams/receipt.html", context)


@needs(Can.SIT_EXAM)
def receipt_file(request: HttpRequest, key: UUID) -> HttpResponse:
    """The receipt as a text file."""
    attempt = _own(request, key)
    if attempt.handed_in_at is None:
        raise Http404
    name = f"receipt-{attempt.sitting.number}.txt"
    text = receipts.text_of(receipts.of(attempt))
    return HttpResponse(text, content_type="text/plain; charset=utf-8", headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _doing(act: Callable[..., Attempt], request: HttpRequest, key: UUID) -> HttpResponse:
    """Do it and go back to the exam, which shows how things stand; there a refusal is told."""
    try:
        act(attempt=key, by=actor_of(request), at=clock.now())
    except Attempt.DoesNotExist:
        raise Http404 from None
    except NotPossible as refused:
        messages.error(request, str(refused))
    return redirect("exams:exam", key)


def _questions(request: HttpRequest, attempt: Attempt, at: datetime) -> HttpResponse:
    saved, left = queries.saved(attempt), _left(attempt, at)
    given = saved.given
    context = {
        "title": attempt.sitting.title,
        "attempt": attempt,
        "sitting": attempt.sitting,
        "questions": drawing.questions(attempt.sitting.paper_id, attempt.order, given),
        "order": [(number, item, item in given) for number, item in enumerate(attempt.order, start=1)],
        "left": left,
        "clock": exam_page.clock(left),
        "revision": saved.revision,
        "pass": _pass(request, attempt, at),
        "shown": json.dumps(given, separators=(",", ":")),
        "answered": len(given),
        "total": len(attempt.order),
        "rule_of_the_end": exam_page.rule_of_the_end(queries.facts(attempt), at),
        "words": exam_page.of_the_exam(),
    }
    return render(request, "exams/exam.html", context)


def _after_the_end(request: HttpRequest, attempt: Attempt, at: datetime) -> HttpResponse:
    """The time is over: what was received in time is being written for a few seconds, then whoever looks first closes the attempt."""
    if attempt.ends_at is not None and at >= attempt.ends_at + timing.SETTLING:
        operations.hand_in(attempt=attempt.pk, by=actor_of(request), at=at)
        return redirect("exams:receipt", attempt.pk)
    response = _waiting(request, attempt, Standing.OVER, at)
    response["Refresh"] = "4"
    return response


def _waiting(request: HttpRequest, attempt: Attempt, standing: Standing, at: datetime) -> HttpResponse:
    sitting, facts = attempt.sitting, queries.facts(attempt)
    wait = timing.left(sitting.opens_at, at) if standing == Standing.TOO_EARLY else 0.0
    context = {
        "title": sitting.title,
        "trail": _trail(attempt),
        "attempt": attempt,
        "sitting": sitting,
        "paper": sitting.paper,
        "standing": candidates.STANDINGS[standing],
        "is_open": standing == Standing.MAY_START,
        "is_closed": standing not in (Standing.TOO_EARLY, Standing.MAY_START),
        "closed_says": candidates.REFUSALS.get(f"attempt.{standing.value}", ""),
        "wait": wait,
        "countdown": exam_page.clock(wait),
        "minutes": timing.minutes_if_started(facts, at),
        "total": len(attempt.order),
        "rule_of_the_end": exam_page.rule_of_the_end(facts, at),
    }
    return render(request, "exams/waiting.html", context)


def _own(request: HttpRequest, key: UUID) -> Attempt:
    attempt = queries.own(actor_of(request), key)
    if attempt is None:
        raise Http404
    return attempt


def _standing(attempt: Attempt, at: datetime) -> Standing:
    return timing.status(queries.facts(attempt), at)


def _left(attempt: Attempt, at: datetime) -> float:
    assert attempt.ends_at is not None
    return round(timing.left(attempt.ends_at, at), 1)


def _pass(request: HttpRequest, attempt: Attempt, at: datetime) -> str:
    actor, session_key = actor_of(request), request.session.session_key or ""
    assert actor.user is not None  # who sits an exam is signed in
    return passes.issue(attempt=attempt.pk, paper=attempt.sitting.paper_id, user=actor.user, session_key=session_key, at=at)


def _trail(attempt: Attempt | None = None) -> Sequence[tuple[str, str]]:
    first = [(_("工作台"), reverse("desk:today"))]
    if attempt is None:
        return [*first, (_("我的考试"), "")]
    return [*first, (_("我的考试"), reverse("exams:mine")), (attempt.sitting.title, "")]
