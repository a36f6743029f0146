"""Checks that a desk adds by the setting `PUBLICATION_CHECKS`: dotted paths of functions.

Each takes a working record of whatever kind, and yields a `Blocker`, which refuses its approval and publication, or a
`PublicationWarning`, which whoever publishes acknowledges by name.
"""

from collections.abc import Iterator

from django.conf import settings
from django.utils.module_loading import import_string

from factcheck.models import Record

from ..registry import Blocker, PublicationWarning


def added_blockers(record: Record) -> Iterator[Blocker]:
    for finding in _findings(record):
        if isinstance(finding, Blocker):
            yield finding


def added_warnings(record: Record) -> Iterator[PublicationWarning]:
    for finding in _findings(record):
        if isinstance(finding, PublicationWarning):
            yield finding


def _findings(record: Record) -> Iterator[Blocker | PublicationWarning]:
    for name in settings.PUBLICATION_CHECKS:
        yield from import_string(name)(record)
