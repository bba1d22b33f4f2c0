"""The three forms in which a phone number is kept."""

from typing import TypedDict

from cqo.foundation.sealing import masks
from cqo.foundation.sealing.fields import Sealed
from cqo.foundation.sealing.sealing import keyed_hash


class PhoneColumns(TypedDict):
    """The columns of a row that holds a phone: sealed, masked for lists, hashed for look-up."""

    phone: Sealed | None
    phone_masked: str
    phone_hash: bytes | None


def columns(phone: str) -> PhoneColumns:
    """The columns for a tidied number; all empty for none."""
    if not phone:
        return {"phone": None, "phone_masked": "", "phone_hash": None}
    return {"phone": Sealed.of(phone), "phone_masked": masks.phone(phone), "phone_hash": look_up(phone)}


def look_up(phone: str) -> bytes:
    """The keyed hash by which an exact number is found."""
    return keyed_hash("phone", phone)


def tail_look_up(phone: str) -> bytes:
    """The keyed hash of the last four digits, for authorised search by phone tail."""
    return keyed_hash("phone_tail", phone[-4:])
