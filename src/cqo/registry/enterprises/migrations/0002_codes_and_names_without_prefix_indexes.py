# Nobody looks up a code or a name by its beginning; unique=True and db_index=True would keep such an index on PostgreSQL.

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('enterprises', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='enterprise',
            name='credit_code',
            field=models.CharField(max_length=18),
        ),
        migrations.AlterField(
            model_name='enterprise',
            name='name_key',
            field=models.CharField(max_length=200),
        ),
        migrations.AddIndex(
            model_name='enterprise',
            index=models.Index(fields=['name_key'], name='enterprise_by_name'),
        ),
        migrations.AddConstraint(
            model_name='enterprise',
            constraint=models.UniqueConstraint(fields=('credit_code',), name='enterprise_code_once'),
        ),
    ]
