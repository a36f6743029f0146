import django.db.models.deletion
from django.db import migrations, models

import factcheck.models.fields


class Migration(migrations.Migration):
    dependencies = [
        ("factcheck", "0022_languages_may_be_open"),
    ]

    operations = [
        migrations.AddField(
            model_name="source",
            name="address_key",
            field=factcheck.models.fields.AddressKeyField(
                blank=True, default="", editable=False, max_length=1000, of="url"
            ),
        ),
        migrations.CreateModel(
            name="Look",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("key", models.CharField(max_length=1000)),
                ("document", models.CharField(max_length=1000)),
                (
                    "asked",
                    models.CharField(
                        blank=True, max_length=1000, verbose_name="address asked for"
                    ),
                ),
                (
                    "address",
                    models.CharField(
                        blank=True, max_length=1000, verbose_name="address reached"
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "status",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Of the answer (HTTP), where one came.",
                        null=True,
                    ),
                ),
                ("headers", models.JSONField(blank=True, default=dict)),
                (
                    "sha256",
                    models.CharField(
                        blank=True,
                        help_text="The archived copy of what was found.",
                        max_length=64,
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("first", "First copy"),
                            ("same", "Same as before"),
                            ("changed", "Text changed"),
                            ("unread", "No article in it"),
                            ("failed", "Not reached"),
                        ],
                        max_length=7,
                    ),
                ),
                ("problem", models.CharField(blank=True, max_length=300)),
                (
                    "job",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="looks",
                        to="factcheck.importjob",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="looks",
                        to="factcheck.source",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
                "indexes": [
                    models.Index(fields=["key", "-at", "-id"], name="look_by_key"),
                    models.Index(fields=["document"], name="look_by_document"),
                    models.Index(fields=["sha256"], name="look_by_sha256"),
                    models.Index(
                        fields=["source", "-at", "-id"], name="look_of_a_source"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "failed"), ("sha256", "")),
                            models.Q(("sha256", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="look_found_a_copy_or_failed",
                    ),
                ],
            },
        ),
    ]
