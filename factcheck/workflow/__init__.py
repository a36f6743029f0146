"""The verbs: the only writers of `status`. Form, admin action, API, task and command all call these."""

from .editing import discard, require_editor, save, saving
from .errors import Block, Blocked, Crowded, NotAllowed, StaleSave, Unacknowledged, Warned, WorkflowError, WrongState
from .history import authors, changes, copy_after, revisions, undone, working_copy
from .proposals import carry_out, last_version, propose_merge, propose_redact, propose_restore, refuse, withdraw
from .publishing import Change, acknowledging, blocks, mentioned, publish, publish_in_emergency, warnings
from .rechecking import confirm, dependents
from .rehearsing import rehearsed
from .reporting import PUTS_RIGHT, answer, close, later_lines, report
from .reverting import earlier, revert
from .reviewing import approve, return_, submit
from .roles import ROLES, sync_roles
from .rules import CHANGES, NEEDS_NOTICE, VERBS, Verb, require
from .scheduling import cancel_schedule, publish_due, schedule
from .withdrawing import current_line, retract

__all__ = [
    "CHANGES",
    "NEEDS_NOTICE",
    "PUTS_RIGHT",
    "ROLES",
    "VERBS",
    "Block",
    "Blocked",
    "Change",
    "Crowded",
    "NotAllowed",
    "StaleSave",
    "Unacknowledged",
    "Verb",
    "Warned",
    "WorkflowError",
    "WrongState",
    "acknowledging",
    "answer",
    "approve",
    "authors",
    "blocks",
    "carry_out",
    "cancel_schedule",
    "changes",
    "close",
    "confirm",
    "copy_after",
    "current_line",
    "dependents",
    "discard",
    "earlier",
    "last_version",
    "later_lines",
    "mentioned",
    "propose_merge",
    "propose_redact",
    "propose_restore",
    "publish",
    "publish_due",
    "publish_in_emergency",
    "refuse",
    "rehearsed",
    "report",
    "require",
    "require_editor",
    "retract",
    "return_",
    "revert",
    "revisions",
    "save",
    "saving",
    "schedule",
    "submit",
    "sync_roles",
    "undone",
    "warnings",
    "withdraw",
    "working_copy",
]
