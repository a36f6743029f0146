from collections.abc import Iterator

from django.db import migrations

from factcheck.text.matching import address_key

AT_ONCE = 1_000


def batches(rows) -> Iterator[list]:
    """The rows in the order of their keys, so many at once; what was read may be changed meanwhile."""
    last = 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
        yield batch
        last = batch[-1].pk


def fill(apps, schema_editor):
    sources = apps.get_model("factcheck", "Source").objects
    for batch in batches(sources.exclude(url="").only("pk", "url")):
        for source in batch:
            source.address_key = address_key(source.url)
        sources.bulk_update(batch, ["address_key"])


class Migration(migrations.Migration):
    dependencies = [
        ("factcheck", "0023_looks_and_canonical_addresses"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
