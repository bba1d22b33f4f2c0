"""Answers a question about a certificate, and counts wrong guesses without ever refusing a right code."""

import logging
from dataclasses import dataclass
from datetime import date

from cqo.portal.public.check.throttle import Throttle, household
from cqo.qualification.certificates.queries import checking
from cqo.qualification.certificates.queries.checking import Reading
from cqo.qualification.certificates.rules import asked
from cqo.qualification.certificates.rules.checks import NOT_FOUND, TOO_OFTEN, UNKNOWN, Finding, Verdict

logger = logging.getLogger(__name__)

WRONG_FROM_AN_ADDRESS = 60
WRONG_FOR_A_NUMBER = 20
MINUTES_OF_AN_ADDRESS = 10
MINUTES_OF_A_NUMBER = 60


@dataclass(frozen=True)
class Question:
    """A number and what is to prove that the asker has the certificate at hand: its check code, or (typed into the form) the holder's name."""

    number: str
    secret: str
    may_be_name: bool = False


class Counter:
    """Where questions are asked. It remembers how often wrong ones came from an address and for a number, nothing else.

    A check code has 31⁸ values, so a right one is never refused, however many wrong ones came from the same hall; a name can be guessed, so names are
    no longer looked up once too many were wrong.
    """

    def __init__(self, read: Reading) -> None:
        self._read = read
        self._of_address = Throttle(most=WRONG_FROM_AN_ADDRESS, seconds=MINUTES_OF_AN_ADDRESS * 60)
        self._of_number = Throttle(most=WRONG_FOR_A_NUMBER, seconds=MINUTES_OF_A_NUMBER * 60)

    def answer(self, question: Question, *, address: str, on: date, at: float) -> Finding:
        """What the certificate is worth on a day. at: seconds of a clock that only goes forward. UNKNOWN where the database does not answer."""
        where, what = household(address), _key(question.number)
        is_full = self._of_address.is_full(where, at=at) or self._of_number.is_full(what, at=at)
        try:
            finding = self._look_up(question, on=on, names=not is_full)
        except Exception as trouble:  # whatever it is, "nobody can tell now" is the only true answer
            logger.error("A check could not be answered: %s", type(trouble).__name__)
            return UNKNOWN
        if finding.verdict == Verdict.NOT_FOUND:
            self._of_address.note(where, at=at)
            self._of_number.note(what, at=at)
            return TOO_OFTEN if is_full else NOT_FOUND
        return finding

    def _look_up(self, question: Question, *, on: date, names: bool) -> Finding:
        finding = NOT_FOUND
        if not question.may_be_name or asked.code(question.secret):
            finding = checking.by_code(self._read, question.number, question.secret, on=on)
        if finding.verdict in (Verdict.NOT_FOUND, Verdict.SLIP) and question.may_be_name and names:
            return checking.by_name(self._read, question.number, question.secret, on=on)
        return finding


def _key(number: str) -> str:
    """What a number is counted as, however it was typed."""
    typed = asked.number(number)
    return typed.platform or (typed.official or ("",))[-1]
