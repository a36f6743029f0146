"""The verbs: the only writers of `status`. Form, admin action, API, task and command all call these."""

from . import guests
from .change_kinds import Change, beyond_minor, beyond_minor_message
from .confidential import CONFIDENTIAL, confidential_rows, may_decide, reason_for
from .dependents import confirm, dependents
from .editing import discard, require_editor, save, saving
from .errors import (
    Blocked,
    Changed,
    LinkClosed,
    NotAllowed,
    RecordBlocker,
    RecordWarning,
    StaleSave,
    TooManyReports,
    Unacknowledged,
    WorkflowError,
    WrongState,
)
from .history import authors, changes, copy_after, revisions, undone, working_copy
from .history_checks import faults_of_histories
from .hold_reviews import CONFIRMED_WITHIN, overdue, unconfirmed, warn_of_holds
from .holds import hold, release
from .ledger_admin import mend_clock, replace_lost_key, rotate_key
from .name_erasure import Erased, erase_guest, erase_name
from .own_lines import record_or_own_line
from .personal_data import PersonalData, personal_data_about
from .preflight import blockers, own_blockers, reference_blockers, warnings
from .preview_transaction import preview_publication
from .proposals import (
    carry_out,
    carry_out_alone,
    last_version,
    may_carry_out_alone,
    propose_merge,
    propose_restore,
    refuse,
    withdraw,
)
from .publishing import (
    acknowledging,
    mentioned,
    publish,
    publish_in_emergency,
)
from .reader_reports import (
    answer,
    close,
    erase_contact,
    later_lines,
    report,
)
from .redaction import WITHOUT_A_SECOND, has_one_administrator, strikes_at
from .redaction_requests import propose_redact, propose_strike
from .retraction import current_line, retract
from .revert import earlier, revert
from .review import approve, send_back, submit
from .roles import ROLES, sync_roles
from .rules import CHANGES, NEEDS_NOTICE, VERBS, Verb, VerbRule, require
from .scheduling import cancel_schedule, publish_due, schedule

__all__ = [
    "Erased",
    "erase_guest",
    "erase_name",
    "PersonalData",
    "personal_data_about",
    "faults_of_histories",
    "rotate_key",
    "replace_lost_key",
    "mend_clock",
    "CHANGES",
    "CONFIRMED_WITHIN",
    "CONFIDENTIAL",
    "NEEDS_NOTICE",
    "ROLES",
    "VERBS",
    "WITHOUT_A_SECOND",
    "RecordBlocker",
    "Blocked",
    "Change",
    "Changed",
    "TooManyReports",
    "LinkClosed",
    "NotAllowed",
    "StaleSave",
    "Unacknowledged",
    "Verb",
    "VerbRule",
    "RecordWarning",
    "WorkflowError",
    "WrongState",
    "acknowledging",
    "answer",
    "approve",
    "authors",
    "beyond_minor",
    "beyond_minor_message",
    "blockers",
    "carry_out",
    "carry_out_alone",
    "cancel_schedule",
    "changes",
    "close",
    "confirm",
    "copy_after",
    "current_line",
    "dependents",
    "discard",
    "earlier",
    "erase_contact",
    "guests",
    "has_one_administrator",
    "hold",
    "confidential_rows",
    "last_version",
    "later_lines",
    "may_carry_out_alone",
    "may_decide",
    "mentioned",
    "overdue",
    "own_blockers",
    "reference_blockers",
    "propose_merge",
    "propose_redact",
    "record_or_own_line",
    "propose_strike",
    "propose_restore",
    "publish",
    "publish_due",
    "publish_in_emergency",
    "reason_for",
    "refuse",
    "preview_publication",
    "release",
    "report",
    "require",
    "require_editor",
    "retract",
    "send_back",
    "revert",
    "revisions",
    "save",
    "saving",
    "schedule",
    "submit",
    "strikes_at",
    "sync_roles",
    "unconfirmed",
    "undone",
    "warn_of_holds",
    "warnings",
    "withdraw",
    "working_copy",
]
