"""The uploaded roster itself: sealed on disk, since rosters hold personal data."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from cryptography.hazmat.primitives import hashes
from django.conf import settings

from cqo.foundation.sealing import streams

PIECE_BYTES = 256 * 1024


def keep(file: BinaryIO, *, city: str, batch: UUID) -> tuple[str, str]:
    """Seal a roster to disk; its path below VAR, and its SM3 digest."""
    sm3 = hashes.Hash(hashes.SM3())

    def pieces() -> Iterator[bytes]:
        while piece := file.read(PIECE_BYTES):
            sm3.update(piece)
            yield piece

    place = Path("rosters") / city / batch.hex
    path = settings.VAR / place
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
        target.writelines(streams.seal(pieces()))
        target.flush()
        os.fsync(target.fileno())
    return str(place), sm3.finalize().hex()


@contextmanager
def plain(place: str) -> Iterator[Path]:
    """The roster in clear, in a file that nobody else can read and that is gone afterwards."""
    with tempfile.NamedTemporaryFile(dir=settings.SPOOL, prefix="roster-") as target, (settings.VAR / place).open("rb") as source:
        target.writelines(streams.unseal(source))
        target.flush()
        yield Path(target.name)


def forget(place: str) -> None:
    """Take a roster from the disk."""
    (settings.VAR / place).unlink(missing_ok=True)


def digest_of(path: Path) -> str:
    """The SM3 digest of a file."""
    sm3 = hashes.Hash(hashes.SM3())
    with path.open("rb") as file:
        while piece := file.read(PIECE_BYTES):
            sm3.update(piece)
    return sm3.finalize().hex()


def room_for(size: int) -> bool:
    """Whether the disk has room for a roster three times over (sealed, in clear, in the database)."""
    return shutil.disk_usage(settings.VAR).free > 3 * size
