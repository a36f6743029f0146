"""The desk: the Django admin of the record. Every change of state goes through the verbs of `workflow`."""

from . import ledger_lines, site
from .accounts import users
from .dashboard import rechecks, reports
from .imports import feeds, issues, jobs, retrievals
from .records import checks, claims, disputes, parties, quotes, ratings, sites, sources
from .records.base import FILTERS, RecordAdmin
from .records.forms import desk_form
from .records.inlines import PLACE_IN_THE_COPY, StackedPart, TabularPart
from .verbs import guest_links, proposals, schedules

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
    "guest_links",
    "imports",
    "issues",
    "jobs",
    "ledger_lines",
    "parties",
    "proposals",
    "quotes",
    "ratings",
    "rechecks",
    "reports",
    "retrievals",
    "schedules",
    "site",
    "sites",
    "sources",
    "users",
]
