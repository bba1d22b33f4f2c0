import uuid

from cqo.foundation.audit.ids import new_id


def test_an_id_is_a_standard_uuid_of_version_7():
    made = new_id()
    assert (type(made), made.version, made.variant) == (uuid.UUID, 7, uuid.RFC_4122)


def test_ids_differ_and_grow():
    made = [new_id() for _ in range(10_000)]
    assert sorted(set(made)) == made
