"""Rows of training: syllabuses, classes, sessions, sign-ups, attendance, assessment."""

from django.db import models
from django.db.models import F, Q

from cqo.foundation.audit.ids import new_id
from cqo.foundation.sealing.fields import SealedField
from cqo.qualification.certificates.states import Level, Tier
from cqo.qualification.training.states import (
    ASSESSMENT_LIFE_CYCLE,
    CLASS_LIFE_CYCLE,
    ENROLMENT_LIFE_CYCLE,
    LIVE,
    AssessmentState,
    ClassState,
    EnrolmentState,
    Presence,
    Verdict,
)

TIERS = [tier.value for tier in Tier]


class Syllabus(models.Model):
    """An edition of the syllabus (培训大纲) of a tier; a class keeps the edition it was announced with. Its hours are those of its units."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    city_code = models.CharField(max_length=6)
    tier = models.CharField(max_length=12)
    edition = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    recorded_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(tier__in=TIERS), name="syllabus_tier_known"),
            models.UniqueConstraint(fields=["city_code", "tier", "edition"], name="syllabus_edition_once"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The edition's page."""
        from django.urls import reverse

        return reverse("training:syllabus", args=[self.pk])


class SyllabusUnit(models.Model):
    """A unit of a syllabus: what is taught, for how long; questions of the bank belong to units by their code."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    syllabus = models.ForeignKey(Syllabus, on_delete=models.PROTECT, related_name="units")
    place = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=24)
    title = models.CharField(max_length=120)
    hours_tenths = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["syllabus", "place"], name="syllabus_unit_place_once"),
            models.UniqueConstraint(fields=["syllabus", "code"], name="syllabus_unit_code_once"),
        ]


class TrainingClass(models.Model):
    """A class (培训班次) of a bureau. `taken` counts the seats given; it moves with the sign-ups in one transaction and never passes `seats`.

    county: where a county holds it; a city's class has none. Notice: the stamped original is attached ("notice").
    reason: why it was cancelled, or closed without an assessment. provision: the edition of `TrainingTerms` it was announced under.
    """

    LIFE_CYCLE = CLASS_LIFE_CYCLE

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=24, unique=True)
    city_code = models.CharField(max_length=6)
    county = models.ForeignKey("divisions.Division", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    level = models.CharField(max_length=12)
    organiser = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    tier = models.CharField(max_length=12)
    title = models.CharField(max_length=120)
    industry = models.ForeignKey("industries.Industry", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    syllabus = models.ForeignKey(Syllabus, on_delete=models.PROTECT, related_name="classes")
    starts_date = models.DateField()
    ends_date = models.DateField()
    place = models.CharField(max_length=200)
    seats = models.PositiveIntegerField()
    taken = models.PositiveIntegerField(default=0)
    sign_up_from = models.DateTimeField()
    sign_up_until = models.DateTimeField()
    contact_name = models.CharField(max_length=40)
    contact_phone = models.CharField(max_length=30)
    notice_title = models.CharField(max_length=200, blank=True, default="")
    notice_number = models.CharField(max_length=60, blank=True, default="")
    says = models.TextField(blank=True, default="")
    state = models.CharField(max_length=12, default=ClassState.DRAFT.value)
    provision = models.UUIDField(null=True)
    reason = models.CharField(max_length=500, blank=True, default="")
    announced_at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[state.value for state in ClassState]), name="class_state_known"),
            models.CheckConstraint(condition=Q(tier__in=TIERS), name="class_tier_known"),
            models.CheckConstraint(condition=Q(level__in=[level.value for level in Level]), name="class_level_known"),
            models.CheckConstraint(condition=Q(ends_date__gte=F("starts_date")), name="class_ends_after_start"),
            models.CheckConstraint(condition=Q(sign_up_until__gt=F("sign_up_from")), name="class_sign_up_ends_after_start"),
            models.CheckConstraint(condition=Q(taken__lte=F("seats")), name="class_seats_hold"),
        ]
        indexes = [models.Index(fields=["city_code", "starts_date", "id"], name="class_of_city")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The class's case page."""
        from django.urls import reverse

        return reverse("training:class", args=[self.number])


class Rescheduling(models.Model):
    """Other dates for an announced class (改期), and why; the class itself has those in force."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    training_class = models.ForeignKey(TrainingClass, on_delete=models.PROTECT, related_name="reschedulings")
    from_starts_date = models.DateField()
    from_ends_date = models.DateField()
    starts_date = models.DateField()
    ends_date = models.DateField()
    reason = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(ends_date__gte=F("starts_date")), name="rescheduling_ends_after_start")]


class Session(models.Model):
    """A session (课次) of a class. Its attendance list is confirmed once; from then on its hours stand in the ledger."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    training_class = models.ForeignKey(TrainingClass, on_delete=models.PROTECT, related_name="sessions")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    title = models.CharField(max_length=120)
    teacher = models.CharField(max_length=40, blank=True, default="")
    place = models.CharField(max_length=200, blank=True, default="")
    hours_tenths = models.PositiveIntegerField()
    confirmed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="session_ends_after_start"),
            models.UniqueConstraint(fields=["training_class", "starts_at"], name="session_start_once"),
        ]


class Enrolment(models.Model):
    """A person's sign-up (报名) for a class, by their enterprise or by themselves. `missing`: all that the county asked for, at once.

    county_code: of the employer, or of the person where there is none. zone: the functional zone whose office checks it by "supervision";
    none where the county does. returned_at: it is returned once only. reason: why it was refused or the person was taken off.
    """

    LIFE_CYCLE = ENROLMENT_LIFE_CYCLE

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=24, unique=True)
    training_class = models.ForeignKey(TrainingClass, on_delete=models.PROTECT, related_name="enrolments")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="enrolments")
    enterprise = models.ForeignKey("enterprises.Enterprise", on_delete=models.PROTECT, null=True, related_name="+")
    city_code = models.CharField(max_length=6)
    county_code = models.CharField(max_length=6)
    zone = models.UUIDField(null=True)
    signed_up_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField()
    missing = models.CharField(max_length=500, blank=True, default="")
    returned_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True, default="")
    note = SealedField()
    exemption = models.CharField(max_length=200, blank=True, default="")
    state = models.CharField(max_length=12, default=EnrolmentState.SUBMITTED.value)
    checked_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[state.value for state in EnrolmentState]), name="enrolment_state_known"),
            models.UniqueConstraint(
                fields=["training_class", "person"], condition=Q(state__in=[state.value for state in LIVE]), name="enrolment_once"
            ),
        ]
        indexes = [
            models.Index(fields=["training_class", "state", "submitted_at"], name="enrolment_of_class"),
            models.Index(fields=["city_code", "county_code", "state"], name="enrolment_to_check"),
        ]

    def get_absolute_url(self) -> str:
        """The sign-up's case page."""
        from django.urls import reverse

        return reverse("training:enrolment", args=[self.number])


class Attendance(models.Model):
    """What the attendance list says of one person at one session; the hours it came to stand in the ledger once the list is confirmed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="attendances")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="attendances")
    presence = models.CharField(max_length=12)
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(presence__in=[presence.value for presence in Presence]), name="attendance_presence_known"),
            models.UniqueConstraint(fields=["session", "enrolment"], name="attendance_once"),
        ]


class AttendanceCorrection(models.Model):
    """What a confirmed attendance list said of somebody, what it says since, and why; `before` is "" for who was not on it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="corrections")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="+", db_index=False)
    before = models.CharField(max_length=12, blank=True, default="")
    after = models.CharField(max_length=12)
    reason = models.CharField(max_length=200)
    corrected_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(after__in=[presence.value for presence in Presence])
                & Q(before__in=["", *(presence.value for presence in Presence)]),
                name="correction_presence_known",
            ),
        ]


class Assessment(models.Model):
    """The assessment (考核) of a class: one sheet of scores, entered by one person, published by another, pinned to the weights it began with.

    reason: what the second person sent it back for, until it is submitted again.
    """

    LIFE_CYCLE = ASSESSMENT_LIFE_CYCLE

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    training_class = models.OneToOneField(TrainingClass, on_delete=models.PROTECT, related_name="assessment")
    city_code = models.CharField(max_length=6)
    state = models.CharField(max_length=12, default=AssessmentState.ENTERING.value)
    provision = models.UUIDField(null=True)
    submitted_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[state.value for state in AssessmentState]), name="assessment_state_known"),
            models.CheckConstraint(
                condition=Q(published_by__isnull=True) | ~Q(published_by=F("submitted_by")), name="assessment_published_by_another"
            ),
        ]

    def get_absolute_url(self) -> str:
        """The assessment's case page."""
        from django.urls import reverse

        return reverse("training:assessment", args=[self.training_class.number])


class Result(models.Model):
    """The scores of one admitted person, in tenths of a point of 100, and what they come to; verdict, total and the codes of the
    unmet conditions are written when they are published."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="results")
    enrolment = models.OneToOneField(Enrolment, on_delete=models.PROTECT, related_name="result")
    exam_tenths = models.PositiveSmallIntegerField(null=True)
    homework_tenths = models.PositiveSmallIntegerField(null=True)
    attendance_tenths = models.PositiveSmallIntegerField(null=True)
    total_tenths = models.PositiveSmallIntegerField(null=True)
    verdict = models.CharField(max_length=12, blank=True, default="")
    unmet = models.JSONField(default=list)
    absent = models.BooleanField(default=False)
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(verdict__in=["", *(verdict.value for verdict in Verdict)]), name="result_verdict_known"),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{part}_tenths__isnull": True}) | Q(**{f"{part}_tenths__lte": 1000}), name=f"result_{part}_within_100"
                )
                for part in ("exam", "homework", "attendance", "total")
            ),
        ]
