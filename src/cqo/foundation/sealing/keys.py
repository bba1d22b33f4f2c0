"""The installation's keys: made once, kept in one file that only the service's user may read, each with a version."""

import base64
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 16
MASTER_BYTES = 32
VERSIONS = range(1, 256)  # a sealed value names its key's version in one byte


class KeyFileError(Exception):
    """The key file is unreadable or lacks what was sealed with; the message says which and what to do."""


@dataclass(frozen=True)
class KeyRing:
    """Master secrets by version; every purpose gets a key of its own derived from them (HKDF-SM3, RFC 5869).

    masters: version (1 to 255) → 32 secret bytes. The highest version seals; all versions open.
    """

    masters: dict[int, bytes]

    @property
    def newest(self) -> int:
        """The version that seals from now on."""
        return max(self.masters)

    def derived(self, purpose: str, version: int | None = None, length: int = KEY_BYTES) -> bytes:
        """The key of `length` bytes for one purpose. Raises KeyFileError for a version that is not in the file."""
        wanted = self.newest if version is None else version
        if wanted not in self.masters:
            raise KeyFileError(f"The key file has no key of version {wanted}; restore the file that was in use when the data was written.")
        return HKDF(algorithm=hashes.SM3(), length=length, salt=None, info=f"cqo/{purpose}".encode()).derive(self.masters[wanted])

    def derived_text(self, purpose: str) -> str:
        """A printable secret of the first version, for settings that must not change when a sealing key is added."""
        return base64.urlsafe_b64encode(self.derived(purpose, version=min(self.masters), length=48)).decode()

    @classmethod
    def from_file(cls, path: Path) -> "KeyRing":
        """Read the ring, or make one where the file is absent. Raises KeyFileError where it cannot be read as one."""
        if not path.exists():
            return cls._made(path)
        try:
            content = json.loads(path.read_text())
            masters = {int(version): base64.b64decode(secret) for version, secret in content["masters"].items()}
            if not masters or any(version not in VERSIONS or len(secret) != MASTER_BYTES for version, secret in masters.items()):
                raise ValueError("a key is missing or cut short")
            return cls(masters)
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as trouble:
            raise KeyFileError(
                f"{path} is not a key file ({trouble}); restore it from the backup, a new one could open nothing."
            ) from trouble

    @classmethod
    def _made(cls, path: Path) -> "KeyRing":
        """Write a new ring under another name and link it into place, so that of two first starts at once only one makes the keys."""
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as file:
            json.dump({"masters": {"1": base64.b64encode(secrets.token_bytes(MASTER_BYTES)).decode()}}, file)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
        return cls.from_file(path)
