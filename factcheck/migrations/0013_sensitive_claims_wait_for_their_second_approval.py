from django.db import migrations
from django.db.models import F


def wait(apps, schema_editor):
    """What one person approved counts as the first of two approvals; nothing that was published changes."""
    approved = apps.get_model("factcheck", "Claim").objects.filter(
        status="approved", sensitive=True
    )
    approved.update(
        status="in_review", first_approved_by=F("approved_by"), approved_by=None
    )


class Migration(migrations.Migration):
    dependencies = [
        ("factcheck", "0012_claims_may_be_approved_twice"),
    ]

    operations = [migrations.RunPython(wait, migrations.RunPython.noop)]
