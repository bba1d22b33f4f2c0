"""Reads of the question bank: one bank a city, shared by its bureaus. Keys stay sealed until somebody reveals them."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.qualification.certificates.states import Tier
from cqo.qualification.exams.models import PaperItem, Question
from cqo.qualification.exams.rules.blueprint import InPool
from cqo.qualification.exams.states import PaperState, QuestionKind
from cqo.qualification.training.models import SyllabusUnit
from cqo.qualification.training.queries import syllabuses


def within(actor: Actor) -> QuerySet[Question]:
    """Every edition in the bank of an actor's city; none without the power to keep it."""
    if not actor.may(Can.KEEP_QUESTIONS):
        return Question.objects.none()
    return Question.objects.filter(city_code=actor.city)


def listed(actor: Actor) -> QuerySet[Question]:
    """The newest edition of each question, with `is_used`: whether any edition of it stands in a paper that was not discarded."""
    items = PaperItem.objects.filter(question__city_code=OuterRef("city_code"), question__code=OuterRef("code"))
    used = items.exclude(paper__state=PaperState.DISCARDED.value)
    return within(actor).filter(superseded=False).annotate(is_used=Exists(used)).defer("key", "explanation")


def live(city: str, tier: Tier) -> QuerySet[Question]:
    """What can go into a paper of a tier in a city."""
    return Question.objects.filter(city_code=city, tier=tier.value, retired_at__isnull=True, superseded=False)


def pool(city: str, tier: Tier, *, without: Collection[UUID] = ()) -> list[InPool]:
    """The questions to draw from, in a fixed order."""
    rows = live(city, tier).exclude(pk__in=without).order_by("code").values_list("pk", "unit_code", "kind")
    return [InPool(key, unit, QuestionKind(kind)) for key, unit, kind in rows]


def counts(city: str, tier: Tier) -> Mapping[tuple[str, QuestionKind], int]:
    """How many questions there are of each unit and kind."""
    rows = live(city, tier).order_by().values_list("unit_code", "kind").annotate(count=Count("pk"))
    return {(unit, QuestionKind(kind)): count for unit, kind, count in rows}


def units(city: str, tier: Tier) -> list[tuple[str, str]]:
    """Code and title of the units of the newest syllabus of a tier, in their order."""
    newest = syllabuses.latest(city, tier)
    return [] if newest is None else list(newest.units.order_by("place").values_list("code", "title"))


def unit_titles(city: str) -> Mapping[str, str]:
    """The titles of all units that a city ever had, the newest edition's last word."""
    rows = SyllabusUnit.objects.filter(syllabus__city_code=city).order_by("syllabus__edition", "place")
    return dict(rows.values_list("code", "title"))


def known_digests(city: str, digests: Collection[str]) -> Mapping[str, str]:
    """Which digests belong to a question in use, with its code."""
    rows = Question.objects.filter(city_code=city, retired_at__isnull=True, stem_digest__in=digests)
    return dict(rows.values_list("stem_digest", "code"))


def editions(question: Question) -> QuerySet[Question]:
    """All editions of a question, the newest first."""
    return Question.objects.filter(city_code=question.city_code, code=question.code).order_by("-edition")


def matching(rows: QuerySet[Question], text: str) -> QuerySet[Question]:
    """By code, or words of the stem or the source."""
    return rows.filter(Q(code__iexact=text) | Q(stem__icontains=text) | Q(source__icontains=text))
