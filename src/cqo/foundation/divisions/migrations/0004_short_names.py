"""Customary short names, from `data/`."""

from django.db import migrations

from cqo.foundation.divisions import loading


class Migration(migrations.Migration):

    dependencies = [("divisions", "0003_former_divisions")]

    operations = [migrations.RunPython(loading.load_aliases, loading.unload_aliases)]
