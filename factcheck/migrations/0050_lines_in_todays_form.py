from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("factcheck", "0034_people_decline_a_byline")]

    operations = [
        migrations.AddField(
            model_name="publication",
            name="current_form",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="derivedby",
            name="form",
            field=models.PositiveIntegerField(default=0),
        ),
    ]
