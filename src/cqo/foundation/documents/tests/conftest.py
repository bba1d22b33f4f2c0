"""What every test of attachments stands on."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def own_attachments(foundation_alone, settings, tmp_path: Path) -> Path:
    """Attachments and spool of this test alone."""
    settings.ATTACHMENTS = tmp_path / "attachments"
    settings.SPOOL = tmp_path / "spool"
    settings.SPOOL.mkdir()
    return settings.ATTACHMENTS
