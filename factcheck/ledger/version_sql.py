"""A condition on the version of a ledger line, written out where Django's own would lose an index."""

from django.db.models import BooleanField
from django.db.models.expressions import RawSQL


def is_later_version() -> RawSQL:
    """That a line of `Publication` is not the first version of its record.

    SQLite takes the index `publication_later_versions` only where the question says its condition letter by letter;
    `version__gt=1` sends the number as a parameter, and every line of the ledger is then read.
    """
    return RawSQL(
        '"factcheck_publication"."version" > 1', (), output_field=BooleanField()
    )
