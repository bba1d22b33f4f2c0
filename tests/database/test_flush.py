"""A test with transactions of its own leaves the database as the next one expects it. The tests run in this order."""

import uuid

import pytest
from django.db import connection
from django.utils import timezone

from cqo.foundation.accounts.models import User
from cqo.foundation.audit import guards
from cqo.foundation.divisions.models import Division
from cqo.foundation.search import operations as search
from cqo.foundation.search.operations import Document


def terms() -> int:
    """How many terms lie in the search index, beside the tables of models."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT count(*) FROM search_spot")
        else:
            cursor.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.terms USING fts5vocab(main, search_gram, row)")
            cursor.execute("SELECT count(*) FROM terms")
        return int(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second"])
def test_what_was_written_goes_and_what_migrations_filled_stays(time: str):
    assert (User.objects.count(), Division.objects.filter(code="610722").count()) == (0, 1)
    assert guards.missing(connection) == []
    assert terms() == 0
    search.put([Document(kind="enterprise", key=uuid.UUID(int=1), names=["城固机械厂"], tokens=["d:610722"])])
    assert terms() > 0
    User.objects.create(name="示例", login_name="sample", created_at=timezone.now())
