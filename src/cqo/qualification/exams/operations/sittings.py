"""Sittings (场次): plan, amend, prepare, move, add minutes, cancel. The clock that ends an attempt is in `rules.timing`."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from cqo.foundation.access import gate
from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.audit import operations as audit
from cqo.foundation.audit.ids import new_id
from cqo.foundation.inbox import operations as inbox
from cqo.foundation.lifecycle import numbers
from cqo.foundation.lifecycle.operations import advance
from cqo.foundation.look.templatetags.look import moment
from cqo.foundation.refusal import NotPossible
from cqo.qualification.exams.models import Allowance, Attempt, Paper, PaperItem, Sitting
from cqo.qualification.exams.queries import sittings, terms
from cqo.qualification.exams.rules import timing
from cqo.qualification.exams.rules.blueprint import shuffled
from cqo.qualification.exams.rules.timing import Standing
from cqo.qualification.exams.states import PaperState, SittingState
from cqo.qualification.training.models import Enrolment, TrainingClass
from cqo.qualification.training.operations.classes import results_published
from cqo.qualification.training.queries import classes


@dataclass(frozen=True)
class Plan:
    """What is planned of a sitting."""

    paper_id: UUID
    title: str
    opens_at: datetime
    last_start_at: datetime
    closes_at: datetime
    place: str = ""


@transaction.atomic
def plan(*, training_class: TrainingClass, plan: Plan, by: Actor, at: datetime, resit_of: Sitting | None = None) -> Sitting:
    """Plan a sitting of a class. resit_of: the sitting whose failed and absent candidates sit again; its scores must be handed over.

    Raises NotPossible: "sitting.not_yours", "sitting.paper_not_fixed", "sitting.moments_wrong", "sitting.too_late", "sitting.not_marked",
    "sitting.nobody_to_resit", "sitting.results_published".
    """
    require_holds(training_class, by)
    _check(training_class, plan, at=at)
    if results_published(training_class):
        raise NotPossible("sitting.results_published")
    if resit_of is not None:
        if resit_of.state != SittingState.MARKED:
            raise NotPossible("sitting.not_marked")
        if not sittings.below(resit_of.pk, mark=_resit_below(training_class, at)):
            raise NotPossible("sitting.nobody_to_resit")
    made = Sitting.objects.create(
        number=numbers.draw(kind="KC", city=training_class.city_code, at=at),
        city_code=training_class.city_code,
        training_class=training_class,
        resit_of=resit_of,
        recorded_at=at,
        **asdict(plan),
    )
    _record("sitting.planned", made, by=by, at=at, facts={"class": training_class.pk, "resit": resit_of is not None, **_moments(made)})
    return made


@transaction.atomic
def amend(*, sitting: Sitting, version: int, plan: Plan, by: Actor, at: datetime) -> None:
    """Change a sitting that is not prepared yet. Raises as `plan` does, and NotPossible("lifecycle.not_from_here", "lifecycle.changed_meanwhile")."""
    require_holds(sitting.training_class, by)
    _check(sitting.training_class, plan, at=at)
    _write(sitting, SittingState.DRAFT, version, asdict(plan))
    _record("sitting.amended", sitting, by=by, at=at, facts=_moments(sitting))


@transaction.atomic
def prepare(*, sitting: Sitting, version: int, by: Actor, at: datetime) -> int:
    """Build everybody's paper ahead, in an order of their own that can be worked out again, and tell them when they sit; how many.

    Raises NotPossible: "sitting.closed_already", "sitting.nobody_admitted", "sitting.nobody_to_resit".
    """
    require_holds(sitting.training_class, by)
    if sitting.last_start_at <= at:
        raise NotPossible("sitting.closed_already")
    members = sittings.members(sitting, resit_below=_resit_below(sitting.training_class, at))
    if not members:
        raise NotPossible("sitting.nobody_to_resit" if sitting.resit_of_id else "sitting.nobody_admitted")
    advance(sitting, "prepare", version=version, by=by, at=at, facts={"candidates": len(members)})
    _build(sitting, members)
    _tell(sitting, "sitting.prepared", Attempt.objects.filter(sitting=sitting), by=by, at=at)
    return len(members)


@transaction.atomic
def add_candidates(*, sitting: Sitting, version: int, by: Actor, at: datetime) -> int:
    """Papers for those admitted since the sitting was prepared; how many. Raises NotPossible("sitting.closed_already", "sitting.nobody_admitted")."""
    require_holds(sitting.training_class, by)
    if sitting.last_start_at <= at:
        raise NotPossible("sitting.closed_already")
    there = set(Attempt.objects.filter(sitting=sitting).values_list("enrolment", flat=True))
    members = sittings.members(sitting, resit_below=_resit_below(sitting.training_class, at))
    new = [each for each in members if each.pk not in there]
    if not new:
        raise NotPossible("sitting.nobody_new")
    _write(sitting, SittingState.READY, version, {})
    _build(sitting, new)
    _record("sitting.candidates_added", sitting, by=by, at=at, facts={"candidates": len(new)})
    _tell(sitting, "sitting.prepared", Attempt.objects.filter(sitting=sitting, enrolment__in=new), by=by, at=at)
    return len(new)


@transaction.atomic
def move(
    *,
    sitting: Sitting,
    version: int,
    opens_at: datetime,
    last_start_at: datetime,
    closes_at: datetime,
    place: str,
    by: Actor,
    at: datetime,
) -> None:
    """Other moments or another place for a prepared sitting that has not begun; every candidate is told.

    Raises NotPossible: "sitting.begun", "sitting.same_moments", "sitting.moments_wrong", "sitting.too_late".
    """
    require_holds(sitting.training_class, by)
    if at >= sitting.opens_at:
        raise NotPossible("sitting.begun")
    columns = {"opens_at": opens_at, "last_start_at": last_start_at, "closes_at": closes_at, "place": place}
    if all(getattr(sitting, name) == value for name, value in columns.items()):
        raise NotPossible("sitting.same_moments")
    _check_moments(opens_at, last_start_at, closes_at, at=at)
    _write(sitting, SittingState.READY, version, columns)
    _record("sitting.moved", sitting, by=by, at=at, facts=_moments(sitting))
    _tell(sitting, "sitting.moved", Attempt.objects.filter(sitting=sitting), by=by, at=at)


@transaction.atomic
def add_minutes(*, sitting: Sitting, attempt: Attempt | None = None, minutes: int, reason: str, by: Actor, at: datetime) -> int:
    """Add minutes for one candidate or for all who have not finished, at once in force; for how many.

    Raises NotPossible: "sitting.not_running", "sitting.nobody_to_extend", "sitting.extra_too_much".
    """
    require_holds(sitting.training_class, by)
    if sitting.state != SittingState.READY:
        raise NotPossible("sitting.not_running")
    rows = Attempt.objects.select_for_update().filter(sitting=sitting, handed_in_at__isnull=True).order_by("pk")
    if attempt is not None:
        rows = rows.filter(pk=attempt.pk)
    over = (Standing.OVER, Standing.MISSED)
    running = [each for each in rows if timing.status(sittings.facts(each, sitting), at) not in over]
    if not running:
        raise NotPossible("sitting.nobody_to_extend")
    most = terms.in_force(sitting.training_class, timezone.localdate(sitting.opens_at)).terms.most_extra_minutes
    if beyond := sum(1 for each in running if each.extra_minutes + minutes > most):
        raise NotPossible("sitting.extra_too_much", most=most, number=beyond)
    for each in running:
        each.extra_minutes += minutes
        if each.started_at is not None:
            each.ends_at = timing.deadline(
                started_at=each.started_at,
                minutes=sitting.paper.minutes,
                extra_minutes=each.extra_minutes,
                closes_at=sitting.closes_at,
            )
    Attempt.objects.bulk_update(running, ["extra_minutes", "ends_at"], batch_size=200)
    Allowance.objects.create(sitting=sitting, attempt=attempt, minutes=minutes, reason=reason, recorded_at=at)
    facts = {"minutes": minutes, "candidates": len(running), "all": attempt is None}
    _record("sitting.minutes_added", sitting, by=by, at=at, facts=facts)
    return len(running)


@transaction.atomic
def cancel(*, sitting: Sitting, version: int, reason: str, by: Actor, at: datetime) -> None:
    """Cancel a sitting, with the reason its candidates can read."""
    require_holds(sitting.training_class, by)
    told = sitting.state == SittingState.READY
    advance(sitting, "cancel", version=version, by=by, at=at, reason=reason)
    if told:
        _tell(sitting, "sitting.cancelled", Attempt.objects.filter(sitting=sitting), by=by, at=at)


def _build(sitting: Sitting, members: Sequence[Enrolment]) -> None:
    places = list(PaperItem.objects.filter(paper=sitting.paper_id).order_by("place").values_list("place", flat=True))
    made = []
    for member in members:
        key = new_id()
        order = shuffled(places, seed=str(key)) if sitting.paper.shuffled else places
        made.append(Attempt(pk=key, sitting=sitting, enrolment=member, order=order))
    Attempt.objects.bulk_create(made, batch_size=500)


def _check(training_class: TrainingClass, plan: Plan, *, at: datetime) -> None:
    if not Paper.objects.filter(pk=plan.paper_id, training_class=training_class, state=PaperState.FIXED.value).exists():
        raise NotPossible("sitting.paper_not_fixed")
    _check_moments(plan.opens_at, plan.last_start_at, plan.closes_at, at=at)


def _check_moments(opens_at: datetime, last_start_at: datetime, closes_at: datetime, *, at: datetime) -> None:
    if not opens_at <= last_start_at < closes_at:
        raise NotPossible("sitting.moments_wrong")
    if last_start_at <= at:
        raise NotPossible("sitting.too_late")


def _resit_below(training_class: TrainingClass, at: datetime) -> int:
    return terms.in_force(training_class, timezone.localdate(at)).terms.resit_below


def _write(sitting: Sitting, state: SittingState, version: int, columns: Mapping[str, object]) -> None:
    if sitting.state != state:
        raise NotPossible("lifecycle.not_from_here")
    if not Sitting.objects.filter(pk=sitting.pk, version=version, state=state.value).update(**columns, version=F("version") + 1):
        raise NotPossible("lifecycle.changed_meanwhile")
    sitting.refresh_from_db()


def _moments(sitting: Sitting) -> dict[str, object]:
    return {"opens": sitting.opens_at, "last": sitting.last_start_at, "closes": sitting.closes_at}


def _tell(sitting: Sitting, kind: str, rows: object, *, by: Actor, at: datetime) -> None:
    facts = {
        "number": sitting.number,
        "title": sitting.title,
        "opens": moment(sitting.opens_at),
        "last": moment(sitting.last_start_at),
        "minutes": sitting.paper.minutes,
        "place": sitting.place or "—",
    }
    inbox.tell(kind=kind, by=by, at=at, users=sittings.owners(rows), about=("sitting", sitting.pk), facts=facts)  # type: ignore[arg-type]


def require_holds(training_class: TrainingClass, by: Actor) -> None:
    gate.require(by, Can.RUN_SITTING)
    if not classes.held_by(by).filter(pk=training_class.pk).exists():
        raise NotPossible("sitting.not_yours")


def _record(event: str, sitting: Sitting, *, by: Actor, at: datetime, facts: Mapping[str, object]) -> None:
    audit.record(event, by=by, at=at, city=sitting.city_code, kind="sitting", key=sitting.pk, facts=facts)
