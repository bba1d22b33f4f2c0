"""The encrypted files themselves. A file becomes visible under its digest in one step, whole, after it has reached the disk."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from django.conf import settings

from cqo.foundation.audit.ids import new_id
from cqo.foundation.sealing import streams

_INCOMING = "incoming"


@dataclass(frozen=True)
class Draft:
    """A content that was sealed to disk and belongs to nothing yet."""

    path: Path
    digest: str
    size: int


def seal(pieces: Iterable[bytes]) -> Draft:
    """Encrypt a content to a file of a passing name, on the disk for good (fsync) when this returns."""
    folder = settings.ATTACHMENTS / _INCOMING
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / new_id().hex
    sm3 = hashes.Hash(hashes.SM3())
    size = 0

    def measured() -> Iterator[bytes]:
        nonlocal size
        for piece in pieces:
            sm3.update(piece)
            size += len(piece)
            yield piece

    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.writelines(streams.seal(measured()))
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return Draft(path, sm3.finalize().hex(), size)


def place(draft: Draft, *, city_code: str) -> bool:
    """Put a draft under its digest; False where neither the draft nor the file is there any more."""
    path = path_of(city_code, draft.digest)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.replace(draft.path, path)
    except FileNotFoundError:
        return path.exists()
    _reach_the_disk(path.parent)
    return True


def opened(city_code: str, digest: str) -> Iterator[bytes]:
    """The plain content in chunks. Raises FileNotFoundError at once; SealBroken where the file was tampered with."""
    file = path_of(city_code, digest).open("rb")

    def chunks() -> Iterator[bytes]:
        with file:
            yield from streams.unseal(file)

    return chunks()


def delete(city_code: str, digest: str) -> None:
    """Take a content from the disk."""
    path_of(city_code, digest).unlink(missing_ok=True)


def path_of(city_code: str, digest: str) -> Path:
    """Where a content lies: the city, the digest's first two characters, the digest."""
    return Path(settings.ATTACHMENTS) / city_code / digest[:2] / digest


def stored(city_code: str) -> Iterator[Path]:
    """Every file of a city."""
    return (Path(settings.ATTACHMENTS) / city_code).glob("[0-9a-f][0-9a-f]/*")


def cities() -> list[str]:
    """The cities that have files."""
    folder = Path(settings.ATTACHMENTS)
    return sorted(each.name for each in folder.iterdir() if each.name != _INCOMING) if folder.exists() else []


def passing_files() -> Iterator[Path]:
    """Drafts that were never attached, and what uploads and exports left in the spool when a process was killed."""
    for folder in (Path(settings.ATTACHMENTS) / _INCOMING, Path(settings.SPOOL)):
        if folder.exists():
            yield from (path for path in folder.iterdir() if path.is_file())


def _reach_the_disk(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
