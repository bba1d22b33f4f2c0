"""Rows of attachments. No verbs here: `operations` writes them."""

from django.db import models
from django.db.models import Q

from cqo.foundation.audit.ids import new_id
from cqo.foundation.documents.states import FileKind
from cqo.foundation.sealing.fields import SealedField


class Blob(models.Model):
    """A content, stored once in its city by its SM3 digest; the encrypted file lies under ATTACHMENTS/city/aa/digest."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    city_code = models.CharField(max_length=6)
    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    stored_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["city_code", "digest"], name="blob_once_per_city")]

    def __str__(self) -> str:
        return self.digest


class Attachment(models.Model):
    """A paper of a case. A removed one stays as a tomb: when, what kind, which digest; its name and its content are gone."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=40)
    key = models.UUIDField()
    purpose = models.CharField(max_length=40)
    name = SealedField()
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, null=True, related_name="attachments")
    city_code = models.CharField(max_length=6)
    uploaded_by = models.CharField(max_length=80)
    uploaded_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, blob__isnull=False, name__isnull=False)
                | Q(removed_at__isnull=False, blob__isnull=True, name__isnull=True),
                name="attachment_has_its_content_until_removed",
            ),
            models.CheckConstraint(condition=Q(content_type__in=[kind.value for kind in FileKind]), name="attachment_content_type_known"),
        ]
        indexes = [models.Index(fields=["kind", "key"], name="attachment_of_case")]

    def __str__(self) -> str:
        return str(self.pk)
