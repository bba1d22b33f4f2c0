"""Rows of the list of places. Divisions are written by migrations only, zones by `operations`."""

from django.db import models
from django.db.models import F, Q

from cqo.foundation.audit.ids import new_id
from cqo.foundation.divisions.states import AliasKind, Level, Precision, Sureness


class Division(models.Model):
    """A province, city or county by its six-digit code; a prefecture without counties (东莞, 中山, 儋州) stands as a city only.

    city_code and province_code repeat the ancestry so that a subtree is one indexed comparison; a province has no city_code.
    statistical: listed by the statistics bureau, but no administrative division (its development zones, codes ending in 71 to 80).
    Both days are included; none means "since before the list" and "until further notice".
    """

    code = models.CharField(max_length=6, primary_key=True)
    name = models.CharField(max_length=40)
    level = models.CharField(max_length=8)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    city_code = models.CharField(max_length=6, blank=True, db_index=True)
    province_code = models.CharField(max_length=6, db_index=True)
    statistical = models.BooleanField(default=False)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(level__in=[level.value for level in Level]), name="division_level_known"),
            models.CheckConstraint(
                condition=Q(level="province", parent__isnull=True) | Q(level__in=["city", "county"], parent__isnull=False),
                name="division_has_a_parent_unless_a_province",
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="division_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Succession(models.Model):
    """A division that went into another on a day. A merger has several rows with one `new`, a split several with one `old`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    old = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="succeeded_by")
    new = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="succeeds")
    effective_date = models.DateField()
    precision = models.CharField(max_length=4)
    sureness = models.CharField(max_length=12)
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["old", "new"], name="succession_once"),
            models.CheckConstraint(condition=~Q(old=F("new")), name="succession_of_two_divisions"),
            models.CheckConstraint(
                condition=Q(precision__in=[precision.value for precision in Precision]), name="succession_precision_known"
            ),
            models.CheckConstraint(condition=Q(sureness__in=[sureness.value for sureness in Sureness]), name="succession_sureness_known"),
        ]


class Zone(models.Model):
    """A functional zone (经开区, 高新区, 综合保税区 …): an area of a city with an office of its own, no division, overlapping counties.

    statistical_division: the row of the statistics bureau's list that stands for the zone, if there is one.
    supervises: whether the zone's office looks after the enterprises in it itself; who checks what is a provision.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=60)
    short_name = models.CharField(max_length=30)
    city = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="zones")
    statistical_division = models.OneToOneField(Division, on_delete=models.PROTECT, null=True, related_name="zone")
    counties = models.ManyToManyField(Division, through="Overlap", related_name="+")
    supervises = models.BooleanField()
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    sureness = models.CharField(max_length=12)
    source = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["city", "name"], condition=Q(valid_to__isnull=True), name="zone_name_once_in_a_city"),
            models.CheckConstraint(condition=Q(sureness__in=[sureness.value for sureness in Sureness]), name="zone_sureness_known"),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="zone_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Overlap(models.Model):
    """A county that a zone lies in, wholly or in part."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="overlaps")
    county = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="overlapping_zones")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["zone", "county"], name="zone_overlaps_county_once")]


class Alias(models.Model):
    """Another name of a division or of a zone, where no rule yields it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    division = models.ForeignKey(Division, on_delete=models.PROTECT, null=True, related_name="aliases")
    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, null=True, related_name="aliases")
    name = models.CharField(max_length=40)
    kind = models.CharField(max_length=8)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(division__isnull=False, zone__isnull=True) | Q(division__isnull=True, zone__isnull=False),
                name="alias_of_a_division_or_a_zone",
            ),
            models.CheckConstraint(condition=Q(kind__in=[kind.value for kind in AliasKind]), name="alias_kind_known"),
            models.UniqueConstraint(fields=["division", "name"], name="alias_once_of_a_division"),
            models.UniqueConstraint(fields=["zone", "name"], name="alias_once_of_a_zone"),
        ]
