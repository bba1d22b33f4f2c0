import uuid

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """An entry knows the file its person's is merged into, and may stand on a certificate from elsewhere; there are no rows yet."""

    dependencies = [
        ("certificates", "0001_initial"),
        ("people", "0001_initial"),
        ("talents", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="talent",
            name="file",
            field=models.ForeignKey(
                db_index=False, default=uuid.UUID(int=0), on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
            ),
            preserve_default=False,
        ),
        migrations.AddField(model_name="talent", name="stands", field=models.BooleanField(default=True)),
        migrations.AddField(
            model_name="talent",
            name="external",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.externalcertificate",
            ),
        ),
        migrations.AddField(model_name="talent", name="external_ground", field=models.CharField(blank=True, default="", max_length=200)),
        migrations.AlterField(
            model_name="talent",
            name="certificate",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="certificates.certificate"
            ),
        ),
        migrations.AddConstraint(
            model_name="talent",
            constraint=models.UniqueConstraint(
                condition=Q(("stands", True)), fields=("file", "city_code"), name="talent_stands_once_in_a_city"
            ),
        ),
        migrations.AddConstraint(
            model_name="talent",
            constraint=models.CheckConstraint(
                condition=Q(
                    Q(("certificate__isnull", False), ("external__isnull", True)),
                    Q(("certificate__isnull", True), ("external__isnull", False)),
                    _connector="OR",
                ),
                name="talent_stands_on_one_certificate",
            ),
        ),
        migrations.AddConstraint(
            model_name="talent",
            constraint=models.CheckConstraint(
                condition=Q(("external__isnull", True), Q(("external_ground", ""), _negated=True), _connector="OR"),
                name="talent_by_external_has_a_ground",
            ),
        ),
    ]
