import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from cqo.foundation.audit import guards
from cqo.foundation.audit.models import Entry, Head, Seal
from cqo.foundation.audit.tests.builders import CITY, commits, moves, sealed_moves

pytestmark = pytest.mark.usefixtures("record_folder")


def run(sql):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.django_db
def test_the_guards_stand_after_the_first_migrate():
    assert guards.missing(connection) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit_entry SET role = 'auditor'",
        "DELETE FROM audit_entry",
        "UPDATE audit_seal SET hash = previous",
        "DELETE FROM audit_seal",
        "DELETE FROM audit_head",
        "UPDATE audit_head SET seq = seq - 1",
        "UPDATE audit_head SET hash = 'x'",
    ],
)
def test_the_database_refuses_to_change_or_delete(sql):
    sealed_moves(2)
    before = [list(model.objects.order_by("pk").values_list()) for model in (Entry, Seal, Head)]
    with pytest.raises(DatabaseError, match="append-only"):
        run(sql)
    assert [list(model.objects.order_by("pk").values_list()) for model in (Entry, Seal, Head)] == before


@pytest.mark.django_db
@pytest.mark.parametrize("model", [Entry, Seal, Head])
def test_the_orm_is_refused_as_well(model):
    sealed_moves(1)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.all().delete()
    assert model.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite only: a row replaced fires no delete trigger")
@pytest.mark.parametrize("table", ["audit_entry", "audit_seal"])
def test_a_row_cannot_be_replaced(table):
    sealed_moves(1)
    with pytest.raises(DatabaseError, match="append-only"):
        run(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL only")
@pytest.mark.parametrize("table", ["audit_entry", "audit_seal", "audit_head"])
def test_a_table_cannot_be_emptied(table):
    moves(1)
    with pytest.raises(DatabaseError, match="append-only"):
        run(f"TRUNCATE {table}")


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL only")
def test_the_owner_has_no_grant_to_change_or_delete():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT relname, privilege_type FROM pg_class, aclexplode(relacl) "
            "WHERE relname IN ('audit_entry', 'audit_seal') AND privilege_type IN ('INSERT', 'UPDATE', 'DELETE', 'TRUNCATE') ORDER BY 1"
        )
        assert cursor.fetchall() == [("audit_entry", "INSERT"), ("audit_seal", "INSERT")]


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL only")
def test_a_guard_that_is_switched_off_or_refuses_nothing_counts_as_missing():
    run("ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_no_change")
    assert guards.missing(connection) == ["audit_entry_no_change"]
    guards.put(connection)
    run("CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'")
    assert guards.FUNCTION in guards.missing(connection)


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite only: a trigger carries its own body")
def test_a_guard_that_refuses_nothing_counts_as_missing_and_is_mended():
    run("DROP TRIGGER audit_entry_no_update")
    run("CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry BEGIN SELECT 1; END")
    assert guards.missing(connection) == ["audit_entry_no_update"]
    guards.put(connection)
    assert guards.missing(connection) == []


def rebuild_table_then_migrate():
    """What a later migration does to the table on SQLite; PostgreSQL keeps triggers, so they are dropped by hand there."""
    sealed_moves(2)
    if connection.vendor == "sqlite":
        with connection.schema_editor() as editor:
            editor._remake_table(Entry)
    else:
        guards.lift(connection)
    absent = guards.missing(connection)
    call_command("migrate", verbosity=0)
    return absent, guards.missing(connection), refusal_of("UPDATE audit_entry SET role = 'auditor'"), Entry.objects.count()


def refusal_of(sql):
    try:
        run(sql)
    except DatabaseError as refusal:
        return "append-only" in str(refusal)
    return False


@commits
def test_guards_lost_in_a_rebuild_are_back_after_the_migrate(at_once):
    [(absent, still_absent, is_refused, entries)] = at_once(rebuild_table_then_migrate)
    assert absent != []
    assert (still_absent, is_refused, entries) == ([], True, 2)


@pytest.mark.django_db
def test_lifted_guards_let_a_test_tamper_and_put_brings_them_back():
    sealed_moves(1)
    guards.lift(connection)
    run(f"UPDATE audit_entry SET role = 'auditor' WHERE city = '{CITY}'")
    guards.put(connection)
    with pytest.raises(DatabaseError, match="append-only"):
        run("UPDATE audit_entry SET role = 'clerk'")
    assert list(Entry.objects.values_list("role", flat=True)) == ["auditor"]
