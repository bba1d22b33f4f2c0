"""The rows of the record. Text keys only, no foreign keys; nothing but `foundation.audit` imports this module."""

import json
from typing import Any

from django.db import models
from django.db.models import Q

from cqo.foundation.audit.ids import new_id

HASH_LENGTH = 64


class Entry(models.Model):
    """One official act. Written once, in the act's own transaction; the database refuses to change or delete it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    city = models.CharField(max_length=12, blank=True)  # division code, or "" for acts of the whole installation
    event = models.CharField(max_length=80)
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=80)
    at = models.DateTimeField()
    user = models.CharField(max_length=80)
    capacity = models.CharField(max_length=80, blank=True)
    role = models.CharField(max_length=80, blank=True)
    on_behalf_of = models.CharField(max_length=80, blank=True)
    under = models.CharField(max_length=120, blank=True)
    facts = models.TextField()
    members_count = models.IntegerField(null=True)
    members_digest = models.CharField(max_length=HASH_LENGTH, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["kind", "key", "at", "id"], name="audit_entry_case"),
            models.Index(fields=["city", "at", "id"], name="audit_entry_city"),
            models.Index(fields=["user", "at", "id"], name="audit_entry_user"),
            models.Index(fields=["at", "id"], name="audit_entry_at"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(members_count__isnull=True, members_digest="") | (Q(members_count__gte=0) & ~Q(members_digest="")),
                name="audit_entry_members_counted_and_digested",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.kind} {self.key}"

    @property
    def stated(self) -> dict[str, Any]:
        """The facts as a dictionary; dates and moments are ISO texts."""
        return dict(json.loads(self.facts))


class Pending(models.Model):
    """An entry that waits for its seal; written and deleted in the same transactions as the entry and the seal."""

    entry = models.UUIDField(primary_key=True)
    city = models.CharField(max_length=12, blank=True)

    class Meta:
        indexes = [models.Index(fields=["city", "entry"], name="audit_pending_queue")]

    def __str__(self) -> str:
        return str(self.entry)


class Seal(models.Model):
    """The place of an entry in its city's chain: number, hash of the one before, own hash (`chain.link`)."""

    entry = models.UUIDField(primary_key=True)
    city = models.CharField(max_length=12, blank=True)
    seq = models.BigIntegerField()
    previous = models.CharField(max_length=HASH_LENGTH)
    hash = models.CharField(max_length=HASH_LENGTH)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["city", "seq"], name="audit_seal_number"),
            models.CheckConstraint(condition=Q(seq__gte=1), name="audit_seal_numbered_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.city} {self.seq}"


class Head(models.Model):
    """How far a city's chain has come; its row is locked while the city is sealed."""

    city = models.CharField(primary_key=True, max_length=12, blank=True)
    seq = models.BigIntegerField()
    hash = models.CharField(max_length=HASH_LENGTH)

    def __str__(self) -> str:
        return f"{self.city} {self.seq} {self.hash}"
