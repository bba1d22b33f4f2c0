# PostgreSQL's own default takes a row far away for four times as dear as the next one, as on turning disks, and then reads a million firms to show
# a county's twenty. Who may not set it for the database (another owner) sees to it in postgresql.conf: docs/how-to says so.

from django.db import migrations

SET = """
DO $$ BEGIN
    EXECUTE format('ALTER DATABASE %I SET random_page_cost = 1.1', current_database());
EXCEPTION WHEN insufficient_privilege THEN
    RAISE WARNING 'random_page_cost is left as it is';
END $$
"""


def set_cost(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(SET, params=None)


class Migration(migrations.Migration):

    dependencies = [
        ('enterprises', '0003_list_indexes_that_hold_what_lists_are_narrowed_by'),
    ]

    operations = [migrations.RunPython(set_cost, migrations.RunPython.noop)]
