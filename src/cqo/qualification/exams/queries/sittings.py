"""Reads of sittings: which an actor may see, who sits in one and how far they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, Max, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.qualification.exams.models import Attempt, PaperItem, Sitting
from cqo.qualification.exams.rules import timing
from cqo.qualification.exams.rules.timing import Standing
from cqo.qualification.exams.states import SittingState
from cqo.qualification.training.models import Enrolment, TrainingClass
from cqo.qualification.training.queries import classes, enrolments
from cqo.qualification.training.states import ClassState
from cqo.registry.people.queries import files as people


def within(actor: Actor) -> QuerySet[Sitting]:
    """The sittings of classes that are an actor's to hold, each with `candidate_count`."""
    if not actor.may(Can.RUN_SITTING):
        return Sitting.objects.none()
    held = classes.held_by(actor).order_by().values("pk")
    rows = Sitting.objects.filter(training_class__in=held).select_related("training_class", "training_class__county", "paper", "resit_of")
    return rows.annotate(candidate_count=Count("attempts"))


def classes_to_examine(actor: Actor) -> QuerySet[TrainingClass]:
    """The classes that an actor can make papers and sittings for, the newest first."""
    over = [ClassState.CLOSED.value, ClassState.CANCELLED.value]
    return classes.held_by(actor).exclude(state__in=over).order_by("-starts_date", "pk")


@dataclass(frozen=True)
class Counts:
    """How many candidates stand where."""

    candidates: int
    waiting: int
    sitting: int
    handed_in: int


def counts(sitting: Sitting) -> Counts:
    """How many candidates have not started, are sitting, have handed in. One query."""
    rows = Attempt.objects.filter(sitting=sitting)
    found = rows.aggregate(
        candidates=Count("pk"),
        waiting=Count("pk", filter=Q(started_at__isnull=True)),
        sitting=Count("pk", filter=Q(started_at__isnull=False, handed_in_at__isnull=True)),
        handed_in=Count("pk", filter=Q(handed_in_at__isnull=False)),
    )
    return Counts(**found)


@dataclass(frozen=True)
class Seat:
    """A candidate in the room. silent: seconds since the last save or the start, where they are sitting."""

    attempt: Attempt
    standing: Standing
    saved_at: datetime | None
    answered: int
    silent: int | None


def seats(sitting: Sitting, *, at: datetime) -> list[Seat]:
    """Everybody in a sitting, by name, with how far they are. One query."""
    rows = Attempt.objects.filter(sitting=sitting).select_related("enrolment__person__merged_into", "enrolment__enterprise")
    rows = rows.annotate(saved_at=Max("answers__saved_at"), answered=Count("answers__item", distinct=True))
    return [_seat(sitting, row, at) for row in rows.order_by("enrolment__person__name", "pk")]


def members(sitting: Sitting, *, resit_below: int) -> Sequence[Enrolment]:
    """Who is to sit: everybody admitted to the class; in a resit those of the sitting before who were absent or below the mark (of 100)."""
    admitted = enrolments.admitted(sitting.training_class)
    if sitting.resit_of_id is None:
        return list(admitted)
    again = below(sitting.resit_of_id, mark=resit_below)
    return [each for each in admitted if each.pk in again]


def below(sitting: UUID, *, mark: int) -> set[UUID]:
    """The enrolments of a sitting that were absent or came to less than a mark of 100."""
    items = PaperItem.objects.filter(paper=OuterRef("sitting__paper")).order_by().values("paper")
    worth = items.annotate(total=Sum("points_tenths")).values("total")
    rows = Attempt.objects.filter(sitting=sitting).annotate(total=Coalesce(Subquery(worth), 0), worth=F("points_tenths") * 100)
    missed = Q(started_at__isnull=True) | Q(points_tenths__isnull=True)
    return set(rows.filter(missed | Q(worth__lt=F("total") * mark)).values_list("enrolment", flat=True))


def sat_before(enrolments_: Sequence[UUID], *, but: Sitting) -> set[UUID]:
    """Which of some enrolments have sat in another sitting that was handed over."""
    rows = Attempt.objects.filter(enrolment__in=enrolments_, started_at__isnull=False, sitting__state=SittingState.MARKED.value)
    return set(rows.exclude(sitting=but).values_list("enrolment", flat=True))


def owners(rows: QuerySet[Attempt]) -> list[UUID]:
    """The sign-ins of candidates, of those who have one."""
    return [user for user in rows.annotate(owner=people.sign_in("enrolment__person")).values_list("owner", flat=True) if user is not None]


def to_prepare(actor: Actor) -> QuerySet[Sitting]:
    """Planned sittings whose candidates have no papers yet, the next first."""
    return within(actor).filter(state=SittingState.DRAFT.value).order_by("opens_at", "pk")


def to_hand_over(actor: Actor, at: datetime) -> QuerySet[Sitting]:
    """Sittings that are over and whose scores are not handed over, the oldest first."""
    return within(actor).filter(state=SittingState.READY.value, closes_at__lte=at).order_by("closes_at", "pk")


def facts(attempt: Attempt, sitting: Sitting) -> timing.Facts:
    """What the rules of timing want to know of an attempt of a sitting at hand."""
    return timing.Facts(
        opens_at=sitting.opens_at,
        last_start_at=sitting.last_start_at,
        closes_at=sitting.closes_at,
        minutes=sitting.paper.minutes,
        extra_minutes=attempt.extra_minutes,
        started_at=attempt.started_at,
        ends_at=attempt.ends_at,
        handed_in_at=attempt.handed_in_at,
        is_called_off=sitting.state == SittingState.CANCELLED,
    )


def _seat(sitting: Sitting, row: Attempt, at: datetime) -> Seat:
    saved = row.saved_at  # type: ignore[attr-defined]
    standing = timing.status(facts(row, sitting), at)
    last = saved or row.started_at
    silent = max(0, int((at - last).total_seconds())) if standing == Standing.RUNNING and last else None
    return Seat(row, standing, saved, row.answered, silent)  # type: ignore[attr-defined]


def address_for_candidates(key: str) -> str:
    """Where a message about a sitting leads its candidates: to their own exams."""
    return reverse("exams:mine")
