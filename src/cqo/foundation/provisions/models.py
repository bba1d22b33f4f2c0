"""Rows of provisions. Written once by `operations`; only the last day of validity is set later, when a successor takes over."""

from django.db import models
from django.db.models import F, Q

from cqo.foundation.audit.ids import new_id


class RuleSet(models.Model):
    """One edition of the rules about a subject in a division, from a day until a day (both included).

    No division: the platform's default, recorded so that a case can pin it and keep it when a release changes the default.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    subject = models.CharField(max_length=40)
    division = models.ForeignKey("divisions.Division", on_delete=models.PROTECT, null=True, related_name="+")
    edition = models.PositiveIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    document_title = models.CharField(max_length=200)
    document_number = models.CharField(max_length=80, blank=True)
    issued_date = models.DateField(null=True)
    terms = models.JSONField()
    articles = models.JSONField(default=dict, blank=True)
    note = models.CharField(max_length=500, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=80)
    sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "division", "valid_from"], name="rule_set_once_per_first_day"),
            models.UniqueConstraint(fields=["subject", "division", "edition"], name="rule_set_edition_once"),
            models.UniqueConstraint(
                fields=["subject", "edition"], condition=Q(division__isnull=True), name="rule_set_default_edition_once"
            ),
            models.CheckConstraint(condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="rule_set_ends_after_start"),
            models.CheckConstraint(
                condition=Q(division__isnull=True) | (~Q(document_number="") & Q(issued_date__isnull=False)),
                name="rule_set_of_a_place_has_its_document",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.division_id or '000000'} {self.edition}"
