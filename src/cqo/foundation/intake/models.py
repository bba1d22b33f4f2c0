"""Batches and their rows."""

from django.db import models
from django.db.models import F, Q

from cqo.foundation.audit.ids import new_id
from cqo.foundation.intake.states import LIFE_CYCLE, State, Verdict
from cqo.foundation.sealing.fields import SealedField


class Batch(models.Model):
    """One uploaded roster. What it brought is visible exactly when `visible` says so: one row's flag publishes or hides a hundred thousand.

    tallies: how many rows each narrowing of its page shows (`queries.SHOWN`).
    survey: the sheets with their headers and a few cells, for whoever confirms the columns. expected: how many rows the file seems to have;
    done: how far the work on it is. settled_at: when what follows a publication (the index) was done too.
    """

    LIFE_CYCLE = LIFE_CYCLE

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=20)
    city_code = models.CharField(max_length=6)
    county_code = models.CharField(max_length=6, blank=True, default="")
    zone = models.UUIDField(null=True)
    state = models.CharField(max_length=12, default=State.UPLOADED.value)
    version = models.PositiveIntegerField(default=1)
    visible = models.BooleanField(default=False)
    file_name = SealedField()
    file_path = models.CharField(max_length=200)
    file_digest = models.CharField(max_length=64, db_index=True)
    mapping = models.JSONField(default=dict)
    options = models.JSONField(default=dict)
    error = models.CharField(max_length=40, blank=True, default="")
    findings = models.JSONField(default=dict)
    survey = SealedField()
    expected = models.PositiveIntegerField(default=0)
    rows = models.PositiveIntegerField(default=0)
    accepted = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    warned = models.PositiveIntegerField(default=0)
    tallies = models.JSONField(default=dict)
    done = models.PositiveIntegerField(default=0)
    created_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    created_capacity = models.UUIDField(null=True)
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[state.value for state in State]), name="batch_state_known"),
            models.CheckConstraint(
                condition=Q(visible=False) | Q(state__in=[State.PUBLISHED.value, State.PUBLISHING.value]),
                name="batch_visible_when_published",
            ),
            models.CheckConstraint(condition=Q(rows__gte=F("accepted")), name="batch_accepted_within_rows"),
        ]
        indexes = [models.Index(fields=["city_code", "-created_at"], name="batch_of_city")]


class Row(models.Model):
    """One row of a roster: its cells sealed, its verdict open. `row_key` is what makes it unique in the file (a code, or a keyed hash)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="+", db_index=False)
    position = models.PositiveIntegerField()
    sheet = models.CharField(max_length=64)
    number = models.PositiveIntegerField()
    cells = SealedField()
    row_key = models.CharField(max_length=64, blank=True, default="")
    verdict = models.CharField(max_length=10)
    refused = models.CharField(max_length=160, blank=True, default="")
    warned = models.CharField(max_length=160, blank=True, default="")
    remarks = models.CharField(max_length=80, blank=True, default="")
    target = models.UUIDField(null=True)
    target_version = models.PositiveIntegerField(null=True)
    before = SealedField()
    mended = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "position"], name="row_position_once"),
            models.CheckConstraint(condition=Q(verdict__in=[verdict.value for verdict in Verdict]), name="row_verdict_known"),
        ]
        indexes = [
            models.Index(fields=["batch", "verdict", "position"], name="row_by_verdict"),
            models.Index(fields=["batch", "row_key"], name="row_by_key"),
        ]


class Mapping(models.Model):
    """How a city's people last told the platform to read a header: remembered for the next file with the same words."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    city_code = models.CharField(max_length=6)
    kind = models.CharField(max_length=20)
    header = models.CharField(max_length=64)
    column = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["city_code", "kind", "header"], name="mapping_once_per_header")]
