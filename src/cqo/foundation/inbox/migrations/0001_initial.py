import cqo.foundation.audit.ids
import cqo.foundation.sealing.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.UUIDField(default=cqo.foundation.audit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('subject', models.CharField(max_length=100)),
                ('text', models.TextField(max_length=4000)),
                ('city_code', models.CharField(max_length=6)),
                ('sent_at', models.DateTimeField()),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
                ('writer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Addressee',
            fields=[
                ('id', models.UUIDField(default=cqo.foundation.audit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('told_at', models.DateTimeField(null=True)),
                ('organisation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
                ('letter', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='addressees', to='inbox.letter')),
            ],
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.UUIDField(default=cqo.foundation.audit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=60)),
                ('about_kind', models.CharField(blank=True, default='', max_length=40)),
                ('about_key', models.CharField(blank=True, default='', max_length=80)),
                ('facts', models.JSONField(blank=True, default=dict)),
                ('sender', models.CharField(max_length=80)),
                ('created_at', models.DateTimeField()),
                ('read_at', models.DateTimeField(null=True)),
                ('letter', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='inbox.letter')),
                ('organisation', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
                ('recipient', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.UUIDField(default=cqo.foundation.audit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('channel', models.CharField(max_length=8)),
                ('address', cqo.foundation.sealing.fields.SealedField(blank=True, null=True)),
                ('address_masked', models.CharField(blank=True, default='', max_length=254)),
                ('state', models.CharField(default='queued', max_length=12)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('due_at', models.DateTimeField(null=True)),
                ('provider_reference', models.CharField(blank=True, default='', max_length=120)),
                ('cost_fen', models.PositiveIntegerField(default=0)),
                ('error', models.CharField(blank=True, default='', max_length=20)),
                ('created_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(null=True)),
                ('settled_at', models.DateTimeField(null=True)),
                ('message', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='inbox.message')),
            ],
        ),
        migrations.AddIndex(
            model_name='letter',
            index=models.Index(fields=['organisation', 'id'], name='letter_of_office'),
        ),
        migrations.AddIndex(
            model_name='addressee',
            index=models.Index(condition=models.Q(('told_at__isnull', True)), fields=['letter', 'id'], name='addressee_waiting'),
        ),
        migrations.AddConstraint(
            model_name='addressee',
            constraint=models.UniqueConstraint(fields=('letter', 'organisation'), name='addressee_once_per_letter'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(fields=['recipient', 'id'], name='message_of_recipient'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(condition=models.Q(('read_at__isnull', True)), fields=['recipient'], name='message_unread'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(condition=models.Q(('letter__isnull', False)), fields=['letter', 'id'], name='message_of_letter'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('about_key', ''), ('about_kind', '')), models.Q(models.Q(('about_kind', ''), _negated=True), models.Q(('about_key', ''), _negated=True)), _connector='OR'), name='message_about_kind_and_key_or_neither'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(condition=models.Q(('due_at__isnull', False)), fields=['due_at'], name='delivery_due'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(condition=models.Q(('provider_reference', ''), _negated=True), fields=['provider_reference'], name='delivery_of_reference'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.UniqueConstraint(fields=('message', 'channel'), name='delivery_once_per_channel'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.CheckConstraint(condition=models.Q(('channel__in', ['email', 'sms'])), name='delivery_channel_known'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['queued', 'sending', 'sent', 'delivered', 'failed', 'skipped'])), name='delivery_state_known'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('due_at__isnull', False), ('state__in', ['queued', 'sending'])), models.Q(models.Q(('state__in', ['queued', 'sending']), _negated=True), ('due_at__isnull', True)), _connector='OR'), name='delivery_due_while_under_way'),
        ),
    ]
