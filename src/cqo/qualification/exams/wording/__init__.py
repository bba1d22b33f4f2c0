"""Examinations in words, by subject: each module has its states, refusals, events and messages."""

from cqo.foundation import refusal
from cqo.foundation.audit import wording as record
from cqo.foundation.inbox import wording as inbox
from cqo.qualification.exams.wording import candidates, papers, questions, sittings


def connect() -> None:
    """Hand the sentences of every subject to the tables of refusals, events and messages."""
    for subject in (questions, papers, sittings, candidates):
        refusal.register(subject.REFUSALS)
        record.register(subject.EVENTS)
    inbox.register(sittings.MESSAGES)
