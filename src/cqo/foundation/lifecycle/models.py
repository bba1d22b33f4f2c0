"""Counters of case numbers."""

from django.db import models

from cqo.foundation.audit.ids import new_id


class Counter(models.Model):
    """The last number given in a city, kind and year; row-locked while the next is drawn."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    city_code = models.CharField(max_length=6)
    kind = models.CharField(max_length=4)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["city_code", "kind", "year"], name="counter_once")]
