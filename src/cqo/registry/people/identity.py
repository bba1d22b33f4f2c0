"""The forms in which an identity number is kept."""

from typing import TypedDict

from cqo.foundation.codes import documents
from cqo.foundation.codes import resident_id as ids
from cqo.foundation.sealing import masks
from cqo.foundation.sealing.fields import Sealed
from cqo.foundation.sealing.sealing import keyed_hash

EIGHTEEN_DIGITS = frozenset({documents.Kind.RESIDENT_ID, documents.Kind.RESIDENCE_PERMIT})


class IdentityColumns(TypedDict):
    """The columns of a person's identity: number sealed, masked and hashed; birth date sealed; sex where the number tells it."""

    id_type: str
    id_number: Sealed | None
    id_masked: str
    id_hash: bytes | None
    birth_date: Sealed | None
    sex: str


def columns(kind: documents.Kind, number: str) -> IdentityColumns:
    """The columns for a tidied number that has no fault; all empty for none."""
    if not number:
        return {"id_type": kind.value, "id_number": None, "id_masked": "", "id_hash": None, "birth_date": None, "sex": ""}
    told = kind in EIGHTEEN_DIGITS
    born = ids.birth_date(number) if told else None
    return {
        "id_type": kind.value,
        "id_number": Sealed.of(number),
        "id_masked": masks.identity(number),
        "id_hash": look_up(kind, number),
        "birth_date": Sealed.of(born.isoformat()) if born else None,
        "sex": ids.sex(number) if told else "",
    }


def look_up(kind: documents.Kind, number: str) -> bytes:
    """The keyed hash by which a document is found: the same person's resident id and residence permit are two documents."""
    return keyed_hash(f"id/{kind.value}", number)
