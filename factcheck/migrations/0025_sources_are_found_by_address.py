from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("factcheck", "0024_fill_canonical_addresses"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="source",
            index=models.Index(fields=["address_key"], name="source_by_address"),
        ),
    ]
