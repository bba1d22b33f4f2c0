"""What every test of attachments stands on."""

from pathlib import Path

import pytest

from cqo.foundation.look import navigation


@pytest.fixture(autouse=True)
def _the_foundation_alone(settings, monkeypatch) -> None:
    """No first steps of the entrance between sign-in and page, and no navigation to other parts around it; they have tests of their own."""
    monkeypatch.setattr(navigation, "_registry", navigation.Registry())
    settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if not each.startswith("cqo.portal.")]


@pytest.fixture(autouse=True)
def own_attachments(settings, tmp_path: Path) -> Path:
    """Attachments and spool of this test alone."""
    settings.ATTACHMENTS = tmp_path / "attachments"
    settings.SPOOL = tmp_path / "spool"
    settings.SPOOL.mkdir()
    return settings.ATTACHMENTS
