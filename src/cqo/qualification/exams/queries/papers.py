"""Reads of papers: which an actor may see, what is in one, and its key."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from uuid import UUID

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import Coalesce

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.qualification.exams.models import Paper, PaperItem
from cqo.qualification.exams.states import PaperState
from cqo.qualification.training.models import TrainingClass
from cqo.qualification.training.queries import classes


def within(actor: Actor) -> QuerySet[Paper]:
    """The papers for classes that are an actor's to hold, each with `item_count` and `total_tenths`."""
    if not actor.may(Can.KEEP_QUESTIONS):
        return Paper.objects.none()
    held = classes.held_by(actor).order_by().values("pk")
    rows = Paper.objects.filter(training_class__in=held).select_related("training_class", "training_class__county")
    return rows.annotate(item_count=Count("items"), total_tenths=Coalesce(Sum("items__points_tenths"), 0))


def fixed_of(training_class: TrainingClass) -> QuerySet[Paper]:
    """The papers that a sitting of a class can take."""
    return Paper.objects.filter(training_class=training_class, state=PaperState.FIXED.value).order_by("-recorded_at", "pk")


def items(paper: Paper) -> Sequence[PaperItem]:
    """The items of a paper by place, with their questions but neither key nor explanation."""
    rows = PaperItem.objects.filter(paper=paper).select_related("question").defer("question__key", "question__explanation")
    return list(rows.order_by("place"))


def total(paper: Paper) -> int:
    """What a paper is worth in all, in tenths of a point."""
    return int(PaperItem.objects.filter(paper=paper).aggregate(total=Coalesce(Sum("points_tenths"), 0))["total"])


def answer_key(paper: Paper) -> Mapping[int, tuple[str, int]]:
    """The key of a paper by place: the right letters, and the tenths of a point. For marking only: no reply to a candidate holds any of it."""
    return _of_fixed(paper.pk) if paper.state == PaperState.FIXED else _read(paper.pk)


@lru_cache(maxsize=32)
def _of_fixed(paper: UUID) -> Mapping[int, tuple[str, int]]:
    """A fixed paper never changes."""
    return _read(paper)


def _read(paper: UUID) -> Mapping[int, tuple[str, int]]:
    rows = PaperItem.objects.filter(paper_id=paper).order_by("place").values_list("place", "question__key", "points_tenths")
    return {place: (key.reveal() if key else "", points) for place, key, points in rows}
