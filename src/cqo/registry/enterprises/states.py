"""States of an enterprise, of a claim on its file, and how facts came in. No Django."""

from enum import StrEnum

from cqo.foundation.access.capabilities import Can
from cqo.foundation.lifecycle.states import LifeCycle, Step


class Status(StrEnum):
    """Whether the enterprise still works here (登记状态)."""

    OPERATING = "operating"
    MOVED_OUT = "moved_out"
    STRUCK_OFF = "struck_off"


class Filer(StrEnum):
    """Who filed a fact: the firm, the person, the bureau, or the bureau for the firm with its stamped paper (代录)."""

    FIRM = "firm"
    PERSON = "person"
    BUREAU = "bureau"
    BUREAU_FOR_FIRM = "bureau_for_firm"
    ROSTER = "roster"


class ClaimState(StrEnum):
    """Where a claim by letter stands."""

    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class ClaimPurpose(StrEnum):
    """What the letter of authority asks for."""

    FIRST = "first"
    CHANGE_ADMINISTRATOR = "change_administrator"


CLAIM_LIFE_CYCLE = LifeCycle(
    kind="claim",
    path=(ClaimState.SUBMITTED, ClaimState.ACCEPTED),
    steps=(
        Step("return_for_changes", (ClaimState.SUBMITTED,), ClaimState.RETURNED, Can.CHECK_CLAIM),
        Step("resubmit", (ClaimState.RETURNED,), ClaimState.SUBMITTED, Can.APPLY),
        Step("accept", (ClaimState.SUBMITTED,), ClaimState.ACCEPTED, Can.CHECK_CLAIM),
        Step("refuse", (ClaimState.SUBMITTED,), ClaimState.REFUSED, Can.CHECK_CLAIM),
        Step("withdraw", (ClaimState.SUBMITTED, ClaimState.RETURNED), ClaimState.WITHDRAWN, Can.APPLY),
    ),
)
