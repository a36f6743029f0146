from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("factcheck", "0007_lists_of_every_kind")]

    operations = [
        migrations.AddIndex(
            model_name="publication",
            index=models.Index(
                fields=["kind", "-seq"],
                condition=Q(version__gt=1),
                name="publication_later_versions",
            ),
        ),
    ]
