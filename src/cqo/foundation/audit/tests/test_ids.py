import uuid
from datetime import UTC, datetime, timedelta

from cqo.foundation.audit.ids import made_at, new_id


def test_an_id_is_a_standard_uuid_of_version_7():
    made = new_id()
    assert (type(made), made.version, made.variant) == (uuid.UUID, 7, uuid.RFC_4122)


def test_ids_differ_and_grow():
    made = [new_id() for _ in range(10_000)]
    assert sorted(set(made)) == made


def test_an_id_tells_when_it_was_made():
    assert made_at(uuid.UUID("01a20c6d-b32b-745f-8bda-1cc7f8e034a3")) == datetime(2026, 11, 24, 7, 20, 45, 611000, tzinfo=UTC)
    assert abs(datetime.now(UTC) - made_at(new_id())) < timedelta(seconds=5)
