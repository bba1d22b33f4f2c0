import pytest

from cqo.foundation.workdays import queries


@pytest.fixture(autouse=True)
def _read_anew():
    """A test's import is rolled back; the calendar it left in memory goes with it."""
    yield
    queries.forget()
