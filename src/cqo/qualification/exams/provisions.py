"""The subject of rules that this app keeps, in words; `apps.py` hands it to `foundation/provisions`."""

from django.utils.translation import gettext_lazy as _

from cqo.foundation.provisions import subjects
from cqo.foundation.provisions.subjects import Subject
from cqo.qualification.exams.rules.terms import ExamTerms

EXAMS = Subject(
    key="exams",
    title=_("考试规则"),
    terms=ExamTerms,
    labels={
        "minutes": _("考试时长（分钟）"),
        "most_extra_minutes": _("每名考生最多加时（分钟）"),
        "half_for_incomplete": _("多选题少选得一半分"),
        "resit_below": _("低于多少分可以补考"),
    },
    help={
        "minutes": _("新建试卷时带入，可以逐卷修改。"),
        "half_for_incomplete": _(
            "选项都对但没有选全的得一半分；错选、不选不得分。不勾选的，选全才得分。试卷定稿时固定，以后改规则不影响它。"
        ),
        "resit_below": _("按百分制。缺考的也可以补考。"),
    },
)


def connect() -> None:
    """Register the subject."""
    subjects.register(EXAMS)
