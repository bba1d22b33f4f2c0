"""Collecting static files only where something changed, so that a second start does not wait for compression."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def collect_when_changed() -> bool:
    """Collect and compress the static files unless the collected ones are those of today's sources; whether it did."""
    note = Path(settings.STATIC_ROOT).with_suffix(".sources")
    sources = _fingerprint()
    if note.exists() and note.read_text() == sources:
        return False
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    note.write_text(sources)
    return True


def _fingerprint() -> str:
    """A digest over name, size and time of every source file."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda found: found[0]):
            status = Path(storage.path(name)).stat()
            digest.update(f"{name} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
