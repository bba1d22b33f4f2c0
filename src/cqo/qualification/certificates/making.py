"""A signed PDF, from what stands on it to the sealed file. Nothing here knows the database, so any process can do it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cqo.foundation.documents import blobs, qr
from cqo.foundation.documents.signing import Signer, sign
from cqo.foundation.documents.typesetting import typeset

TEMPLATES = Path(__file__).parent / "typst"
REASON = "签发证书"


@dataclass(frozen=True)
class Order:
    """One PDF to be made: what stands on it, and who signs."""

    data: Mapping[str, Any]
    signer: Signer
    name: str


def make(order: Order) -> bytes:
    """A signed PDF. Knows no database, so any process can do it."""
    data = {**order.data, "qr": qr.drawing(order.data["check_url"])}
    return sign(typeset(TEMPLATES / "certificate.typ", data), order.signer, name=order.name, reason=REASON)


def make_and_seal(order: Order) -> blobs.Draft:
    """A signed PDF, sealed to the disk; nothing of it stands there in clear."""
    return blobs.seal([make(order)])
