"""What makes the database itself refuse to change the record: triggers, and on PostgreSQL missing grants as well.

Put back after every migrate, because SQLite rebuilds an altered table without its triggers. Tests that flush the tables
lift them first (`conftest.py` at the root).
"""

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

APPEND_ONLY = ("audit_entry", "audit_seal")
HEAD = "audit_head"  # may only move forward

FUNCTION = "audit_refuse"
FUNCTION_BODY = """
BEGIN
  RAISE EXCEPTION 'the record is append-only: % on % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
"""

_REFUSE = "BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END"

# INSERT OR REPLACE deletes without firing delete triggers, hence the ones before an insert.
_SQLITE = {
    **{f"{table}_no_update": f"BEFORE UPDATE ON {table}" for table in APPEND_ONLY},
    **{f"{table}_no_delete": f"BEFORE DELETE ON {table}" for table in (*APPEND_ONLY, HEAD)},
    "audit_entry_no_replace": "BEFORE INSERT ON audit_entry WHEN EXISTS (SELECT 1 FROM audit_entry WHERE id = NEW.id)",
    "audit_seal_no_replace": (
        "BEFORE INSERT ON audit_seal WHEN EXISTS (SELECT 1 FROM audit_seal WHERE entry = NEW.entry OR (city = NEW.city AND seq = NEW.seq))"
    ),
    "audit_head_no_way_back": "BEFORE UPDATE ON audit_head WHEN NEW.seq <= OLD.seq OR NEW.city <> OLD.city",
}
_POSTGRESQL = {
    **{f"{table}_no_change": f"BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW" for table in APPEND_ONLY},
    **{f"{table}_no_truncate": f"BEFORE TRUNCATE ON {table} FOR EACH STATEMENT" for table in (*APPEND_ONLY, HEAD)},
    "audit_head_no_delete": "BEFORE DELETE ON audit_head FOR EACH ROW",
    "audit_head_no_way_back": "BEFORE UPDATE ON audit_head FOR EACH ROW WHEN (NEW.seq <= OLD.seq OR NEW.city <> OLD.city)",
}
_GRANTS = (
    ("UPDATE, DELETE, TRUNCATE", ", ".join(APPEND_ONLY)),
    ("DELETE, TRUNCATE", HEAD),
)


def put(connection: BaseDatabaseWrapper) -> None:
    """Put every guard that is missing in its place; does nothing while the tables (or PostgreSQL's function) are not there yet."""
    absent = missing(connection)
    if not absent or FUNCTION in absent or not _has_tables(connection):
        return
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for name in absent:
            if connection.vendor == "sqlite":
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
                cursor.execute(_sqlite_trigger(name))
            else:
                cursor.execute(f"CREATE OR REPLACE TRIGGER {name} {_POSTGRESQL[name]} EXECUTE FUNCTION {FUNCTION}()")
        if connection.vendor == "postgresql":
            for powers, tables in _GRANTS:
                cursor.execute(f"REVOKE {powers} ON {tables} FROM PUBLIC, CURRENT_USER")


def lift(connection: BaseDatabaseWrapper) -> None:
    """Take the guards away, for a test that has to flush or to tamper. `put` brings them back."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for name, rest in _expected(connection).items():
            table = rest.partition(" ON ")[2].split()[0]
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}" + (f" ON {table}" if connection.vendor == "postgresql" else ""))
        if connection.vendor == "postgresql":
            for powers, tables in _GRANTS:
                cursor.execute(f"GRANT {powers} ON {tables} TO CURRENT_USER")


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of the guards that are absent, switched off or not as this module writes them."""
    present = _sqlite_present(connection) if connection.vendor == "sqlite" else _postgresql_present(connection)
    expected = [*_expected(connection), *([FUNCTION] if connection.vendor == "postgresql" else [])]
    return [name for name in expected if name not in present]


def _expected(connection: BaseDatabaseWrapper) -> dict[str, str]:
    return _SQLITE if connection.vendor == "sqlite" else _POSTGRESQL


def _sqlite_trigger(name: str) -> str:
    return f"CREATE TRIGGER {name} {_SQLITE[name]} {_REFUSE}"


def _sqlite_present(connection: BaseDatabaseWrapper) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        return {name for name, sql in cursor.fetchall() if name in _SQLITE and sql == _sqlite_trigger(name)}


def _postgresql_present(connection: BaseDatabaseWrapper) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosrc FROM pg_proc WHERE oid = to_regproc(%s)", [FUNCTION])
        if cursor.fetchone() != (FUNCTION_BODY,):
            return set()
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE tgfoid = to_regproc(%s) AND tgenabled IN ('O', 'A') AND tgrelid = ANY (%s::regclass[])",
            [FUNCTION, [table for table in (*APPEND_ONLY, HEAD) if table in connection.introspection.table_names(cursor)]],
        )
        return {FUNCTION, *(name for (name,) in cursor.fetchall())}


def _has_tables(connection: BaseDatabaseWrapper) -> bool:
    return {*APPEND_ONLY, HEAD} <= set(connection.introspection.table_names())
