"""Working records, their parts, the history of both, imports, and the ledger's tables."""

from .accounts import User
from .base import Anchored, Part, Record, Status
from .claims import Appearance, Claim, ClaimRelation, Evidence, ExternalReview, Reply, Verdict
from .disputes import Dispute, Side, Standing
from .fetching import HostPace
from .history import Proposal, Revision
from .imports import Feed, ImportedRecord, ImportIssue, ImportJob, StagedRecord, Suggestion, WorkerBeat
from .ledger import GENESIS, DerivedBy, Facet, Head, LedgerGate, Publication, PublishedSlug, Ref, SearchText
from .parties import Party, PartyRole
from .quotes import Quote
from .ratings import Rating
from .rechecks import Recheck
from .reports import Report
from .schedules import Schedule, ScheduledRecord
from .sources import OPEN_LICENCES, Capture, Source

__all__ = [
    "GENESIS",
    "OPEN_LICENCES",
    "Anchored",
    "Appearance",
    "Capture",
    "Claim",
    "ClaimRelation",
    "DerivedBy",
    "Dispute",
    "Evidence",
    "ExternalReview",
    "Facet",
    "Feed",
    "Head",
    "HostPace",
    "ImportIssue",
    "ImportJob",
    "ImportedRecord",
    "LedgerGate",
    "Part",
    "Party",
    "PartyRole",
    "Proposal",
    "Publication",
    "PublishedSlug",
    "Quote",
    "Rating",
    "Recheck",
    "Record",
    "Ref",
    "Reply",
    "Report",
    "Revision",
    "Schedule",
    "ScheduledRecord",
    "SearchText",
    "Side",
    "Source",
    "StagedRecord",
    "Standing",
    "Status",
    "Suggestion",
    "User",
    "Verdict",
    "WorkerBeat",
]
