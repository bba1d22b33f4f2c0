"""A test with transactions of its own leaves the database as the next one expects it. The tests run in this order."""

import pytest
from django.db import connection
from django.utils import timezone

from cqo.foundation.accounts.models import User
from cqo.foundation.audit import guards
from cqo.foundation.divisions.models import Division


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second"])
def test_what_was_written_goes_and_what_migrations_filled_stays(time: str):
    assert (User.objects.count(), Division.objects.filter(code="610722").count()) == (0, 1)
    assert guards.missing(connection) == []
    User.objects.create(name="示例", login_name="sample", created_at=timezone.now())
