"""The 20 sections and 97 divisions of GB/T 4754-2017, from `data/`."""

from django.db import migrations

from cqo.foundation.industries import loading


class Migration(migrations.Migration):

    dependencies = [("industries", "0001_sections_and_divisions")]

    operations = [migrations.RunPython(loading.load_industries, loading.unload_industries)]
