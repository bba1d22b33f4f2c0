"""The bank (题库): record, revise, retire, restore, and import many at once. Keys and explanations are sealed; nothing is written unless all of it is sound."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime

from django.db import IntegrityError, transaction

from cqo.foundation.access import gate
from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.audit import operations as audit
from cqo.foundation.lifecycle import numbers
from cqo.foundation.refusal import NotPossible
from cqo.foundation.sealing.sealing import digest
from cqo.qualification.certificates.states import Tier
from cqo.qualification.exams.models import Question
from cqo.qualification.exams.queries import questions
from cqo.qualification.exams.rules.questions import TRUE_FALSE_OPTIONS, Draft, faults, folded
from cqo.qualification.exams.states import QuestionKind

MOST_AT_ONCE = 500


@transaction.atomic
def record(*, draft: Draft, tier: Tier, by: Actor, at: datetime) -> Question:
    """A new question. Raises NotPossible with the first fault of the draft, or "question.duplicate_in_bank"."""
    _require(by)
    _require_sound(draft, city=by.city, tier=tier)
    made = _made(draft, tier=tier, code=numbers.draw(kind="ST", city=by.city, at=at), city=by.city, at=at)
    _insert(made)
    _record("question.recorded", made, by=by, at=at)
    return made


@transaction.atomic
def revise(*, question: Question, draft: Draft, tier: Tier, by: Actor, at: datetime) -> Question:
    """The next edition under the same code; papers keep the edition they have.

    Raises as `record` does, and NotPossible("question.changed_meanwhile") where the edition is no longer the newest in use.
    """
    _require(by)
    _require_sound(draft, city=question.city_code, tier=tier, unit=question.unit_code)
    current = Question.objects.filter(pk=question.pk, superseded=False, retired_at__isnull=True)
    if not current.update(superseded=True, retired_at=at):
        raise NotPossible("question.changed_meanwhile")
    made = _made(draft, tier=tier, code=question.code, city=question.city_code, at=at, edition=question.edition + 1)
    _insert(made)
    _record("question.revised", made, by=by, at=at)
    return made


@transaction.atomic
def retire(*, question: Question, by: Actor, at: datetime) -> None:
    """Take a question out of use for new papers. Raises NotPossible("question.changed_meanwhile")."""
    _require(by)
    if not Question.objects.filter(pk=question.pk, superseded=False, retired_at__isnull=True).update(retired_at=at):
        raise NotPossible("question.changed_meanwhile")
    _record("question.retired", question, by=by, at=at)


@transaction.atomic
def restore(*, question: Question, by: Actor, at: datetime) -> None:
    """Undo a retirement. Raises NotPossible("question.not_latest", "question.changed_meanwhile", "question.duplicate_in_bank")."""
    _require(by)
    if question.superseded:
        raise NotPossible("question.not_latest")
    try:
        with transaction.atomic():
            restored = Question.objects.filter(pk=question.pk, superseded=False, retired_at__isnull=False).update(retired_at=None)
    except IntegrityError as twin:
        raise NotPossible("question.duplicate_in_bank") from twin
    if not restored:
        raise NotPossible("question.changed_meanwhile")
    _record("question.restored", question, by=by, at=at)


@transaction.atomic
def record_many(*, drafts: Sequence[Draft], tier: Tier, by: Actor, at: datetime) -> list[Question]:
    """Record all of them, or none: raises NotPossible with the first fault, "question.too_many", "question.nothing_to_import"."""
    _require(by)
    if not drafts:
        raise NotPossible("question.nothing_to_import")
    if len(drafts) > MOST_AT_ONCE:
        raise NotPossible("question.too_many", most=MOST_AT_ONCE)
    for found in verdicts(drafts, city=by.city, tier=tier):
        for code in found:
            raise NotPossible(code)
    codes = numbers.draw_many(kind="ST", city=by.city, at=at, count=len(drafts))
    made = [_made(draft, tier=tier, code=code, city=by.city, at=at) for draft, code in zip(drafts, codes, strict=True)]
    try:
        with transaction.atomic():
            Question.objects.bulk_create(made)
    except IntegrityError as twin:
        raise NotPossible("question.duplicate_in_bank") from twin
    members = [each.pk for each in made]
    audit.record(
        "question.imported", by=by, at=at, city=by.city, kind="question", key=made[0].pk, facts={"tier": tier.value}, members=members
    )
    return made


def verdicts(drafts: Sequence[Draft], *, city: str, tier: Tier) -> list[list[str]]:
    """What is wrong with each of several drafts, twins in the bank and among themselves included. Three queries, however many they are."""
    units = [code for code, _title in questions.units(city, tier)]
    marks = [_digest(draft) for draft in drafts]
    known = questions.known_digests(city, {mark for mark in marks if mark})
    seen: set[str] = set()
    found = []
    for draft, mark in zip(drafts, marks, strict=True):
        wrong = faults(draft, units=units)
        if mark and mark in known:
            wrong.append("question.duplicate_in_bank")
        if mark and mark in seen:
            wrong.append("question.duplicate_in_file")
        seen.add(mark)
        found.append(wrong)
    return found


def draft_of(question: Question) -> Draft:
    """A question of the bank as a draft, its key revealed."""
    return Draft(
        kind=QuestionKind(question.kind),
        stem=question.stem,
        options=tuple(question.options),
        key=question.key.reveal() if question.key else "",
        explanation=question.explanation.reveal() if question.explanation else "",
        unit_code=question.unit_code,
        difficulty=question.difficulty,
        source=question.source,
    )


def _require(by: Actor) -> None:
    gate.require(by, Can.KEEP_QUESTIONS)
    if not by.city:
        raise NotPossible("question.no_city")


def _require_sound(draft: Draft, *, city: str, tier: Tier, unit: str = "") -> None:
    """unit: what the question has belonged to so far, which may be of an older syllabus."""
    units = [code for code, _title in questions.units(city, tier)]
    for code in faults(draft, units=[*units, unit] if units else ()):
        raise NotPossible(code)


def _digest(draft: Draft) -> str:
    return digest(folded(draft.stem, draft.options, draft.kind).encode()) if draft.kind and draft.stem.strip() else ""


def _made(draft: Draft, *, tier: Tier, code: str, city: str, at: datetime, edition: int = 1) -> Question:
    options = TRUE_FALSE_OPTIONS if draft.kind == QuestionKind.TRUE_FALSE else draft.options
    columns: Mapping[str, object] = asdict(replace(draft, options=()))
    return Question(
        **{**columns, "kind": draft.kind, "options": list(options)},
        city_code=city,
        tier=tier.value,
        code=code,
        edition=edition,
        stem_digest=_digest(draft),
        recorded_at=at,
    )


def _insert(made: Question) -> None:
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as twin:
        raise NotPossible("question.duplicate_in_bank") from twin


def _record(event: str, question: Question, *, by: Actor, at: datetime) -> None:
    facts = {"edition": question.edition, "kind": str(question.kind), "tier": question.tier}
    audit.record(event, by=by, at=at, city=question.city_code, kind="question", key=question.pk, facts=facts)
