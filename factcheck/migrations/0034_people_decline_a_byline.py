from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("factcheck", "0033_lines_are_signed"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="declines_byline",
            field=models.BooleanField(
                default=False,
                help_text="Where the desk signs with names, this person stands in the public record by role alone.",
                verbose_name="keep my name sealed",
            ),
        ),
        migrations.AlterField(
            model_name="user",
            name="desk_name",
            field=models.CharField(
                blank=True,
                help_text="Kept sealed with what this person edited and approved; readers see it where the desk signs.",
                max_length=80,
            ),
        ),
    ]
