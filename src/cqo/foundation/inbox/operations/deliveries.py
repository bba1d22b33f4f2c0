"""Send the copies that are due, each at most once for every recorded attempt; take in what the provider says became of them.

A copy is taken up by compare-and-set (`sending`, one more attempt, due again when an answer is overdue). A worker killed between sending
and noting it leaves the copy in `sending`: it is taken up again only after ANSWER_EXPECTED, counted as another attempt, and under the same
key, by which a provider or mail server knows that it has it already.
"""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any, cast

from django.conf import settings
from django.utils import translation

from cqo.foundation.inbox import channels, courier, links, queries, rules, wording
from cqo.foundation.inbox.channels import email, sms
from cqo.foundation.inbox.models import Delivery
from cqo.foundation.inbox.states import UNDER_WAY, Channel, DeliveryState, Trouble
from cqo.foundation.sealing.fields import Sealed

MOST_AT_ONCE = 200
logger = logging.getLogger(__name__)


def deliver_due(*, now: Callable[[], datetime]) -> int:
    """Try the copies that are due, oldest first, at most MOST_AT_ONCE (the rest is left to another job); returns how many were tried."""
    tried = 0
    while tried < MOST_AT_ONCE:
        found = queries.next_due(now())
        if found is None:
            return tried
        if _take_up(found, now()):
            tried += 1
            _send(found, now)
    courier.wake()
    return tried


def queue_due(*, at: datetime) -> bool:
    """Queue the sending job if a copy is due, as the clock brings it (a killed worker's copy, a pause that is over); whether it did."""
    if queries.next_due(at) is None:
        return False
    courier.wake()
    return True


def receipt(*, channel: Channel, reference: str, delivered: bool, at: datetime) -> bool:
    """Note what the provider says became of a copy. False for a second receipt or one for an unknown copy: nothing changes."""
    if not reference:
        return False
    sent = Delivery.objects.filter(channel=channel.value, provider_reference=reference, state=DeliveryState.SENT.value)
    if delivered:
        return bool(sent.update(state=DeliveryState.DELIVERED.value, settled_at=at))
    return bool(sent.update(state=DeliveryState.FAILED.value, error=Trouble.NOT_DELIVERED.value, settled_at=at))


def _take_up(copy: Delivery, at: datetime) -> bool:
    """Take one attempt for this worker alone. False where another was quicker, or where all attempts went without an answer."""
    unchanged = Delivery.objects.filter(pk=copy.pk, state=copy.state, attempts=copy.attempts, due_at=copy.due_at)
    if copy.attempts >= rules.MOST_ATTEMPTS:
        unchanged.update(state=DeliveryState.FAILED.value, error=Trouble.NO_ANSWER.value, due_at=None, settled_at=at)
        return False
    taken = unchanged.update(state=DeliveryState.SENDING.value, attempts=copy.attempts + 1, due_at=at + rules.ANSWER_EXPECTED)
    copy.attempts += 1
    return bool(taken)


def _send(copy: Delivery, now: Callable[[], datetime]) -> None:
    """Hand one copy to its channel and note the outcome."""
    message = copy.message
    if not wording.kind(message.kind).necessary and not queries.may_be_contacted([message.recipient_id]):
        _settle(copy, DeliveryState.SKIPPED, at=now(), error=Trouble.NO_CONSENT)
        return
    try:
        with translation.override(settings.LANGUAGE_CODE):
            taken = _hand_over(copy)
    except channels.NotSetUp:
        _settle(copy, DeliveryState.SKIPPED, at=now(), error=Trouble.NOT_SET_UP)
    except channels.Refused:
        _settle(copy, DeliveryState.FAILED, at=now(), error=Trouble.REFUSED)
    except channels.Unreachable:
        _again_later(copy, now())
    except Exception:
        # An adapter of a city's own may fail in any way; one copy's failure must not keep the others from leaving.
        logger.exception("copy %s failed in its channel", copy.pk)
        _again_later(copy, now())
    else:
        _settle(copy, DeliveryState.SENT, at=now(), provider_reference=taken.reference, cost_fen=taken.cost_fen)


def _hand_over(copy: Delivery) -> channels.Receipt:
    message = copy.message
    address = cast(Sealed, copy.address).reveal()
    if copy.channel == Channel.EMAIL:
        text = "\n\n".join(part for part in (message.body, links.message_page(message)) if part)
        return email.send(key=copy.pk, address=address, subject=message.title, text=text)
    template = sms.Template(message.kind, wording.sms(message.kind, message.facts))
    params = {name: str(value) for name, value in message.facts.items()}
    return sms.port().send(key=copy.pk, template=template, signature=settings.SMS_SIGNATURE, phone=address, params=params)


def _again_later(copy: Delivery, at: datetime) -> None:
    pause = rules.pause_after(copy.attempts)
    if pause is None:
        _settle(copy, DeliveryState.FAILED, at=at, error=Trouble.UNREACHABLE)
        return
    if _mine(copy).update(state=DeliveryState.QUEUED.value, due_at=at + pause, error=Trouble.UNREACHABLE.value):
        courier.wake(after=at + pause)


def _settle(copy: Delivery, state: DeliveryState, *, at: datetime, error: str = "", **columns: Any) -> None:
    if state == DeliveryState.SENT:
        columns["sent_at"] = at
    else:
        columns["settled_at"] = at
    _mine(copy).update(state=state.value, due_at=None, error=str(error), **columns)


def _mine(copy: Delivery) -> Any:
    """The copy, as long as the attempt is still this worker's."""
    return Delivery.objects.filter(pk=copy.pk, state__in=[state.value for state in UNDER_WAY], attempts=copy.attempts)
