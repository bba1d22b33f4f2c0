"""Rows of the office screens: verifications of the record that somebody asked for."""

from django.db import models

from cqo.foundation.audit.ids import new_id


class Verification(models.Model):
    """One walk over a city's chain, asked for by an auditor. `faults` holds the fields of `audit.faults.Fault`; words come later."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    city_code = models.CharField(max_length=12, blank=True)
    asked_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    entries = models.PositiveIntegerField(default=0)
    waiting = models.PositiveIntegerField(default=0)
    head_seq = models.BigIntegerField(null=True)
    head_hash = models.CharField(max_length=64, blank=True, default="")
    faults = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["city_code", "-asked_at"], name="verification_of_city")]

    def __str__(self) -> str:
        return f"{self.city_code} {self.asked_at:%Y-%m-%d}"
