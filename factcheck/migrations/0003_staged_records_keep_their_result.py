from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("factcheck", "0002_staged_records_know_their_pass")]

    operations = [
        migrations.AddField(
            model_name="stagedrecord",
            name="result",
            field=models.CharField(
                blank=True,
                choices=[
                    ("created", "Created"),
                    ("updated", "Updated"),
                    ("unchanged", "Unchanged"),
                    ("duplicate", "Waits for a decision"),
                    ("failed", "Failed"),
                ],
                default="",
                max_length=9,
            ),
            preserve_default=False,
        ),
    ]
