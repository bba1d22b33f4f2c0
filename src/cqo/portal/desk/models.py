"""Rows of the desk: figures of a place, counted by the clock."""

from django.db import models

from cqo.foundation.access.reach import Scale
from cqo.foundation.audit.ids import new_id

PLACES = (Scale.PROVINCE, Scale.CITY, Scale.COUNTY, Scale.ZONE)


class Tally(models.Model):
    """How many firms and people a place has, as of a moment: counting a million firms when a page is opened would take a second.

    key: a division code, or a zone's key. A zone's firms count in their county too; the two are never added.
    designated: how many of them stand on the yearly list in force (`designated_year`; None where the city has none).
    namesakes: how many files bear the name of an earlier one in the city; only counted for cities.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    scale = models.CharField(max_length=12)
    key = models.CharField(max_length=36)
    firms = models.PositiveIntegerField(default=0)
    claimed = models.PositiveIntegerField(default=0)
    people = models.PositiveIntegerField(default=0)
    designated = models.PositiveIntegerField(default=0)
    designated_year = models.PositiveSmallIntegerField(null=True)
    namesakes = models.PositiveIntegerField(default=0)
    counted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scale", "key"], name="tally_once_per_place"),
            models.CheckConstraint(condition=models.Q(scale__in=[scale.value for scale in PLACES]), name="tally_of_a_place"),
        ]

    def __str__(self) -> str:
        return f"{self.scale} {self.key}"
