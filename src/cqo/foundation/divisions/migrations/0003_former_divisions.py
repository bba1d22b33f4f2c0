"""Renamed and merged divisions, from `data/`."""

from django.db import migrations

from cqo.foundation.divisions import loading


class Migration(migrations.Migration):

    dependencies = [("divisions", "0002_divisions_of_2023")]

    operations = [migrations.RunPython(loading.load_changes, loading.unload_changes)]
