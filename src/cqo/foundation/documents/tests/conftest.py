"""What every test of attachments stands on."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _the_foundation_alone(settings) -> None:
    """No first steps of the entrance between sign-in and page; they have tests of their own."""
    settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if not each.startswith("cqo.portal.")]


@pytest.fixture(autouse=True)
def own_attachments(settings, tmp_path: Path) -> Path:
    """Attachments and spool of this test alone."""
    settings.ATTACHMENTS = tmp_path / "attachments"
    settings.SPOOL = tmp_path / "spool"
    settings.SPOOL.mkdir()
    return settings.ATTACHMENTS
