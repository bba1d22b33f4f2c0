"""Rows of the official calendar: a year's notice and the days it names."""

from django.db import models
from django.db.models import Q

from cqo.foundation.workdays.states import Kind


class Year(models.Model):
    """A year whose notice was imported. `source`: the notice's document number, and those of the notices that changed it."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    source = models.CharField(max_length=200)
    imported_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.year)


class Day(models.Model):
    """A day off or a worked weekend. `year` is the notice that names it: of the last days of December that of the year after."""

    date = models.DateField(primary_key=True)
    kind = models.CharField(max_length=4)
    name = models.CharField(max_length=60)
    year = models.ForeignKey(Year, on_delete=models.PROTECT, related_name="days")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(kind__in=[kind.value for kind in Kind]), name="day_kind_known")]

    def __str__(self) -> str:
        return f"{self.date} {self.kind}"
