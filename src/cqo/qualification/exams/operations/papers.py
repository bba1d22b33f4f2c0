"""Papers (试卷): draft, draw by a blueprint, put together by hand, fix, copy, discard; and the key, whose every reading is recorded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import SystemRandom
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from cqo.foundation.access import gate
from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.audit import operations as audit
from cqo.foundation.lifecycle import numbers
from cqo.foundation.lifecycle.operations import advance
from cqo.foundation.refusal import NotPossible
from cqo.foundation.sealing.sealing import digest
from cqo.qualification.certificates.states import Tier
from cqo.qualification.exams.models import Paper, PaperItem
from cqo.qualification.exams.queries import papers, questions, terms
from cqo.qualification.exams.rules import blueprint
from cqo.qualification.exams.rules.blueprint import ANY_UNIT, Line
from cqo.qualification.exams.states import PaperState, QuestionKind
from cqo.qualification.exams.wording.questions import KINDS
from cqo.qualification.training.models import TrainingClass
from cqo.qualification.training.queries import classes

MOST_ITEMS = 300
AWAY = 20_000  # places beyond every paper's, where items wait while they change places


@dataclass(frozen=True)
class Row:
    """Where an item of a draft is to stand and what it is to be worth."""

    item: UUID
    place: int
    points_tenths: int
    is_removed: bool = False


@transaction.atomic
def draft(*, training_class: TrainingClass, title: str, minutes: int, shuffled: bool, by: Actor, at: datetime) -> Paper:
    """An empty paper for a class. Raises NotPossible("paper.not_yours")."""
    _require_holds(training_class, by)
    made = _create(training_class, title=title, minutes=minutes, shuffled=shuffled, at=at)
    _record("paper.drafted", made, by=by, at=at, facts={"class": training_class.pk, "minutes": minutes})
    return made


@transaction.atomic
def amend(*, paper: Paper, version: int, title: str, minutes: int, shuffled: bool, by: Actor, at: datetime) -> None:
    """Change title, minutes or shuffling of a draft."""
    _take(paper, version, by=by, title=title, minutes=minutes, shuffled=shuffled)
    _record("paper.arranged", paper, by=by, at=at, facts={"minutes": minutes})


@transaction.atomic
def draw(*, paper: Paper, version: int, lines: Sequence[Line], by: Actor, at: datetime) -> None:
    """Fill a draft from the bank, in place of what was in it. Raises NotPossible: "paper.no_counts", "paper.too_many_items", "paper.pool_too_small" with the numbers."""
    if not lines:
        raise NotPossible("paper.no_counts")
    if sum(line.count for line in lines) > MOST_ITEMS:
        raise NotPossible("paper.too_many_items", most=MOST_ITEMS)
    _take(paper, version, by=by)
    pool = questions.pool(paper.city_code, Tier(paper.training_class.tier))
    drawn, short = blueprint.draw(lines, pool, chance=SystemRandom())
    if short:
        titles = questions.unit_titles(paper.city_code)
        told = "；".join(_shortfall(each, titles) for each in short)
        raise NotPossible("paper.pool_too_small", lines=told)
    PaperItem.objects.filter(paper=paper).delete()
    PaperItem.objects.bulk_create(
        PaperItem(paper=paper, question_id=each.key, place=place, points_tenths=each.points_tenths)
        for place, each in enumerate(drawn, start=1)
    )
    _record("paper.drawn", paper, by=by, at=at, facts={"items": len(drawn)})


@transaction.atomic
def arrange(*, paper: Paper, version: int, rows: Sequence[Row], by: Actor, at: datetime) -> None:
    """Write places, points and removals of a draft's items at once. Raises NotPossible("paper.places_wrong") unless the places are 1, 2, 3 …"""
    _take(paper, version, by=by)
    kept = [row for row in rows if not row.is_removed]
    found = {item.pk: item for item in PaperItem.objects.filter(paper=paper)}
    if {row.item for row in rows} != set(found) or sorted(row.place for row in kept) != list(range(1, len(kept) + 1)):
        raise NotPossible("paper.places_wrong", count=len(kept))
    PaperItem.objects.filter(pk__in=[row.item for row in rows if row.is_removed]).delete()
    PaperItem.objects.filter(paper=paper).update(place=F("place") + AWAY)
    for row in kept:
        item = found[row.item]
        item.place, item.points_tenths = row.place, row.points_tenths
    PaperItem.objects.bulk_update([found[row.item] for row in kept], ["place", "points_tenths"])
    _record("paper.arranged", paper, by=by, at=at, facts={"items": len(kept), "removed": len(rows) - len(kept)})


@transaction.atomic
def add(*, paper: Paper, version: int, chosen: Sequence[UUID], points_tenths: int, by: Actor, at: datetime) -> int:
    """Add questions of the bank at the end of a draft; how many. Raises NotPossible: "paper.question_twice", "paper.question_unfit", "paper.too_many_items"."""
    _take(paper, version, by=by)
    there = list(PaperItem.objects.filter(paper=paper).values_list("question", flat=True))
    if set(there) & set(chosen):
        raise NotPossible("paper.question_twice")
    fitting = set(questions.live(paper.city_code, Tier(paper.training_class.tier)).filter(pk__in=chosen).values_list("pk", flat=True))
    if fitting != set(chosen):
        raise NotPossible("paper.question_unfit")
    if len(there) + len(fitting) > MOST_ITEMS:
        raise NotPossible("paper.too_many_items", most=MOST_ITEMS)
    PaperItem.objects.bulk_create(
        PaperItem(paper=paper, question_id=key, place=place, points_tenths=points_tenths)
        for place, key in enumerate(dict.fromkeys(chosen), start=len(there) + 1)
    )
    _record("paper.added", paper, by=by, at=at, facts={"items": len(fitting)})
    return len(fitting)


@transaction.atomic
def replace(*, paper: Paper, version: int, item: UUID, by: Actor, at: datetime) -> None:
    """Another question of the same unit and kind at an item's place. Raises NotPossible("paper.no_other_question", "paper.question_unfit")."""
    _take(paper, version, by=by)
    current = PaperItem.objects.filter(paper=paper, pk=item).select_related("question").first()
    if current is None:
        raise NotPossible("paper.question_unfit")
    there = list(PaperItem.objects.filter(paper=paper).values_list("question", flat=True))
    pool = questions.pool(paper.city_code, Tier(paper.training_class.tier), without=there)
    line = Line(current.question.unit_code, QuestionKind(current.question.kind), 1, current.points_tenths)
    drawn, short = blueprint.draw([line], pool, chance=SystemRandom())
    if short:
        raise NotPossible("paper.no_other_question")
    PaperItem.objects.filter(pk=current.pk).update(question=drawn[0].key)
    _record("paper.replaced", paper, by=by, at=at, facts={"place": current.place})


@transaction.atomic
def fix(*, paper: Paper, version: int, by: Actor, at: datetime) -> None:
    """Lock a paper: from now on nothing in it changes, its digest shows it, and the rules of marking are those of today. Raises NotPossible("paper.empty")."""
    _require_holds(paper.training_class, by)
    if not PaperItem.objects.filter(paper=paper).exists():
        raise NotPossible("paper.empty")
    edition = terms.in_force(paper.training_class, timezone.localdate(at))
    mark = content_digest(paper)
    advance(
        paper,
        "fix",
        version=version,
        by=by,
        at=at,
        under=edition.key,
        facts={"digest": mark},
        digest=mark,
        provision=edition.rule_set,
        half_for_incomplete=edition.terms.half_for_incomplete,
    )


@transaction.atomic
def discard(*, paper: Paper, version: int, by: Actor, at: datetime) -> None:
    """Give a draft up; its questions stay in the bank."""
    _require_holds(paper.training_class, by)
    advance(paper, "discard", version=version, by=by, at=at)


@transaction.atomic
def copy(*, paper: Paper, training_class: TrainingClass, by: Actor, at: datetime) -> Paper:
    """A draft with the same questions, in the newest edition of those still in use, for a class of the same tier. Raises NotPossible("paper.not_yours", "paper.question_unfit")."""
    _require_holds(paper.training_class, by)
    _require_holds(training_class, by)
    if training_class.tier != paper.training_class.tier:
        raise NotPossible("paper.question_unfit")
    made = _create(training_class, title=paper.title, minutes=paper.minutes, shuffled=paper.shuffled, at=at)
    newest = dict(questions.live(paper.city_code, Tier(training_class.tier)).values_list("code", "pk"))
    rows = PaperItem.objects.filter(paper=paper).order_by("place").values_list("question__code", "points_tenths")
    known = [(newest[code], points) for code, points in rows if code in newest]
    PaperItem.objects.bulk_create(
        PaperItem(paper=made, question_id=key, place=place, points_tenths=points) for place, (key, points) in enumerate(known, start=1)
    )
    _record("paper.copied", made, by=by, at=at, facts={"from": paper.pk, "items": len(known)})
    return made


def read_key(*, paper: Paper, by: Actor, at: datetime) -> Mapping[int, tuple[str, int]]:
    """The key of a paper for a marker, by place; that it was read, and by whom, goes on record."""
    _require_holds(paper.training_class, by)
    _record("paper.key_read", paper, by=by, at=at)
    return papers.answer_key(paper)


def content_digest(paper: Paper) -> str:
    """What a paper's content comes to: places, questions with their editions, points, keys."""
    rows = PaperItem.objects.filter(paper=paper).select_related("question").order_by("place")
    lines = [
        f"{row.place} {row.question.code}/{row.question.edition} {row.points_tenths} {row.question.stem_digest} "
        f"{row.question.key.reveal() if row.question.key else ''}"
        for row in rows
    ]
    return digest("\n".join([f"{paper.minutes} {paper.shuffled}", *lines]).encode())


def _create(training_class: TrainingClass, *, title: str, minutes: int, shuffled: bool, at: datetime) -> Paper:
    return Paper.objects.create(
        number=numbers.draw(kind="SJ", city=training_class.city_code, at=at),
        city_code=training_class.city_code,
        training_class=training_class,
        title=title,
        minutes=minutes,
        shuffled=shuffled,
        recorded_at=at,
    )


def _take(paper: Paper, version: int, *, by: Actor, **columns: object) -> None:
    """Take a draft as the person saw it and bump its version; from here to the end of the transaction nobody else changes it."""
    _require_holds(paper.training_class, by)
    kept = Paper.objects.filter(pk=paper.pk, version=version, state=PaperState.DRAFT.value)
    if not kept.update(**columns, version=F("version") + 1):
        raise NotPossible("lifecycle.changed_meanwhile" if paper.state == PaperState.DRAFT else "lifecycle.not_from_here")
    paper.version = version + 1
    for name, value in columns.items():
        setattr(paper, name, value)


def _shortfall(short: blueprint.Short, titles: Mapping[str, str]) -> str:
    unit = _("全部单元") if short.line.unit == ANY_UNIT else titles.get(short.line.unit, short.line.unit) or _("未归入单元")
    told = {"unit": unit, "kind": KINDS[short.line.kind], "wanted": short.line.count, "has": short.has}
    return _("%(unit)s %(kind)s要抽 %(wanted)s 题，只有 %(has)s 题") % told


def _require_holds(training_class: TrainingClass, by: Actor) -> None:
    gate.require(by, Can.KEEP_QUESTIONS)
    if not classes.held_by(by).filter(pk=training_class.pk).exists():
        raise NotPossible("paper.not_yours")


def _record(event: str, paper: Paper, *, by: Actor, at: datetime, facts: Mapping[str, object] | None = None) -> None:
    audit.record(event, by=by, at=at, city=paper.city_code, kind="paper", key=paper.pk, facts=facts or {})
