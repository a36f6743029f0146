from hashlib import sha256

from django.db import migrations, models


def hash_texts(apps, schema_editor):
    capture = apps.get_model("factcheck", "Capture")
    for pk, text in (
        capture.objects.order_by("pk").values_list("pk", "text").iterator(100)
    ):
        digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        capture.objects.filter(pk=pk).update(text_sha256=digest)


class Migration(migrations.Migration):
    dependencies = [
        ("factcheck", "0064_copies_say_that_their_bytes_are_gone"),
    ]

    operations = [
        migrations.AddField(
            model_name="capture",
            name="text_sha256",
            field=models.CharField(
                blank=True, default="", editable=False, max_length=64
            ),
            preserve_default=False,
        ),
        migrations.RunPython(hash_texts, migrations.RunPython.noop),
    ]
