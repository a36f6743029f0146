"""Days of the ledger's moments, which are in UTC."""

from datetime import UTC, date, datetime

from django.utils import timezone


def utc_day(at: datetime) -> date:
    return at.astimezone(UTC).date()


def reading_day(moment: datetime | None) -> date:
    """The day that a page is read as of: that of its moment, else today."""
    return utc_day(moment or timezone.now())
