"""Why a verb did not happen. Nothing was changed; the message says what to do."""

from typing import NamedTuple

from factcheck.models import Record


class RecordBlocker(NamedTuple):
    """One blocker of one record, with the field that mends it."""

    record: Record
    field: str
    message: str


class RecordWarning(NamedTuple):
    """One warning of one record of a set, by the name that acknowledges it."""

    record: Record
    name: str
    field: str
    message: str


class WorkflowError(Exception):
    """A verb that the workflow table refuses."""


class NotAllowed(WorkflowError):
    """The person lacks the permission, or is the wrong person: an author cannot approve."""


class WrongState(WorkflowError):
    """The record is not in the state that the verb starts from, or was moved by someone else meanwhile."""


class Changed(WrongState):
    """The record was saved since the version that the person saw, `expected`; `record` is as it stands now."""

    def __init__(self, record: Record, expected: int, instead: str):
        super().__init__(f"“{record}” was changed since you looked; {instead}.")
        self.record, self.expected = record, expected
        self.short_message = f"It was changed since you looked; {instead}."


class LinkClosed(WorkflowError):
    """A guest's link that opens nothing: unknown, used, revoked, over, or of what was saved or decided since."""

    def __init__(self) -> None:
        super().__init__("This link opens nothing.")


class TooManyReports(WorkflowError):
    """As many readers' reports wait as may; nothing more is taken in until some are decided."""


class StaleSave(WorkflowError):
    """The record was saved by someone else since it was opened; `record` is as it stands now."""

    def __init__(self, record: Record, expected: int):
        who = record.changed_by.public_name() if record.changed_by else "someone else"
        super().__init__(
            f"This record was saved by {who} after you opened it (your version {expected}, now "
            f"{record.lock_version}). Your text was not saved and stands below; theirs is in the record."
        )
        self.record, self.expected = record, expected


class Blocked(WorkflowError):
    """Approval or publication is blocked; `blockers` lists every reason with its field."""

    def __init__(self, blockers: list[RecordBlocker]):
        by_record: dict[str, list[str]] = {}
        for blocker in blockers:
            by_record.setdefault(f"“{blocker.record}”:", []).append(blocker.message)
        words = []
        for title, messages in by_record.items():
            words += [title, *messages]
        super().__init__(" ".join(words))
        self.blockers = blockers


class Unacknowledged(WorkflowError):
    """Nobody has acknowledged these warnings; `warnings` lists them."""

    def __init__(self, warnings: list[RecordWarning]):
        super().__init__(
            "Acknowledge each warning by name, or mend what it names: "
            + " ".join(
                f"{warned.record}: {warned.name} ({warned.message})"
                for warned in warnings
            )
        )
        self.warnings = warnings
