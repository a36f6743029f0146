import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("factcheck", "0032_claims_that_accuse_are_looked_at_again"),
    ]

    operations = [
        migrations.RenameField(
            model_name="publication", old_name="payload_sha256", new_name="payload_root"
        ),
        migrations.AddField(
            "publication",
            "secret",
            models.CharField(blank=True, max_length=64, default=""),
            False,
        ),
        migrations.AddField(
            "publication", "salts", models.JSONField(blank=True, default=list)
        ),
        migrations.AddField(
            "publication", "sealed", models.JSONField(blank=True, default=list)
        ),
        migrations.AddField(
            "publication",
            "key_id",
            models.CharField(blank=True, max_length=8, default=""),
            False,
        ),
        migrations.AddField(
            "publication",
            "signature",
            models.CharField(blank=True, max_length=88, default=""),
            False,
        ),
        migrations.AddField(
            "publication", "stamped_at", models.DateTimeField(null=True)
        ),
        migrations.AlterField(
            "publication",
            "action",
            models.CharField(
                choices=[
                    ("publish", "Publish"),
                    ("correct", "Correct"),
                    ("clarify", "Clarify"),
                    ("update", "Update"),
                    ("minor", "Minor"),
                    ("restore", "Restore"),
                    ("retract", "Retract"),
                    ("merge", "Merge"),
                    ("redact", "Redact"),
                    ("key", "Key"),
                    ("clock", "Clock"),
                ],
                max_length=10,
            ),
        ),
        migrations.RemoveConstraint("publication", "publication_action_is_known"),
        migrations.AddConstraint(
            "publication",
            models.CheckConstraint(
                name="publication_action_is_known",
                condition=models.Q(
                    action__in=[
                        "publish",
                        "correct",
                        "clarify",
                        "update",
                        "minor",
                        "restore",
                        "retract",
                        "merge",
                        "redact",
                        "key",
                        "clock",
                    ]
                ),
            ),
        ),
        migrations.CreateModel(
            name="SealedLeaf",
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
                ("seq", models.BigIntegerField()),
                (
                    "path",
                    models.JSONField(
                        help_text="Keys and integers that lead to it in the payload."
                    ),
                ),
                ("salt", models.CharField(max_length=64)),
                ("value", models.TextField()),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["seq"], name="sealedleaf_of_a_line")]
            },
        ),
    ]
