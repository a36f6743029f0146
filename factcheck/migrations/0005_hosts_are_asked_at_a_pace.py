from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("factcheck", "0004_suggestions_are_decided")]

    operations = [
        migrations.CreateModel(
            name="HostPace",
            fields=[
                (
                    "host",
                    models.CharField(max_length=253, primary_key=True, serialize=False),
                ),
                ("free_at", models.DateTimeField()),
            ],
        ),
    ]
