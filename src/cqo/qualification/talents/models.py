"""Rows of the talent registry."""

from django.db import models
from django.db.models import Q

from cqo.foundation.audit.ids import new_id
from cqo.qualification.certificates.states import Tier


class Talent(models.Model):
    """A person's entry in a city's talent registry. County, zone and industry are those of the employer when last recorded; they follow its moves.

    certificate: the one of the highest tier, the newest among equals; what the entry's status is read from.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="talents")
    city_code = models.CharField(max_length=6)
    county = models.ForeignKey("divisions.Division", on_delete=models.PROTECT, related_name="+", db_index=False)
    zone = models.ForeignKey("divisions.Zone", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    industry = models.ForeignKey("industries.Industry", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    enterprise = models.ForeignKey("enterprises.Enterprise", on_delete=models.PROTECT, null=True, related_name="+")
    certificate = models.ForeignKey("certificates.Certificate", on_delete=models.PROTECT, related_name="+")
    tier = models.CharField(max_length=12)
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "city_code"], name="talent_once_in_a_city"),
            models.CheckConstraint(condition=Q(tier__in=[tier.value for tier in Tier]), name="talent_tier_known"),
        ]
        indexes = [
            models.Index(fields=["city_code", "id"], name="talent_of_city"),
            models.Index(fields=["county", "id"], name="talent_of_county"),
            models.Index(fields=["zone", "id"], name="talent_of_zone", condition=Q(zone__isnull=False)),
        ]
