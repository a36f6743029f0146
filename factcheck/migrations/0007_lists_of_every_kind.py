from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("factcheck", "0006_jobs_know_their_rate")]

    operations = [
        migrations.AddIndex(
            model_name="publication",
            index=models.Index(
                fields=["-happened_key", "-seq"], name="publication_every_kind"
            ),
        ),
    ]
