"""The subject of rules that the talent registry keeps."""

from django.utils.translation import gettext_lazy as _

from cqo.foundation.provisions import subjects
from cqo.foundation.provisions.subjects import Subject
from cqo.qualification.talents.rules.continuing import ContinuingTerms

CONTINUING = Subject(
    key="continuing",
    title=_("继续教育学时"),
    terms=ContinuingTerms,
    labels={"hours_per_year": _("持证人每年学时")},
    units={"hours_per_year": _("学时")},
    help={"hours_per_year": _("留空表示不作要求。只用来在本人工作台上提示进度，不作为处理依据。")},
)


def connect() -> None:
    """Register the subject."""
    subjects.register(CONTINUING)
