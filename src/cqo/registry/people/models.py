"""Rows of the people's registry."""

from django.db import models
from django.db.models import F, Q

from cqo.foundation.audit.ids import new_id
from cqo.foundation.sealing.fields import SealedField
from cqo.registry.enterprises.states import Filer
from cqo.registry.people.states import REQUEST_LIFE_CYCLE, RequestKind, RequestState, Tier


class Person(models.Model):
    """A person's file, the same for the whole installation; `PersonInCity` says where the person is known.

    The identity number is sealed; its keyed hash finds it. The name is kept as on the identity card; `name_key` folds interpuncts for matching.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=80)
    name_key = models.CharField(max_length=80, db_index=True)
    id_type = models.CharField(max_length=20)
    id_number = SealedField()
    id_masked = models.CharField(max_length=24, blank=True, default="")
    id_hash = models.BinaryField(max_length=32, null=True, unique=True)
    sex = models.CharField(max_length=1, blank=True, default="")
    birth_date = SealedField()
    phone = SealedField()
    phone_masked = models.CharField(max_length=20, blank=True, default="")
    phone_hash = models.BinaryField(max_length=32, null=True, db_index=True)
    email = models.EmailField(blank=True, default="")
    education = models.CharField(max_length=16, blank=True, default="")
    title = models.CharField(max_length=80, blank=True, default="")
    quality_since = models.DateField(null=True)
    quality_ground = models.CharField(max_length=200, blank=True, default="")
    user = models.OneToOneField("accounts.User", on_delete=models.PROTECT, null=True, related_name="person")
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged", db_index=False)
    erased_at = models.DateTimeField(null=True)
    batch = models.ForeignKey("intake.Batch", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    recorded_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="person_not_merged_into_themselves"),
            models.CheckConstraint(condition=Q(sex__in=["", "f", "m"]), name="person_sex_known"),
        ]
        indexes = [
            models.Index(fields=["merged_into"], name="person_merged", condition=Q(merged_into__isnull=False)),
            models.Index(fields=["batch", "id"], name="person_of_batch", condition=Q(batch__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The person's life-long file."""
        from django.urls import reverse

        return reverse("dossier:person", args=[self.pk])


class PersonInCity(models.Model):
    """Where a person is known: what reach is computed from. A person may stand in several places and is counted once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="places")
    city_code = models.CharField(max_length=6)
    county_code = models.CharField(max_length=6)
    zone = models.UUIDField(null=True)
    batch = models.ForeignKey("intake.Batch", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "county_code"], condition=Q(zone__isnull=True), name="person_in_county_once"),
            models.UniqueConstraint(fields=["person", "county_code", "zone"], condition=Q(zone__isnull=False), name="person_in_zone_once"),
        ]
        indexes = [
            models.Index(fields=["city_code", "person"], name="person_of_city"),
            models.Index(fields=["county_code", "person"], name="person_of_county"),
            models.Index(fields=["batch", "id"], name="person_place_of_batch", condition=Q(batch__isnull=False)),
        ]


class Employment(models.Model):
    """A person works for an enterprise from a day until a day, as known from one moment until another.

    Never changed: a correction ends `recorded_until` of the old row and adds a new one ("as of day D, as known on day E").
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="employments")
    enterprise = models.ForeignKey("enterprises.Enterprise", on_delete=models.PROTECT, related_name="employments")
    position = models.CharField(max_length=80, blank=True, default="")
    starts = models.DateField(null=True)
    ends = models.DateField(null=True)
    filer = models.CharField(max_length=16, default=Filer.BUREAU.value)
    recorded_at = models.DateTimeField()
    recorded_until = models.DateTimeField(null=True)
    batch = models.ForeignKey("intake.Batch", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(starts__isnull=True) | Q(ends__isnull=True) | Q(ends__gte=F("starts")), name="employment_ends_after_start"
            ),
            models.CheckConstraint(condition=Q(filer__in=[filer.value for filer in Filer]), name="employment_filer_known"),
        ]
        indexes = [
            models.Index(fields=["enterprise", "recorded_until"], name="employment_of_enterprise"),
            models.Index(fields=["batch", "id"], name="employment_of_batch", condition=Q(batch__isnull=False)),
        ]


class ExternalCertificate(models.Model):
    """A certificate from elsewhere (the 2017 class, another city, the province): registered here, not issued here (外部证书). tier: "" where it names none."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="external_certificates")
    city_code = models.CharField(max_length=6)
    title = models.CharField(max_length=120)
    tier = models.CharField(max_length=12, blank=True, default="")
    number = models.CharField(max_length=60, db_index=True)
    issuer = models.CharField(max_length=120)
    issued_date = models.DateField(null=True)
    expires_date = models.DateField(null=True)
    hours_tenths = models.PositiveIntegerField(null=True)
    score_tenths = models.PositiveIntegerField(null=True)
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_ground = models.CharField(max_length=200, blank=True, default="")
    batch = models.ForeignKey("intake.Batch", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "issuer", "number"], condition=Q(withdrawn_at__isnull=True), name="external_certificate_once"
            ),
            models.CheckConstraint(condition=Q(tier__in=["", *(tier.value for tier in Tier)]), name="external_certificate_tier_known"),
        ]
        indexes = [models.Index(fields=["batch", "id"], name="external_certificate_of_batch", condition=Q(batch__isnull=False))]


class Merge(models.Model):
    """Two files found to be of one person: which was kept, why, and whether it was undone."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kept = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merges_kept")
    merged = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merges_merged")
    ground = models.CharField(max_length=200)
    merged_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(kept=F("merged")), name="person_merge_of_two_files"),
            models.UniqueConstraint(fields=["merged"], condition=Q(undone_at__isnull=True), name="person_merge_once_at_a_time"),
        ]


class Request(models.Model):
    """A person asks for a correction or the erasure of their data; the bureau answers with a reason."""

    LIFE_CYCLE = REQUEST_LIFE_CYCLE

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=24, unique=True)
    city_code = models.CharField(max_length=6)
    county_code = models.CharField(max_length=6)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="requests")
    kind = models.CharField(max_length=12)
    text = SealedField()
    state = models.CharField(max_length=12, default=RequestState.SUBMITTED.value)
    answer = models.CharField(max_length=500, blank=True, default="")
    due_date = models.DateField(null=True)
    submitted_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[state.value for state in RequestState]), name="request_state_known"),
            models.CheckConstraint(condition=Q(kind__in=[kind.value for kind in RequestKind]), name="request_kind_known"),
        ]
        indexes = [models.Index(fields=["city_code", "county_code", "state"], name="request_to_answer")]

    def get_absolute_url(self) -> str:
        """The request's case page."""
        from django.urls import reverse

        return reverse("people:request", args=[self.number])
