from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("factcheck", "0027_rechecks_for_newer_copies"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="facet",
            index=models.Index(
                condition=models.Q(("name", "dispute")),
                fields=["value", "-seq"],
                name="facet_of_a_dispute",
            ),
        ),
    ]
