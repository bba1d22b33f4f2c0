"""Rows of the enterprise registry."""

from django.db import models
from django.db.models import F, Q

from cqo.foundation.audit.ids import new_id
from cqo.foundation.sealing.fields import SealedField
from cqo.registry.enterprises.states import CLAIM_LIFE_CYCLE, ClaimPurpose, ClaimState, Status

NARROWED_BY = ("merged_into", "batch", "industry", "size_class", "status", "claimed_at")
"""What lists are narrowed by stands in the indexes they are read from, so that rows a filter leaves out need not be fetched."""


class Enterprise(models.Model):
    """An enterprise's file. `batch` names the roster that brought it: while that batch is not visible, neither is the file.

    The county is the one in force today; `Move` keeps the others. `merged_into` points at the file that was kept; nothing is re-pointed.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    credit_code = models.CharField(max_length=18)
    code_ground = models.CharField(max_length=200, blank=True, default="")
    name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=200)
    legal_representative = models.CharField(max_length=80, blank=True, default="")
    city_code = models.CharField(max_length=6)
    county = models.ForeignKey("divisions.Division", on_delete=models.PROTECT, related_name="+", db_index=False)
    zone = models.ForeignKey("divisions.Zone", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    industry = models.ForeignKey("industries.Industry", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    address = models.CharField(max_length=300, blank=True, default="")
    employees = models.PositiveIntegerField(null=True)
    revenue_fen = models.BigIntegerField(null=True)
    assets_fen = models.BigIntegerField(null=True)
    size_class = models.CharField(max_length=8, blank=True, default="")
    established_date = models.DateField(null=True)
    status = models.CharField(max_length=12, default=Status.OPERATING.value)
    status_date = models.DateField(null=True)
    contact_name = models.CharField(max_length=80, blank=True, default="")
    phone = SealedField()
    phone_masked = models.CharField(max_length=20, blank=True, default="")
    phone_hash = models.BinaryField(max_length=32, null=True)
    claimed_at = models.DateTimeField(null=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged", db_index=False)
    batch = models.ForeignKey("intake.Batch", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    recorded_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=[status.value for status in Status]), name="enterprise_status_known"),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="enterprise_not_merged_into_itself"),
            models.UniqueConstraint(fields=["credit_code"], name="enterprise_code_once"),
        ]
        indexes = [
            models.Index(fields=["name_key"], name="enterprise_by_name"),
            models.Index(fields=["city_code", "id", *NARROWED_BY], name="enterprise_of_city"),
            models.Index(fields=["county", "id", *NARROWED_BY], name="enterprise_of_county"),
            models.Index(fields=["zone", "id"], name="enterprise_of_zone", condition=Q(zone__isnull=False)),
            models.Index(fields=["merged_into"], name="enterprise_merged", condition=Q(merged_into__isnull=False)),
            models.Index(fields=["batch", "id"], name="enterprise_of_batch", condition=Q(batch__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The firm's life-long file."""
        from django.urls import reverse

        return reverse("dossier:enterprise", args=[self.pk])


class FormerName(models.Model):
    """A name the enterprise bore until a day."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="former_names")
    name = models.CharField(max_length=200)
    until_date = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enterprise", "name", "until_date"], name="former_name_once")]


class Move(models.Model):
    """A change of county or zone that takes effect on a day; frozen yearly lists do not move with it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="moves")
    from_county = models.ForeignKey("divisions.Division", on_delete=models.PROTECT, related_name="+")
    from_zone = models.ForeignKey("divisions.Zone", on_delete=models.PROTECT, null=True, related_name="+")
    to_county = models.ForeignKey("divisions.Division", on_delete=models.PROTECT, related_name="+")
    to_zone = models.ForeignKey("divisions.Zone", on_delete=models.PROTECT, null=True, related_name="+")
    effective_date = models.DateField()
    ground = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(applied_at__isnull=True) | Q(withdrawn_at__isnull=True), name="move_applied_or_withdrawn"),
            models.UniqueConstraint(
                fields=["enterprise"],
                condition=Q(applied_at__isnull=True, withdrawn_at__isnull=True),
                name="move_one_waiting_per_enterprise",
            ),
        ]
        indexes = [
            models.Index(fields=["effective_date"], condition=Q(applied_at__isnull=True, withdrawn_at__isnull=True), name="move_waiting")
        ]


class Merge(models.Model):
    """Two files found to be of one enterprise: which was kept, why, and whether it was undone."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kept = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="merges_kept")
    merged = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="merges_merged")
    ground = models.CharField(max_length=200)
    merged_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(kept=F("merged")), name="merge_of_two_files"),
            models.UniqueConstraint(fields=["merged"], condition=Q(undone_at__isnull=True), name="merge_once_at_a_time"),
        ]


class DesignatedList(models.Model):
    """The yearly list of enterprises above designated size (规上名录): the denominator of coverage, frozen once it is in use, never public as rows."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    city_code = models.CharField(max_length=6)
    year = models.PositiveSmallIntegerField()
    scope = models.CharField(max_length=60)
    source = models.CharField(max_length=200)
    document_number = models.CharField(max_length=80, blank=True, default="")
    permitted_use = models.CharField(max_length=200)
    list_date = models.DateField()
    frozen_at = models.DateTimeField(null=True)
    superseded_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["city_code", "year"], condition=Q(superseded_by__isnull=True), name="designated_list_one_in_force_per_year"
            )
        ]


class DesignatedEntry(models.Model):
    """An enterprise on a yearly list, with county and zone as of the list."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    designated_list = models.ForeignKey(DesignatedList, on_delete=models.PROTECT, related_name="entries")
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="designated_entries")
    county = models.ForeignKey("divisions.Division", on_delete=models.PROTECT, related_name="+")
    zone = models.ForeignKey("divisions.Zone", on_delete=models.PROTECT, null=True, related_name="+")
    batch = models.ForeignKey("intake.Batch", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["designated_list", "enterprise"], name="designated_once_per_list")]


class Claim(models.Model):
    """Somebody asks, with a stamped letter of authority, to act for an enterprise; the county checks it."""

    LIFE_CYCLE = CLAIM_LIFE_CYCLE

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=24, unique=True)
    city_code = models.CharField(max_length=6)
    county = models.ForeignKey("divisions.Division", on_delete=models.PROTECT, related_name="+")
    zone = models.ForeignKey("divisions.Zone", on_delete=models.PROTECT, null=True, related_name="+")
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, null=True, related_name="claims")
    credit_code = models.CharField(max_length=18)
    enterprise_name = models.CharField(max_length=200)
    applicant = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="claims")
    purpose = models.CharField(max_length=24)
    state = models.CharField(max_length=12, default=ClaimState.SUBMITTED.value)
    reason = models.CharField(max_length=500, blank=True, default="")
    provision = models.UUIDField(null=True)
    due_date = models.DateField(null=True)
    submitted_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[state.value for state in ClaimState]), name="claim_state_known"),
            models.CheckConstraint(condition=Q(purpose__in=[purpose.value for purpose in ClaimPurpose]), name="claim_purpose_known"),
            models.UniqueConstraint(
                fields=["applicant", "credit_code"],
                condition=Q(state__in=["submitted", "returned"]),
                name="claim_one_open_per_applicant_and_firm",
            ),
        ]
        indexes = [models.Index(fields=["city_code", "county", "state"], name="claim_to_check")]

    def get_absolute_url(self) -> str:
        """The claim's case page."""
        from django.urls import reverse

        return reverse("enterprises:claim", args=[self.number])
