"""Kinds and states in a person's file. No Django."""

from enum import StrEnum

from cqo.foundation.access.capabilities import Can
from cqo.foundation.lifecycle.states import LifeCycle, Step


class Education(StrEnum):
    """Schooling, lowest first (GB/T 4658, shortened to what appointment conditions name)."""

    BELOW_SECONDARY = "below_secondary"
    SECONDARY = "secondary"
    COLLEGE = "college"
    BACHELOR = "bachelor"
    MASTER = "master"
    DOCTOR = "doctor"


class Tier(StrEnum):
    """The three tiers of training and certificate: county 基础, city 提升, province 高级."""

    BASIC = "basic"
    ADVANCED = "advanced"
    SENIOR = "senior"


class IdentityGround(StrEnum):
    """By which proof a name or a document was put right."""

    DOCUMENT_SEEN = "document_seen"
    LEGAL_CHANGE = "legal_change"
    WRONG_IN_ROSTER = "wrong_in_roster"
    NEW_DOCUMENT = "new_document"


class RequestKind(StrEnum):
    """What a person asks for (个人信息保护法, Art. 45-47)."""

    CORRECTION = "correction"
    ERASURE = "erasure"


class RequestState(StrEnum):
    """Where a request stands."""

    SUBMITTED = "submitted"
    DONE = "done"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


REQUEST_LIFE_CYCLE = LifeCycle(
    kind="request",
    path=(RequestState.SUBMITTED, RequestState.DONE),
    steps=(
        Step("carry_out", (RequestState.SUBMITTED,), RequestState.DONE, Can.ANSWER_REQUEST),
        Step("refuse", (RequestState.SUBMITTED,), RequestState.REFUSED, Can.ANSWER_REQUEST),
        Step("withdraw", (RequestState.SUBMITTED,), RequestState.WITHDRAWN, Can.OWN_FILE),
    ),
)
