import pytest

from cqo.foundation.inbox import wording
from cqo.foundation.inbox.tests.builders import KINDS


@pytest.fixture(autouse=True)
def _trial_kinds(monkeypatch):
    """The invented kinds, known for the length of a test."""
    for key, kind in KINDS.items():
        monkeypatch.setitem(wording._kinds, key, kind)


@pytest.fixture
def outbox(settings, tmp_path):
    """An SMS outbox of the test's own."""
    settings.OUTBOX = tmp_path
    settings.SMS_ADAPTER = "file"
    return tmp_path / "sms"
