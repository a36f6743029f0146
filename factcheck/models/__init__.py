"""Working records, their parts, the history of both, imports, and the ledger's tables."""

from .accounts import User
from .base import Anchored, Part, Record, Status
from .cache import CacheRow
from .claims import (
    Appearance,
    Claim,
    ClaimRelation,
    Evidence,
    ExternalReview,
    Reply,
    Verdict,
)
from .derived import DerivedBy, Facet, Held, Ref, SearchText
from .disputes import Dispute, Side, Standing
from .fetching import HostPace
from .guests import GuestLink
from .history import Proposal, ProposedStrike, Revision
from .jobs import Feed, ImportIssue, ImportJob, StagedRecord, WorkerBeat
from .ledger import (
    GENESIS,
    Head,
    LedgerGate,
    Publication,
    PublishedSlug,
    SealedLeaf,
    StruckSlug,
)
from .parties import Party, PartyRole
from .quotes import Quote
from .ratings import Rating, RatingTranslation
from .rechecks import Recheck
from .reports import Report
from .retrievals import Look
from .schedules import Schedule, ScheduledRecord
from .sites import Logo, Site
from .sources import OPEN_LICENCES, Capture, Source
from .suggestions import ImportedRecord, Suggestion, SuggestionQuerySet

__all__ = [
    "GENESIS",
    "OPEN_LICENCES",
    "Anchored",
    "Appearance",
    "CacheRow",
    "Capture",
    "Claim",
    "ClaimRelation",
    "DerivedBy",
    "Dispute",
    "Evidence",
    "ExternalReview",
    "Facet",
    "Feed",
    "GuestLink",
    "Head",
    "Held",
    "HostPace",
    "ImportIssue",
    "ImportJob",
    "ImportedRecord",
    "LedgerGate",
    "Logo",
    "Look",
    "Part",
    "Party",
    "PartyRole",
    "Proposal",
    "ProposedStrike",
    "Publication",
    "PublishedSlug",
    "Quote",
    "Rating",
    "RatingTranslation",
    "Recheck",
    "Record",
    "Ref",
    "Reply",
    "Report",
    "Revision",
    "Schedule",
    "ScheduledRecord",
    "SealedLeaf",
    "SearchText",
    "StruckSlug",
    "Side",
    "Site",
    "Source",
    "StagedRecord",
    "Standing",
    "Status",
    "Suggestion",
    "SuggestionQuerySet",
    "User",
    "Verdict",
    "WorkerBeat",
]
