"""The list as of 2023-06-30, from `data/`."""

from django.db import migrations

from cqo.foundation.divisions import loading


class Migration(migrations.Migration):

    dependencies = [("divisions", "0001_divisions_and_zones")]

    operations = [migrations.RunPython(loading.load_divisions, loading.unload_divisions)]
