"""Rows of the hours ledger."""

from django.db import models
from django.db.models import Q

from cqo.foundation.audit.ids import new_id
from cqo.qualification.learning.states import Source


class HourEntry(models.Model):
    """Hours that a person earned on a day. Never changed: a correction sets `withdrawn_at` with its ground and adds a new entry.

    source_key names what earned them (a session), so the same session counts once for a person, whoever enters it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="hours", db_index=False)
    city_code = models.CharField(max_length=6)
    county_code = models.CharField(max_length=6)
    enterprise = models.ForeignKey("enterprises.Enterprise", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    earned_date = models.DateField()
    hours_tenths = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    source = models.CharField(max_length=16)
    source_key = models.UUIDField()
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_ground = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(source__in=[source.value for source in Source]), name="hours_source_known"),
            models.CheckConstraint(condition=Q(hours_tenths__gt=0), name="hours_more_than_none"),
            models.UniqueConstraint(
                fields=["person", "source", "source_key"], condition=Q(withdrawn_at__isnull=True), name="hours_of_a_source_once"
            ),
        ]
        indexes = [
            models.Index(fields=["person", "earned_date"], name="hours_of_person"),
            models.Index(fields=["source_key"], name="hours_of_source"),
            models.Index(fields=["city_code", "earned_date", "id"], name="hours_of_city"),
            models.Index(fields=["county_code", "earned_date", "id"], name="hours_of_county"),
        ]


class YearTotal(models.Model):
    """The sum of a person's entries in a calendar year, kept in step in the transaction that writes an entry; what lists filter on."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="year_hours", db_index=False)
    year = models.PositiveSmallIntegerField()
    hours_tenths = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "year"], name="year_total_once")]
