"""Kinds of questions, states of papers, sittings and attempts. No Django."""

from enum import StrEnum

from cqo.foundation.access.capabilities import Can
from cqo.foundation.lifecycle.states import LifeCycle, Step


class QuestionKind(StrEnum):
    """Single choice, multiple choice, true or false: what a program can mark."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    TRUE_FALSE = "true_false"


class PaperState(StrEnum):
    """A paper is put together, then fixed; a fixed one is never changed again."""

    DRAFT = "draft"
    FIXED = "fixed"
    DISCARDED = "discarded"


PAPER_LIFE_CYCLE = LifeCycle(
    kind="paper",
    path=(PaperState.DRAFT, PaperState.FIXED),
    steps=(
        Step("fix", (PaperState.DRAFT,), PaperState.FIXED, Can.KEEP_QUESTIONS),
        Step("discard", (PaperState.DRAFT,), PaperState.DISCARDED, Can.KEEP_QUESTIONS),
    ),
)


class SittingState(StrEnum):
    """What somebody did with a sitting (场次); whether it runs is read from its moments (`rules.timing`)."""

    DRAFT = "draft"
    READY = "ready"
    MARKED = "marked"
    CANCELLED = "cancelled"


SITTING_LIFE_CYCLE = LifeCycle(
    kind="sitting",
    path=(SittingState.DRAFT, SittingState.READY, SittingState.MARKED),
    steps=(
        Step("prepare", (SittingState.DRAFT,), SittingState.READY, Can.RUN_SITTING),
        Step("hand_over", (SittingState.READY,), SittingState.MARKED, Can.RUN_SITTING),
        Step("cancel", (SittingState.DRAFT, SittingState.READY), SittingState.CANCELLED, Can.RUN_SITTING),
    ),
)


class HandIn(StrEnum):
    """Who handed an attempt in: the candidate, or the clock."""

    CANDIDATE = "candidate"
    CLOCK = "clock"
