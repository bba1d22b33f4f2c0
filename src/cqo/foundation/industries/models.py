"""Rows of the list of industries; written by migrations only."""

from django.db import models
from django.db.models import Q


class Industry(models.Model):
    """A section ("C") or a division ("C37") of GB/T 4754-2017, keyed by its code with the section's letter."""

    code = models.CharField(max_length=3, primary_key=True)
    name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=120)
    section = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="divisions")

    class Meta:
        verbose_name_plural = "industries"
        constraints = [models.CheckConstraint(condition=~Q(section=models.F("code")), name="industry_is_not_its_own_section")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
