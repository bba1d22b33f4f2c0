"""The life of a batch. No Django."""

from enum import StrEnum

from cqo.foundation.access.capabilities import Can
from cqo.foundation.lifecycle.states import LifeCycle, Step


class State(StrEnum):
    """Where a batch stands."""

    UPLOADED = "uploaded"
    CHECKING = "checking"
    CHECKED = "checked"
    UNREADABLE = "unreadable"
    PUBLISHING = "publishing"
    PUBLISHED = "published"
    UNDOING = "undoing"
    UNDONE = "undone"
    DISCARDED = "discarded"


class Verdict(StrEnum):
    """What will become of a row."""

    NEW = "new"
    CHANGE = "change"
    SAME = "same"
    REJECTED = "rejected"
    LEFT_OUT = "left_out"


ACCEPTED = (Verdict.NEW, Verdict.CHANGE, Verdict.SAME)
WORKING = (State.CHECKING, State.PUBLISHING, State.UNDOING)

LIFE_CYCLE = LifeCycle(
    kind="intake",
    path=(State.UPLOADED, State.CHECKING, State.CHECKED, State.PUBLISHING, State.PUBLISHED),
    steps=(
        Step("finish_check", (State.CHECKING,), State.CHECKED, None),
        Step("call_unreadable", (State.UPLOADED, State.CHECKING), State.UNREADABLE, None),
        Step("check", (State.UPLOADED, State.CHECKED), State.CHECKING, Can.IMPORT_ROSTER),
        Step("publish", (State.CHECKED,), State.PUBLISHING, Can.IMPORT_ROSTER),
        Step("finish_publication", (State.PUBLISHING,), State.PUBLISHED, None),
        Step("undo", (State.PUBLISHED,), State.UNDOING, Can.UNDO_IMPORT),
        Step("finish_undo", (State.UNDOING,), State.UNDONE, None),
        Step("refuse_undo", (State.UNDOING,), State.PUBLISHED, None),
        Step("discard", (State.UPLOADED, State.CHECKED, State.UNREADABLE), State.DISCARDED, Can.IMPORT_ROSTER),
    ),
)
