"""What editors do with suggestions: accept, merge, reject, defer, undo; called alike by screen and bulk job."""

from .bringing import CannotBeAccepted
from .bulk import ACTS, Filter, carry_on, count_and_sample
from .choosing import Choice, choices
from .decisions import accept, defer, merge, reject, require_reviewer
from .errors import AlreadyDecided, CannotBeUndone
from .reasons import REASONS
from .taking import holder, take
from .undoing import UNDO_WITHIN, undo

__all__ = [
    "ACTS",
    "REASONS",
    "UNDO_WITHIN",
    "AlreadyDecided",
    "CannotBeAccepted",
    "CannotBeUndone",
    "Choice",
    "Filter",
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
