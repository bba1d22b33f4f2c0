"""Training in words, by subject: each module has its states, refusals, events and messages."""

from django.utils.translation import gettext_lazy as _

from cqo.foundation import refusal
from cqo.foundation.audit import wording as record
from cqo.foundation.inbox import wording as inbox
from cqo.qualification.training.wording import assessment, attendance, classes, enrolments, syllabuses

PAPERS = {"notice": _("盖章通知"), "sign_in_sheet": _("签到表扫描件")}


def connect() -> None:
    """Hand the sentences of every subject to the tables of refusals, events and messages."""
    for subject in (syllabuses, classes, enrolments, attendance, assessment):
        refusal.register(subject.REFUSALS)
        record.register(subject.EVENTS)
        inbox.register(subject.MESSAGES)
