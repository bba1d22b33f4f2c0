"""A signed PDF, from what stands on it to the sealed file. Nothing here knows the database, so any process can do it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cqo.foundation.documents import blobs
from cqo.qualification.certificates import typesetting
from cqo.qualification.certificates.signature import Signer, sign


@dataclass(frozen=True)
class Order:
    """One PDF to be made: what stands on it, who signs, when."""

    data: Mapping[str, Any]
    signer: Signer
    name: str
    at: datetime


def make(order: Order) -> bytes:
    """A signed PDF. Knows no database, so any process can do it."""
    data = {**order.data, "qr": typesetting.qr(order.data["check_url"])}
    return sign(typesetting.pdf("certificate", data), order.signer, name=order.name, at=order.at)


def make_and_seal(order: Order) -> blobs.Draft:
    """A signed PDF, sealed to the disk; nothing of it stands there in clear."""
    return blobs.seal([make(order)])
