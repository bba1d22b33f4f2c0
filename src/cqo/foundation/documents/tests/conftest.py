"""A folder of its own for the files of every test."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def own_attachments(settings, tmp_path: Path) -> Path:
    """Attachments and spool of this test alone."""
    settings.ATTACHMENTS = tmp_path / "attachments"
    settings.SPOOL = tmp_path / "spool"
    settings.SPOOL.mkdir()
    return settings.ATTACHMENTS
