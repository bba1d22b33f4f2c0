"""States of a class, a sign-up, an attendance list and an assessment. No Django."""

from enum import StrEnum

from cqo.foundation.access.capabilities import Can
from cqo.foundation.lifecycle.states import LifeCycle, Step


class ClassState(StrEnum):
    """What somebody did with a class; whether sign-up is open or teaching goes on is read from its dates (`rules.phase`)."""

    DRAFT = "draft"
    ANNOUNCED = "announced"
    ADMITTED = "admitted"
    CLOSED = "closed"
    CANCELLED = "cancelled"


CLASS_LIFE_CYCLE = LifeCycle(
    kind="class",
    path=(ClassState.DRAFT, ClassState.ANNOUNCED, ClassState.ADMITTED, ClassState.CLOSED),
    steps=(
        Step("announce", (ClassState.DRAFT,), ClassState.ANNOUNCED, Can.HOLD_CLASS),
        Step("take_back", (ClassState.ANNOUNCED,), ClassState.DRAFT, Can.HOLD_CLASS),
        Step("admit", (ClassState.ANNOUNCED,), ClassState.ADMITTED, Can.HOLD_CLASS),
        Step("reopen", (ClassState.ADMITTED,), ClassState.ANNOUNCED, Can.HOLD_CLASS),
        Step("close", (ClassState.ADMITTED,), ClassState.CLOSED, Can.HOLD_CLASS),
        Step("cancel", (ClassState.DRAFT, ClassState.ANNOUNCED, ClassState.ADMITTED), ClassState.CANCELLED, Can.HOLD_CLASS),
    ),
)


class EnrolmentState(StrEnum):
    """Where a sign-up (报名) stands. SUBMITTED waits for the county; WAITING has no seat (候补)."""

    SUBMITTED = "submitted"
    RETURNED = "returned"
    WAITING = "waiting"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    ADMITTED = "admitted"
    WITHDRAWN = "withdrawn"


LIVE = (
    EnrolmentState.SUBMITTED,
    EnrolmentState.RETURNED,
    EnrolmentState.WAITING,
    EnrolmentState.ACCEPTED,
    EnrolmentState.ADMITTED,
)
SEATED = (EnrolmentState.SUBMITTED, EnrolmentState.RETURNED, EnrolmentState.ACCEPTED, EnrolmentState.ADMITTED)

ENROLMENT_LIFE_CYCLE = LifeCycle(
    kind="enrolment",
    path=(EnrolmentState.SUBMITTED, EnrolmentState.ACCEPTED, EnrolmentState.ADMITTED),
    steps=(
        Step("accept", (EnrolmentState.SUBMITTED,), EnrolmentState.ACCEPTED, Can.CHECK_SIGN_UP),
        Step("return_for_changes", (EnrolmentState.SUBMITTED,), EnrolmentState.RETURNED, Can.CHECK_SIGN_UP),
        Step("resubmit", (EnrolmentState.RETURNED,), EnrolmentState.SUBMITTED, Can.SIGN_UP),
        Step("refuse", (EnrolmentState.SUBMITTED,), EnrolmentState.REFUSED, Can.CHECK_SIGN_UP),
        Step("reopen", (EnrolmentState.ACCEPTED, EnrolmentState.REFUSED), EnrolmentState.SUBMITTED, Can.CHECK_SIGN_UP),
        Step("move_up", (EnrolmentState.WAITING,), EnrolmentState.SUBMITTED, None),
        Step("admit", (EnrolmentState.ACCEPTED,), EnrolmentState.ADMITTED, Can.HOLD_CLASS),
        Step("withdraw", LIVE, EnrolmentState.WITHDRAWN, Can.SIGN_UP),
        Step("remove", LIVE, EnrolmentState.WITHDRAWN, Can.HOLD_CLASS),
    ),
)


class Presence(StrEnum):
    """What the attendance list says of somebody at a session: 出勤, 迟到, 请假, 缺勤."""

    PRESENT = "present"
    LATE = "late"
    EXCUSED = "excused"
    ABSENT = "absent"


class AssessmentState(StrEnum):
    """Where a class's assessment stands: scores are entered, handed to a second person, published."""

    ENTERING = "entering"
    SUBMITTED = "submitted"
    PUBLISHED = "published"


ASSESSMENT_LIFE_CYCLE = LifeCycle(
    kind="assessment",
    path=(AssessmentState.ENTERING, AssessmentState.SUBMITTED, AssessmentState.PUBLISHED),
    steps=(
        Step("submit", (AssessmentState.ENTERING,), AssessmentState.SUBMITTED, Can.HOLD_CLASS),
        Step("take_back", (AssessmentState.SUBMITTED,), AssessmentState.ENTERING, Can.HOLD_CLASS),
        Step("publish", (AssessmentState.SUBMITTED,), AssessmentState.PUBLISHED, Can.PUBLISH_RESULTS),
        Step("send_back", (AssessmentState.SUBMITTED,), AssessmentState.ENTERING, Can.PUBLISH_RESULTS),
    ),
)


class Verdict(StrEnum):
    """What the assessment comes to."""

    PASSED = "passed"
    FAILED = "failed"
    INCOMPLETE = "incomplete"
