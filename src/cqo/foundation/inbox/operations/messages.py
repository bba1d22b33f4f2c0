"""Tell somebody something, and note that it was read."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone

from cqo.foundation.accounts import queries as accounts
from cqo.foundation.accounts.models import User
from cqo.foundation.audit.signature import Signatory
from cqo.foundation.inbox import courier, queries, rules, wording
from cqo.foundation.inbox.models import Delivery, Letter, Message
from cqo.foundation.inbox.states import Channel, DeliveryState, Trouble
from cqo.foundation.inbox.wording import Kind
from cqo.foundation.sealing.fields import Sealed

ROWS_AT_ONCE = 500


@transaction.atomic
def tell(
    *,
    kind: str,
    by: Signatory,
    at: datetime,
    users: Iterable[UUID] = (),
    organisation: UUID | None = None,
    about: tuple[str, object] | None = None,
    facts: Mapping[str, Any] | None = None,
    letter: Letter | None = None,
) -> list[Message]:
    """Write a message to each of some users and to everyone who acts for an organisation today; copies leave after the transaction.

    kind: a key of `wording.register`; about: kind and key of the case it is about; facts: codes, numbers and days for its sentences.
    Nobody gets it twice; who can no longer sign in gets none. Raises KeyError for an unknown kind or a fact that its sentences need,
    ValueError for a fact that looks like personal data.
    """
    given = _plain(facts or {})
    known = wording.check(kind, given)
    recipients = _recipients(users, organisation, on=timezone.localdate(at))
    about_kind, about_key = about or ("", "")
    messages = [
        Message(
            kind=kind,
            recipient=user,
            organisation_id=organisation,
            letter=letter,
            about_kind=about_kind,
            about_key=str(about_key),
            facts=given,
            sender=by.signature().user,
            created_at=at,
        )
        for user in recipients
    ]
    Message.objects.bulk_create(messages, batch_size=ROWS_AT_ONCE)
    willing = {user.pk for user in recipients} if known.necessary else queries.may_be_contacted(user.pk for user in recipients)
    copies = [copy for message in messages for copy in _copies(message, known, willing=message.recipient_id in willing)]
    Delivery.objects.bulk_create(copies, batch_size=ROWS_AT_ONCE)
    if any(copy.state == DeliveryState.QUEUED for copy in copies):
        courier.wake()
    return messages


def mark_read(*, message: Message, at: datetime) -> None:
    """Note when the recipient first opened a message."""
    if message.read_at is None:
        Message.objects.filter(pk=message.pk, read_at__isnull=True).update(read_at=at)
        message.read_at = at


def mark_all_read(*, user: UUID, at: datetime) -> int:
    """Note that the recipient has taken note of everything; returns how many were unread."""
    return Message.objects.filter(recipient_id=user, read_at__isnull=True).update(read_at=at)


def _plain(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts as they are stored: days as ISO texts, keys as texts."""
    plain: dict[str, Any] = json.loads(json.dumps(dict(facts), cls=DjangoJSONEncoder))
    for name, value in plain.items():
        if rules.personal_data_in(str(value)):
            raise ValueError(f"the fact {name} looks like personal data; a message holds codes, numbers and days")
    return plain


def _recipients(users: Iterable[UUID], organisation: UUID | None, *, on: date) -> list[User]:
    wanted = set(users)
    if organisation is not None:
        wanted |= {assignment.user_id for assignment in accounts.members(organisation, on=on)}
    return list(User.objects.filter(pk__in=wanted, is_active=True).order_by("pk"))


def _copies(message: Message, kind: Kind, *, willing: bool) -> list[Delivery]:
    """The copies of one message: by e-mail, and by SMS where its kind has a text for it; those that may not leave say why."""
    user = message.recipient
    mail = Sealed.of(user.email) if user.email and willing else None
    copies = [_copy(message, Channel.EMAIL, mail, rules.mail_masked(user.email) if user.email else "", willing=willing)]
    if kind.sms:
        copies.append(_copy(message, Channel.SMS, cast(Sealed | None, user.phone) if willing else None, user.phone_masked, willing=willing))
    return copies


def _copy(message: Message, channel: Channel, address: Sealed | None, masked: str, *, willing: bool) -> Delivery:
    trouble = "" if address else (Trouble.NO_ADDRESS if willing or not masked else Trouble.NO_CONSENT)
    return Delivery(
        message=message,
        channel=channel.value,
        address=address,
        address_masked=masked if address else "",
        error=str(trouble),
        created_at=message.created_at,
        state=(DeliveryState.SKIPPED if trouble else DeliveryState.QUEUED).value,
        due_at=None if trouble else message.created_at,
    )
