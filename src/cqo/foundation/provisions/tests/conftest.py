import pytest

from cqo.foundation.provisions import subjects
from cqo.foundation.provisions.tests.builders import HOURS


@pytest.fixture(autouse=True)
def hours(monkeypatch):
    """The invented subject, known for the length of a test."""
    monkeypatch.setitem(subjects._subjects, HOURS.key, HOURS)
