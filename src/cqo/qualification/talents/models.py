"""Rows of the talent registry."""

from django.db import models
from django.db.models import Q

from cqo.foundation.audit.ids import new_id
from cqo.qualification.certificates.states import Tier


class Talent(models.Model):
    """A person's entry in a city's talent registry, standing on one certificate: of the platform, or from elsewhere on an official's recorded ground.

    What follows from other rows is kept in step by `operations.following`: `file` is the person's file now (the one into which it was merged),
    `stands` is false where another entry of that file is the one to read; `certificate` is the one of the highest tier, the newest among equals,
    what the status is read from; county, zone and industry are those of the employer when last recorded, `enterprise` the one that employs now.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="talents")
    file = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    stands = models.BooleanField(default=True)
    city_code = models.CharField(max_length=6)
    county = models.ForeignKey("divisions.Division", on_delete=models.PROTECT, related_name="+", db_index=False)
    zone = models.ForeignKey("divisions.Zone", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    industry = models.ForeignKey("industries.Industry", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    enterprise = models.ForeignKey("enterprises.Enterprise", on_delete=models.PROTECT, null=True, related_name="+")
    certificate = models.ForeignKey("certificates.Certificate", on_delete=models.PROTECT, null=True, related_name="+")
    external = models.ForeignKey("people.ExternalCertificate", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    external_ground = models.CharField(max_length=200, blank=True, default="")
    tier = models.CharField(max_length=12)
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "city_code"], name="talent_once_in_a_city"),
            models.UniqueConstraint(fields=["file", "city_code"], condition=Q(stands=True), name="talent_stands_once_in_a_city"),
            models.CheckConstraint(condition=Q(tier__in=[tier.value for tier in Tier]), name="talent_tier_known"),
            models.CheckConstraint(
                condition=Q(certificate__isnull=False, external__isnull=True) | Q(certificate__isnull=True, external__isnull=False),
                name="talent_stands_on_one_certificate",
            ),
            models.CheckConstraint(condition=Q(external__isnull=True) | ~Q(external_ground=""), name="talent_by_external_has_a_ground"),
        ]
        indexes = [
            models.Index(fields=["city_code", "id"], name="talent_of_city"),
            models.Index(fields=["county", "id"], name="talent_of_county"),
            models.Index(fields=["zone", "id"], name="talent_of_zone", condition=Q(zone__isnull=False)),
        ]
