import cqo.foundation.audit.ids
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('divisions', '0001_divisions_and_zones'),
    ]

    operations = [
        migrations.CreateModel(
            name='RuleSet',
            fields=[
                ('id', models.UUIDField(default=cqo.foundation.audit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('subject', models.CharField(max_length=40)),
                ('edition', models.PositiveIntegerField()),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(null=True)),
                ('document_title', models.CharField(max_length=200)),
                ('document_number', models.CharField(blank=True, max_length=80)),
                ('issued_date', models.DateField(null=True)),
                ('terms', models.JSONField()),
                ('articles', models.JSONField(blank=True, default=dict)),
                ('note', models.CharField(blank=True, max_length=500)),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by', models.CharField(max_length=80)),
                ('sample', models.BooleanField(default=False)),
                ('division', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='divisions.division')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('subject', 'division', 'valid_from'), name='rule_set_once_per_first_day'), models.UniqueConstraint(fields=('subject', 'division', 'edition'), name='rule_set_edition_once'), models.UniqueConstraint(condition=models.Q(('division__isnull', True)), fields=('subject', 'edition'), name='rule_set_default_edition_once'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='rule_set_ends_after_start'), models.CheckConstraint(condition=models.Q(('division__isnull', True), models.Q(models.Q(('document_number', ''), _negated=True), ('issued_date__isnull', False)), _connector='OR'), name='rule_set_of_a_place_has_its_document')],
            },
        ),
    ]
