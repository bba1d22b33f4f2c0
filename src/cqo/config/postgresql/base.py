"""The database backend named in settings; see `scale.md`, rule 6, copied in docs/explanation/scale.md."""

from django.db.backends.postgresql import base, operations


class DatabaseOperations(operations.DatabaseOperations):
    """Foreign keys are checked by the statement that breaks them, not at commit."""

    def deferrable_sql(self) -> str:
        return ""


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL with `DatabaseOperations` above."""

    ops_class = DatabaseOperations
