"""The desk: the Django admin of the record. Every change of state goes through the verbs of `workflow`."""

from . import (
    checks,
    claims,
    disputes,
    feeds,
    found,
    guests,
    importjobs,
    looks,
    parties,
    people,
    proposals,
    quotes,
    ratings,
    rechecks,
    records_kept,
    reports,
    schedules,
    site,
    sources,
)
from .parts import PLACE_IN_THE_COPY, StackedPart, TabularPart
from .recordforms import desk_form
from .records import FILTERS, RecordAdmin

__all__ = [
    "FILTERS",
    "PLACE_IN_THE_COPY",
    "RecordAdmin",
    "StackedPart",
    "TabularPart",
    "checks",
    "claims",
    "desk_form",
    "disputes",
    "feeds",
    "found",
    "guests",
    "importjobs",
    "parties",
    "people",
    "proposals",
    "quotes",
    "ratings",
    "looks",
    "rechecks",
    "records_kept",
    "reports",
    "schedules",
    "site",
    "sources",
]
