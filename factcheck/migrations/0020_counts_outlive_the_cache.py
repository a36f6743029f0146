from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("factcheck", "0019_readers_contacts_are_erased_on_request"),
    ]

    operations = [
        migrations.CreateModel(
            name="CacheRow",
            fields=[
                (
                    "cache_key",
                    models.CharField(max_length=255, primary_key=True, serialize=False),
                ),
                ("value", models.TextField()),
                ("expires", models.DateTimeField(db_index=True)),
            ],
        ),
    ]
