"""Which grounds fit which change to a certificate, what each needs, and what stands in the way. Values in, verdict out; no Django."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cqo.qualification.certificates.rules.status import Facts, status
from cqo.qualification.certificates.states import ChangeKind, Ending, Ground, Level, Status


@dataclass(frozen=True)
class ChangeTerms:
    """What a place settles about changes to certificates.

    statement_workdays: how long the holder may answer before a revocation is decided. backdate_days: how far the day of effect may lie back;
    ahead_days: how far ahead. basis_…: the article a revocation rests on, shown to everybody who checks the certificate; without one nothing is revoked.
    """

    statement_workdays: int = 5
    backdate_days: int = 15
    ahead_days: int = 90
    basis_cheating: str = ""
    basis_false_materials: str = ""
    basis_disqualified: str = ""


@dataclass(frozen=True)
class Needs:
    """What a change on a ground asks for.

    evidence: a paper attached. hearing: the holder told, and the statement recorded or its deadline passed. second: decided by another person
    than proposed it. mended: the part of the person's file in the registry that must have been put right first.
    """

    evidence: bool = False
    hearing: bool = False
    second: bool = False
    mended: str = ""


GROUNDS: Mapping[ChangeKind, Mapping[Ground, Needs]] = {
    ChangeKind.SUSPEND: {Ground.UNDER_INQUIRY: Needs(evidence=True)},
    ChangeKind.RESUME: {Ground.INQUIRY_CLOSED: Needs()},
    ChangeKind.CANCEL: {Ground.HOLDER_WISH: Needs(evidence=True), Ground.DEATH: Needs(evidence=True, second=True)},
    ChangeKind.REVOKE: {
        Ground.CHEATING: Needs(evidence=True, hearing=True, second=True),
        Ground.FALSE_MATERIALS: Needs(evidence=True, hearing=True, second=True),
        Ground.DISQUALIFIED: Needs(evidence=True, hearing=True, second=True),
    },
    ChangeKind.REPLACE: {
        Ground.CORRECTION_NAME: Needs(mended="name"),
        Ground.CORRECTION_ID: Needs(mended="id"),
        Ground.CORRECTION_DATE: Needs(evidence=True),
        Ground.LEGAL_RENAME: Needs(evidence=True, mended="name"),
        Ground.LOST: Needs(evidence=True),
    },
    ChangeKind.VOID: {Ground.ISSUED_IN_ERROR: Needs(second=True), Ground.MISPRINT: Needs()},
}
FROM: Mapping[ChangeKind, frozenset[Status]] = {
    ChangeKind.SUSPEND: frozenset({Status.VALID}),
    ChangeKind.RESUME: frozenset({Status.SUSPENDED}),
    ChangeKind.CANCEL: frozenset({Status.VALID, Status.EXPIRED, Status.SUSPENDED}),
    ChangeKind.REVOKE: frozenset({Status.VALID, Status.EXPIRED, Status.SUSPENDED}),
    ChangeKind.REPLACE: frozenset({Status.VALID, Status.EXPIRED}),
    ChangeKind.VOID: frozenset({Status.VALID, Status.EXPIRED, Status.SUSPENDED}),
}
ENDINGS: Mapping[ChangeKind, Ending] = {
    ChangeKind.CANCEL: Ending.CANCELLED,
    ChangeKind.REVOKE: Ending.REVOKED,
    ChangeKind.REPLACE: Ending.REPLACED,
    ChangeKind.VOID: Ending.VOID,
}
AT_ONCE = frozenset({ChangeKind.REPLACE, ChangeKind.VOID})  # the new number, or the blank, is there from today; their day is not chosen


@dataclass(frozen=True)
class Case:
    """A certificate as a change meets it: its facts, the day it was issued, and whether the holder has it in hand."""

    facts: Facts
    issued_date: date
    handed_over: bool = False


def needs(kind: ChangeKind, ground: Ground) -> Needs | None:
    """What a change of a kind on a ground asks for; None where the ground does not fit the kind."""
    return GROUNDS[kind].get(ground)


def kinds_open(case: Case, today: date) -> list[ChangeKind]:
    """The changes that the certificate's status allows today, in the order in which a clerk would look for them."""
    return [kind for kind in ChangeKind if any(obstacle(case, kind, ground, today=today) == "" for ground in GROUNDS[kind])]


def obstacle(case: Case, kind: ChangeKind, ground: Ground, *, today: date) -> str:
    """The code of what stands in the way of a change today, "" where nothing does.

    "change.ground_misfit", "change.ended_already" (an ending is recorded, even for a later day), "change.not_in_this_status",
    "change.handed_over" (作废 is for certificates nobody has in hand), "change.under_inquiry" (a wish does not end an inquiry).
    """
    if ground not in GROUNDS[kind]:
        return "change.ground_misfit"
    if case.facts.ending:
        return "change.ended_already"
    now = status(case.facts, today)
    if now not in FROM[kind]:
        return "change.not_in_this_status"
    if kind == ChangeKind.VOID and case.handed_over:
        return "change.handed_over"
    if ground == Ground.HOLDER_WISH and now == Status.SUSPENDED:
        return "change.under_inquiry"
    return ""


def earliest(case: Case, *, today: date, terms: ChangeTerms) -> date:
    """The first day on which a change may take effect: no further back than the rules allow, and never before what was decided earlier."""
    decided = [day for day in (case.issued_date, case.facts.suspended_date, case.facts.resumed_date) if day is not None]
    return max(today - timedelta(days=terms.backdate_days), *decided)


def day_refused(case: Case, kind: ChangeKind, effective: date, *, today: date, terms: ChangeTerms) -> str:
    """The code of why a change cannot take effect on a day, "" where it can."""
    if kind in AT_ONCE:
        return "" if effective == today else "change.takes_effect_today"
    if effective < earliest(case, today=today, terms=terms):
        return "change.too_early"
    if effective > today + timedelta(days=terms.ahead_days):
        return "change.too_late"
    return "" if status(case.facts, effective) in FROM[kind] else "change.not_in_this_status"


def after(facts: Facts, kind: ChangeKind, effective: date) -> Facts:
    """The facts once a change is carried out."""
    if kind == ChangeKind.SUSPEND:
        return Facts(facts.expires_date, effective, None, facts.ended_date, facts.ending)
    if kind == ChangeKind.RESUME:
        return Facts(facts.expires_date, facts.suspended_date, effective, facts.ended_date, facts.ending)
    return Facts(facts.expires_date, facts.suspended_date, facts.resumed_date, effective, ENDINGS[kind].value)


def as_of(expires_date: date | None, done: Sequence[tuple[ChangeKind, date]], on: date) -> Status:
    """The status on any day of the past, from the changes carried out, oldest first: an earlier suspension counts although a later one came."""
    facts = Facts(expires_date=expires_date)
    for kind, effective in done:
        if effective <= on:
            facts = after(facts, kind, effective)
    return status(facts, on)


def may_be_heard(*, statement: str, due: date | None, today: date) -> bool:
    """Whether a revocation can go on to be decided: the statement is there, or the last day for one has passed."""
    return bool(statement.strip()) or (due is not None and today > due)


def basis(ground: Ground, terms: ChangeTerms) -> str:
    """The article that a revocation rests on; "" for grounds that revoke nothing."""
    return {
        Ground.CHEATING: terms.basis_cheating,
        Ground.FALSE_MATERIALS: terms.basis_false_materials,
        Ground.DISQUALIFIED: terms.basis_disqualified,
    }.get(ground, "")


def is_of_bureau(level: Level, *, is_city: bool, is_county: bool) -> bool:
    """Whether a bureau may change a certificate: the city's all of its city, a county's those that county bureaus issue."""
    return is_city or (is_county and level == Level.COUNTY)
