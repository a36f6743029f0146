"""What editors do with suggestions: accept, merge, reject, defer, undo; called alike by screen and bulk job."""

from .acceptance import CannotBeAccepted
from .bulk_decisions import ACTS, SuggestionFilter, carry_on, count_and_sample
from .decisions import REASONS, accept, defer, merge, reject, require_reviewer
from .errors import AlreadyDecided, CannotBeUndone
from .merge_fields import Choice, choices
from .soft_lock import holder, take
from .undo import UNDO_WITHIN, undo

__all__ = [
    "ACTS",
    "REASONS",
    "UNDO_WITHIN",
    "AlreadyDecided",
    "CannotBeAccepted",
    "CannotBeUndone",
    "Choice",
    "SuggestionFilter",
    "accept",
    "carry_on",
    "choices",
    "count_and_sample",
    "defer",
    "holder",
    "merge",
    "reject",
    "require_reviewer",
    "take",
    "undo",
]
