"""Rows of examinations: the bank, papers, sittings, attempts and every answer that was ever saved."""

from django.db import models
from django.db.models import F, Q

from cqo.foundation.audit.ids import new_id
from cqo.foundation.sealing.fields import SealedField
from cqo.qualification.exams.states import (
    PAPER_LIFE_CYCLE,
    SITTING_LIFE_CYCLE,
    HandIn,
    PaperState,
    QuestionKind,
    SittingState,
)


class Question(models.Model):
    """An edition of a question of a city's bank. A changed question is a new edition under the same code; papers keep the one they took.

    options: the texts in order; key: the letters that are right ("A", "ABD"; true is "A"), sealed. unit_code: of the syllabus.
    stem_digest: of stem and options (`rules.questions.folded`). superseded: a later edition exists.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    city_code = models.CharField(max_length=6)
    code = models.CharField(max_length=24)
    edition = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=12)
    stem = models.TextField()
    stem_digest = models.CharField(max_length=64)
    options = models.JSONField(default=list)
    key = SealedField()
    explanation = SealedField()
    unit_code = models.CharField(max_length=24, blank=True, default="")
    tier = models.CharField(max_length=12)
    difficulty = models.PositiveSmallIntegerField(default=2)
    source = models.CharField(max_length=120, blank=True, default="")
    recorded_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
    superseded = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=[kind.value for kind in QuestionKind]), name="question_kind_known"),
            models.CheckConstraint(condition=Q(difficulty__gte=1, difficulty__lte=3), name="question_difficulty_known"),
            models.UniqueConstraint(fields=["city_code", "code", "edition"], name="question_edition_once"),
            models.UniqueConstraint(fields=["city_code", "stem_digest"], condition=Q(retired_at__isnull=True), name="question_text_once"),
        ]
        indexes = [models.Index(fields=["city_code", "tier", "unit_code", "kind"], name="question_of_unit")]

    def get_absolute_url(self) -> str:
        """The question's page."""
        from django.urls import reverse

        return reverse("exams:question", args=[self.pk])


class Paper(models.Model):
    """A paper (试卷) for a class. Its items are fixed with it; points are tenths, and an attempt's score is scaled to 100 points.

    provision: the edition of `ExamTerms` it was fixed under; half_for_incomplete: what that says of incomplete choices, so that marking needs no rules.
    """

    LIFE_CYCLE = PAPER_LIFE_CYCLE

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=24, unique=True)
    city_code = models.CharField(max_length=6)
    training_class = models.ForeignKey("training.TrainingClass", on_delete=models.PROTECT, related_name="papers")
    title = models.CharField(max_length=120)
    minutes = models.PositiveSmallIntegerField()
    shuffled = models.BooleanField(default=True)
    state = models.CharField(max_length=12, default=PaperState.DRAFT.value)
    digest = models.CharField(max_length=64, blank=True, default="")
    half_for_incomplete = models.BooleanField(default=False)
    provision = models.UUIDField(null=True)
    recorded_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[state.value for state in PaperState]), name="paper_state_known"),
            models.CheckConstraint(condition=Q(minutes__gt=0), name="paper_takes_time"),
        ]

    def get_absolute_url(self) -> str:
        """The paper's page."""
        from django.urls import reverse

        return reverse("exams:paper", args=[self.number])


class PaperItem(models.Model):
    """A question in a paper, at a place, worth so many tenths of a point."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="items")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="items")
    place = models.PositiveSmallIntegerField()
    points_tenths = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["paper", "place"], name="paper_place_once"),
            models.UniqueConstraint(fields=["paper", "question"], name="paper_question_once"),
            models.CheckConstraint(condition=Q(points_tenths__gt=0), name="paper_item_is_worth_something"),
        ]


class Sitting(models.Model):
    """A sitting (场次) of a class's paper: it opens, lets people start until `last_start_at`, and ends for everybody at `closes_at`.

    resit_of: the sitting whose failed and absent candidates sit again here. reason: why it was cancelled.
    """

    LIFE_CYCLE = SITTING_LIFE_CYCLE

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=24, unique=True)
    city_code = models.CharField(max_length=6)
    training_class = models.ForeignKey("training.TrainingClass", on_delete=models.PROTECT, related_name="sittings")
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="sittings")
    title = models.CharField(max_length=120)
    opens_at = models.DateTimeField()
    last_start_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True, default="")
    resit_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="resits")
    reason = models.CharField(max_length=500, blank=True, default="")
    state = models.CharField(max_length=12, default=SittingState.DRAFT.value)
    recorded_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[state.value for state in SittingState]), name="sitting_state_known"),
            models.CheckConstraint(
                condition=Q(last_start_at__gte=F("opens_at")) & Q(closes_at__gt=F("last_start_at")), name="sitting_moments_in_order"
            ),
        ]

    def get_absolute_url(self) -> str:
        """The sitting's page for officials."""
        from django.urls import reverse

        return reverse("exams:sitting", args=[self.number])


class Attempt(models.Model):
    """One candidate's sitting, made when the sitting is prepared; `ends_at` is the deadline that alone decides, set when it starts.

    order: the places of the paper's items as this candidate sees them. extra_minutes: what an official added, for one or for all.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="attempts")
    enrolment = models.ForeignKey("training.Enrolment", on_delete=models.PROTECT, related_name="attempts")
    order = models.JSONField(default=list)
    extra_minutes = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    handed_in_at = models.DateTimeField(null=True)
    handed_in_by = models.CharField(max_length=12, blank=True, default="")
    points_tenths = models.PositiveIntegerField(null=True)
    answers_digest = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sitting", "enrolment"], name="attempt_once_a_sitting"),
            models.CheckConstraint(
                condition=Q(started_at__isnull=True, ends_at__isnull=True) | Q(started_at__isnull=False, ends_at__isnull=False),
                name="attempt_started_has_its_end",
            ),
            models.CheckConstraint(condition=Q(handed_in_by__in=["", *(by.value for by in HandIn)]), name="attempt_hand_in_known"),
        ]
        indexes = [
            models.Index(fields=["ends_at"], name="attempt_running", condition=Q(started_at__isnull=False, handed_in_at__isnull=True))
        ]


class Allowance(models.Model):
    """Minutes that an official added (加时) for one candidate, or for all where there is no attempt, and why."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="allowances")
    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, null=True, related_name="allowances")
    minutes = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(minutes__gt=0), name="allowance_adds_something")]


class Answer(models.Model):
    """One save of one answer, never changed: item (the paper's place), device and n name it once.

    based_on: how many saves of the attempt the device knew of when it sent this one. The current answer to an item is the newest by `seq`; `seq` is this table's own and leaves it never.
    """

    seq = models.BigAutoField(primary_key=True)
    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="answers", db_index=False)
    item = models.PositiveSmallIntegerField()
    device = models.CharField(max_length=12)
    n = models.PositiveIntegerField()
    based_on = models.PositiveIntegerField(default=0)
    choice = models.CharField(max_length=12, blank=True, default="")
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["attempt", "item", "device", "n"], name="answer_once")]
