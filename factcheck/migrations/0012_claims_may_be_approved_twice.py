import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("factcheck", "0011_publications_wait_for_their_time"),
    ]

    operations = [
        migrations.AddField(
            model_name="claim",
            name="first_approved_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="claim",
            name="sensitive",
            field=models.BooleanField(
                default=False,
                help_text="A living private person or legal risk: two people approve it. Not shown to readers.",
            ),
        ),
    ]
