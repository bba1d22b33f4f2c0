"""Identity documents a chief quality officer may hold, and the form check of each.

Resident id and the residence permit for Hong Kong, Macau and Taiwan people carry a check character (`resident_id`); the travel permits
and passports have only a form. Numbers of unknown kind are recognised by their form where the form leaves no doubt.
"""

import re
from enum import StrEnum

from cqo.foundation.codes import resident_id, typed


class Kind(StrEnum):
    """Which document it is; the values are stored."""

    RESIDENT_ID = "resident_id"  # 居民身份证
    HK_MACAU_PERMIT = "hk_macau_permit"  # 港澳居民来往内地通行证 (回乡证)
    TAIWAN_PERMIT = "taiwan_permit"  # 台湾居民来往大陆通行证 (台胞证)
    RESIDENCE_PERMIT = "residence_permit"  # 港澳台居民居住证
    PASSPORT = "passport"  # 护照


class Fault(StrEnum):
    """What is wrong with a document's number."""

    DAMAGED = "damaged"
    FORMAT = "format"
    CHECKSUM = "checksum"


FORMS: dict[Kind, re.Pattern[str]] = {
    Kind.HK_MACAU_PERMIT: re.compile(r"[HM][0-9]{8}(?:[0-9]{2})?", re.ASCII),
    Kind.TAIWAN_PERMIT: re.compile(r"[0-9]{8}|[0-9]{10}(?:\(?[A-Z]\)?)?", re.ASCII),
    Kind.PASSPORT: re.compile(r"(?=[A-Z0-9]*[0-9]{4})[A-Z0-9]{5,17}", re.ASCII),
}

_WORDS = (
    (Kind.RESIDENCE_PERMIT, ("居住证",)),
    (Kind.TAIWAN_PERMIT, ("台胞证", "台湾居民来往大陆通行证", "台湾通行证", "台湾居民通行证", "台湾")),
    (Kind.HK_MACAU_PERMIT, ("回乡证", "港澳居民来往内地通行证", "港澳通行证", "港澳居民通行证", "港澳")),
    (Kind.PASSPORT, ("护照", "PASSPORT")),
    (Kind.RESIDENT_ID, ("身份证", "居民证", "公民身份")),
)
_RESIDENT_FORM = re.compile(r"[1-9][0-9]{16}[0-9X]", re.ASCII)
_PASSPORT_WITHOUT_DOUBT = re.compile(r"[DEGPS][A-HJ-NP-Z]?[0-9]{7,8}", re.ASCII)


def kind_named(words: str) -> Kind | None:
    """The kind a column "证件类型" names, or None where the words name none of ours.

    >>> kind_named("台湾居民来往大陆通行证")
    <Kind.TAIWAN_PERMIT: 'taiwan_permit'>
    """
    spoken = typed.plain(words)
    for kind, known in _WORDS:
        if any(word in spoken for word in known):
            return kind
    return None


def kind_of(number: str) -> Kind:
    """The kind a normalised number shows by its form; a resident id where nothing else is certain.

    >>> kind_of("H0123456701"), kind_of("830000199001010016")
    (<Kind.HK_MACAU_PERMIT: 'hk_macau_permit'>, <Kind.RESIDENCE_PERMIT: 'residence_permit'>)
    """
    if _RESIDENT_FORM.fullmatch(number):
        return Kind.RESIDENCE_PERMIT if resident_id.is_residence_permit(number) else Kind.RESIDENT_ID
    if FORMS[Kind.HK_MACAU_PERMIT].fullmatch(number):
        return Kind.HK_MACAU_PERMIT
    if _PASSPORT_WITHOUT_DOUBT.fullmatch(number):
        return Kind.PASSPORT
    return Kind.RESIDENT_ID


def normalise(text: str) -> str:
    """The number as it is stored, whatever its kind."""
    return resident_id.normalise(text)


def fault(kind: Kind, number: str) -> Fault | None:
    """What is wrong with a normalised number of that kind, or nothing.

    >>> fault(Kind.PASSPORT, "E12345678"), fault(Kind.HK_MACAU_PERMIT, "12345678")
    (None, <Fault.FORMAT: 'format'>)
    """
    if kind in FORMS:
        if FORMS[kind].fullmatch(number):
            return None
        return Fault.DAMAGED if resident_id.damaged(number) else Fault.FORMAT
    found = resident_id.fault(number)
    if found in {resident_id.Fault.DAMAGED, resident_id.Fault.CHECKSUM}:
        return Fault(found)
    if found or (kind is Kind.RESIDENCE_PERMIT) != resident_id.is_residence_permit(number):
        return Fault.FORMAT
    return None
