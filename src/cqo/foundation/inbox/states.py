"""Channels and what becomes of a copy. No Django."""

from enum import StrEnum


class Channel(StrEnum):
    """How a copy travels."""

    EMAIL = "email"
    SMS = "sms"


class DeliveryState(StrEnum):
    """queued: waits for the worker; sending: handed to the channel, answer not yet recorded; sent: the channel took it;
    delivered: it arrived (by receipt); failed: given up; skipped: not to be sent (no consent, no address, channel not set up)."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"
    SKIPPED = "skipped"


UNDER_WAY = (DeliveryState.QUEUED, DeliveryState.SENDING)


class Trouble(StrEnum):
    """Why a copy was not sent, or did not arrive."""

    NO_CONSENT = "no_consent"
    NO_ADDRESS = "no_address"
    NOT_SET_UP = "not_set_up"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    NO_ANSWER = "no_answer"
    NOT_DELIVERED = "not_delivered"
