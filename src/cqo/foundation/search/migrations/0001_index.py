from django.db import migrations, models

from cqo.foundation.search import engines


def create(apps, schema_editor):
    engines.of(schema_editor.connection).create()


def drop(apps, schema_editor):
    engines.of(schema_editor.connection).drop()


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("number", models.BigAutoField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=24)),
                ("key", models.UUIDField()),
                ("text", models.TextField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("kind", "key"), name="search_entry_kind_key")],
            },
        ),
        migrations.RunPython(create, drop),
    ]
