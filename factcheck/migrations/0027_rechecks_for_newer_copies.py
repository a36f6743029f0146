from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("factcheck", "0026_documents_are_known_by_address_or_bytes"),
    ]

    operations = [
        migrations.AlterField(
            model_name="recheck",
            name="cause",
            field=models.PositiveBigIntegerField(
                blank=True,
                help_text="The line of the ledger that corrected or retracted it.",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="recheck",
            name="copy_sha256",
            field=models.CharField(
                blank=True,
                help_text="The copy in which passages read otherwise.",
                max_length=64,
            ),
        ),
        migrations.AddField(
            model_name="recheck",
            name="found",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="recheck",
            name="found_sha256",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddConstraint(
            model_name="recheck",
            constraint=models.UniqueConstraint(
                condition=models.Q(("found_sha256", ""), _negated=True),
                fields=("uid", "cause_uid", "found_sha256"),
                name="recheck_once_a_finding",
            ),
        ),
        migrations.AddConstraint(
            model_name="recheck",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("cause__isnull", False), ("copy_sha256", "")),
                    models.Q(
                        ("cause__isnull", True),
                        models.Q(("copy_sha256", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="recheck_has_one_cause",
            ),
        ),
    ]
