"""States of certificates, of an issue, and of a change to a certificate. No Django."""

from enum import StrEnum

from cqo.foundation.access.capabilities import Can
from cqo.foundation.lifecycle.states import LifeCycle, Step
from cqo.registry.people.states import Tier as Tier


class Level(StrEnum):
    """Which level of bureau issues or holds something."""

    COUNTY = "county"
    CITY = "city"
    PROVINCE = "province"


class Status(StrEnum):
    """What a certificate is worth on a day; `rules.status` computes it from recorded facts and the day, nothing stores it."""

    VALID = "valid"
    EXPIRED = "expired"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"
    REVOKED = "revoked"
    REPLACED = "replaced"
    VOID = "void"


class Ending(StrEnum):
    """How a certificate ended for good: 注销, 撤销, 换发, 作废."""

    CANCELLED = "cancelled"
    REVOKED = "revoked"
    REPLACED = "replaced"
    VOID = "void"


class IssueState(StrEnum):
    """Where one act of issuing for all who passed a class stands (发证审批)."""

    DRAFT = "draft"
    APPROVED = "approved"
    ISSUED = "issued"
    WITHDRAWN = "withdrawn"


ISSUE_LIFE_CYCLE = LifeCycle(
    kind="issue",
    path=(IssueState.DRAFT, IssueState.APPROVED, IssueState.ISSUED),
    steps=(
        Step("approve", (IssueState.DRAFT,), IssueState.APPROVED, Can.ISSUE_CERTIFICATES),
        Step("finish", (IssueState.APPROVED,), IssueState.ISSUED, None),
        Step("withdraw", (IssueState.DRAFT,), IssueState.WITHDRAWN, Can.ISSUE_CERTIFICATES),
    ),
)


class ChangeKind(StrEnum):
    """What a change does to a certificate: 暂停, 恢复, 注销, 撤销, 换发, 作废."""

    SUSPEND = "suspend"
    RESUME = "resume"
    CANCEL = "cancel"
    REVOKE = "revoke"
    REPLACE = "replace"
    VOID = "void"


class Ground(StrEnum):
    """Why a certificate is changed; which grounds fit which kind, `rules.GROUNDS` says."""

    HOLDER_WISH = "holder_wish"
    DEATH = "death"
    CORRECTION_NAME = "correction_name"
    CORRECTION_ID = "correction_id"
    CORRECTION_DATE = "correction_date"
    LEGAL_RENAME = "legal_rename"
    LOST = "lost"
    CHEATING = "cheating"
    FALSE_MATERIALS = "false_materials"
    DISQUALIFIED = "disqualified"
    UNDER_INQUIRY = "under_inquiry"
    INQUIRY_CLOSED = "inquiry_closed"
    ISSUED_IN_ERROR = "issued_in_error"
    MISPRINT = "misprint"


class ChangeState(StrEnum):
    """Where a change stands; only a revocation passes through the hearing of the holder."""

    PROPOSED = "proposed"
    HEARD = "heard"
    DONE = "done"
    DROPPED = "dropped"


CHANGE_LIFE_CYCLE = LifeCycle(
    kind="certificate_change",
    path=(ChangeState.PROPOSED, ChangeState.HEARD, ChangeState.DONE),
    steps=(
        Step("hear", (ChangeState.PROPOSED,), ChangeState.HEARD, Can.CHANGE_CERTIFICATES),
        Step("decide", (ChangeState.HEARD,), ChangeState.DONE, Can.CHANGE_CERTIFICATES),
        Step("carry_out", (ChangeState.PROPOSED,), ChangeState.DONE, Can.CHANGE_CERTIFICATES),
        Step("drop", (ChangeState.PROPOSED, ChangeState.HEARD), ChangeState.DROPPED, Can.CHANGE_CERTIFICATES),
        Step("withdraw", (ChangeState.PROPOSED,), ChangeState.DROPPED, Can.OWN_FILE),
    ),
)


class SheetState(StrEnum):
    """What became of a blank sheet (空白证书): printed on, spoiled, lost."""

    PRINTED = "printed"
    SPOILED = "spoiled"
    LOST = "lost"
