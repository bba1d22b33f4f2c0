"""The official calendars of 2007 to 2026, from `data/`."""

from django.db import migrations

from cqo.foundation.workdays import loading


class Migration(migrations.Migration):

    dependencies = [("workdays", "0001_years_and_days")]

    operations = [migrations.RunPython(loading.load_years, loading.unload_years)]
