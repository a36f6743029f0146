"""Whether the history of every record is whole."""

from collections.abc import Iterator

from django.db.models import Count, Max

from factcheck.models import Publication, Revision
from factcheck.records import registry


def faults_of_histories() -> Iterator[str]:
    """What is missing of the desk's own history, a sentence a record: its lines count from 1, without a gap."""
    counted = Revision.objects.values("kind", "uid").annotate(
        lines=Count("number"), last=Max("number")
    )
    for row in counted.order_by("kind", "uid"):
        if row["lines"] != row["last"]:
            gone = row["last"] - row["lines"]
            yield f"of the history of the {row['kind']} {row['uid']} {gone} of {row['last']} lines are missing."
    for kind in registry.all_kinds():
        published = Publication.objects.filter(kind=kind.name, version=1).values("uid")
        silent = kind.model.objects.filter(uid__in=published).exclude(
            uid__in=Revision.objects.values("uid")
        )
        for uid in silent.order_by("uid").values_list("uid", flat=True):
            yield f"the {kind.name} {uid} was published, and has no history at all."
