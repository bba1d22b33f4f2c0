"""The functional zones known from the sources, from `data/`."""

from django.db import migrations

from cqo.foundation.divisions import loading


class Migration(migrations.Migration):

    dependencies = [("divisions", "0004_short_names")]

    operations = [migrations.RunPython(loading.load_zones, loading.unload_zones)]
