# A list counts up to a thousand rows and more are looked at where a filter leaves few: with what it is narrowed by in the index, no row is fetched for it.

from django.db import migrations, models

NARROWED_BY = ["merged_into", "batch", "industry", "size_class", "status", "claimed_at"]


class Migration(migrations.Migration):

    dependencies = [
        ('enterprises', '0002_codes_and_names_without_prefix_indexes'),
    ]

    operations = [
        migrations.RemoveIndex(model_name='enterprise', name='enterprise_of_city'),
        migrations.RemoveIndex(model_name='enterprise', name='enterprise_of_county'),
        migrations.AddIndex(
            model_name='enterprise',
            index=models.Index(fields=['city_code', 'id', *NARROWED_BY], name='enterprise_of_city'),
        ),
        migrations.AddIndex(
            model_name='enterprise',
            index=models.Index(fields=['county', 'id', *NARROWED_BY], name='enterprise_of_county'),
        ),
    ]
