"""Rows of lists. What people typed into a search may be personal data, so addresses are sealed."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from cqo.foundation.audit.ids import new_id
from cqo.foundation.sealing.fields import SealedField


class SavedView(models.Model):
    """A search, its filters, order and columns, under a name of the user's own."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    list_key = models.CharField(max_length=60)
    name = models.CharField(max_length=40)
    query = SealedField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "list_key", "name"], name="saved_view_name_once_per_list")]

    def __str__(self) -> str:
        return self.name


class ColumnChoice(models.Model):
    """The columns a user wants to see in a list, in their order."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    list_key = models.CharField(max_length=60)
    columns = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "list_key"], name="column_choice_once_per_list")]


class ExportJob(models.Model):
    """A list that is written to a spreadsheet in the background. Its capacity is asked again when it runs; the file goes after a week."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=36)
    list_key = models.CharField(max_length=60)
    scope = models.CharField(max_length=60, blank=True)
    query = SealedField()
    query_digest = models.CharField(max_length=64)
    language = models.CharField(max_length=10)
    city_code = models.CharField(max_length=6)
    asked_at = models.DateTimeField()
    beat_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    rows_total = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    failure = models.CharField(max_length=60, blank=True)
    attachment = models.ForeignKey("documents.Attachment", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(attachment__isnull=True) | Q(finished_at__isnull=False, failure=""), name="export_job_file_only_when_finished"
            ),
        ]
        indexes = [
            models.Index(fields=["user", "asked_at"], name="export_job_of_user"),
            models.Index(fields=["finished_at"], name="export_job_finished"),
        ]
