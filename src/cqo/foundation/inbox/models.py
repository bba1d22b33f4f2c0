"""Rows of the inbox. No verbs here: `operations` writes them."""

from django.db import models
from django.db.models import Q

from cqo.foundation.audit.ids import new_id
from cqo.foundation.inbox import wording
from cqo.foundation.inbox.states import UNDER_WAY, Channel, DeliveryState
from cqo.foundation.sealing.fields import SealedField


class Letter(models.Model):
    """What an official wrote to enterprises: subject and text as typed, once for all who receive it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    subject = models.CharField(max_length=100)
    text = models.TextField(max_length=4000)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    writer = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    city_code = models.CharField(max_length=6)
    sent_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["organisation", "id"], name="letter_of_office")]

    def __str__(self) -> str:
        return self.subject


class Addressee(models.Model):
    """An enterprise a letter is for; `told_at` once its people have the message, so that a killed worker goes on where it stopped."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="addressees", db_index=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False)
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["letter", "organisation"], name="addressee_once_per_letter")]
        indexes = [models.Index(fields=["letter", "id"], name="addressee_waiting", condition=Q(told_at__isnull=True))]


class Message(models.Model):
    """One message to one user, perhaps for an organisation, perhaps about a case. Its words come from `wording`, or from its letter."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=60)
    recipient = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+", db_index=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, null=True, related_name="messages", db_index=False)
    about_kind = models.CharField(max_length=40, blank=True, default="")
    about_key = models.CharField(max_length=80, blank=True, default="")
    facts = models.JSONField(default=dict, blank=True)
    sender = models.CharField(max_length=80)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(about_kind="", about_key="") | (~Q(about_kind="") & ~Q(about_key="")),
                name="message_about_kind_and_key_or_neither",
            )
        ]
        indexes = [
            models.Index(fields=["recipient", "id"], name="message_of_recipient"),
            models.Index(fields=["recipient"], name="message_unread", condition=Q(read_at__isnull=True)),
            models.Index(fields=["letter", "id"], name="message_of_letter", condition=Q(letter__isnull=False)),
        ]

    @property
    def title(self) -> str:
        """The headline, in the reader's language."""
        return wording.title(self.kind, self.facts)

    @property
    def body(self) -> str:
        """The text, in the reader's language; a letter's as typed."""
        return wording.body(self.kind, self.facts) if self.letter is None else self.letter.text


class Delivery(models.Model):
    """A copy of a message on its way by one channel. The address is sealed; `due_at` is when the worker may next take it up."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="deliveries", db_index=False)
    channel = models.CharField(max_length=8)
    address = SealedField()
    address_masked = models.CharField(max_length=254, blank=True, default="")
    state = models.CharField(max_length=12, default=DeliveryState.QUEUED.value)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(null=True)
    provider_reference = models.CharField(max_length=120, blank=True, default="")
    cost_fen = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=20, blank=True, default="")
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message", "channel"], name="delivery_once_per_channel"),
            models.CheckConstraint(condition=Q(channel__in=[channel.value for channel in Channel]), name="delivery_channel_known"),
            models.CheckConstraint(condition=Q(state__in=[state.value for state in DeliveryState]), name="delivery_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in UNDER_WAY], due_at__isnull=False)
                | (~Q(state__in=[state.value for state in UNDER_WAY]) & Q(due_at__isnull=True)),
                name="delivery_due_while_under_way",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="delivery_due", condition=Q(due_at__isnull=False)),
            models.Index(fields=["provider_reference"], name="delivery_of_reference", condition=~Q(provider_reference="")),
        ]
