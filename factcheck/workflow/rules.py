"""The workflow as one closed table; the desk's help and the docs are rendered from it."""

from typing import NamedTuple

from django.db import models

from factcheck.models import Publication, Status, User

from .errors import NotAllowed

Action = Publication.Action


class Verb(models.TextChoices):
    """What people do with a record; the label is what a button says."""

    SAVE = "save"
    SUBMIT = "submit", "Submit for review"
    RETURN = "return", "Return to draft"
    APPROVE = "approve"
    INVITE = "invite", "Ask a guest"
    PUBLISH = "publish"
    RETRACT = "retract"
    HOLD = "hold"
    RELEASE = "release"
    RESTORE = "restore"
    MERGE = "merge", "Merge into another"
    REDACT = "redact", "Redact words or a past line"
    EMERGENCY = "emergency", "Publish in an emergency"
    REVIEW = "review", "Review after the fact"
    ANSWER = "answer", "Answer a reader's report"


class VerbRule(NamedTuple):
    """One row of the table: what a verb takes, where it leads, what the ledger gets."""

    name: Verb
    starts_from: tuple[str, ...]
    leads_to: str
    permission: str
    rule: str
    ledger: str = ""

    @property
    def label(self) -> str:
        """What a button says."""
        return str(self.name.label)


ANY = tuple(Status.values)

VERBS: dict[str, VerbRule] = {
    row.name: row
    for row in (
        VerbRule(
            Verb.SAVE,
            ANY,
            Status.DRAFT,
            "",
            "Refused when someone else saved since the record was opened.",
        ),
        VerbRule(
            Verb.SUBMIT,
            (Status.DRAFT,),
            Status.IN_REVIEW,
            "factcheck.submit_records",
            "",
        ),
        VerbRule(
            Verb.RETURN,
            (Status.IN_REVIEW,),
            Status.DRAFT,
            "factcheck.return_records",
            "With a comment for the author.",
        ),
        VerbRule(
            Verb.APPROVE,
            (Status.IN_REVIEW,),
            Status.APPROVED,
            "factcheck.approve_records",
            "No author of a change since the last publication may approve, superusers included. "
            "Binds to this version; any later save voids it. A sensitive claim needs two, by two people. What of the "
            "record's own stands in the way of publishing refuses it; what it rests on may come along at publication.",
        ),
        VerbRule(
            Verb.INVITE,
            (Status.IN_REVIEW,),
            "",
            "factcheck.approve_records",
            "A link for one named person outside, valid for 1, 3 or 7 days, revocable and used once: they read this "
            "version and approve it as one second reader, object or comment. Any later save voids it. An author may "
            "ask too; the approval then says so.",
        ),
        VerbRule(
            Verb.PUBLISH,
            (Status.APPROVED,),
            Status.CLEAN,
            "factcheck.publish_records",
            "No blockers; whatever it rests on is live or in the same set. From the second time on the kind of change "
            "is said: correct and clarify need a public notice, update may have one; minor has none, and is a slip of "
            "the pen in a free text.",
            "publish, correct, clarify, update or minor",
        ),
        VerbRule(
            Verb.RETRACT,
            ANY,
            "",
            "factcheck.retract_records",
            "One publisher alone, with a reason; opens a review for a second person.",
            Action.RETRACT,
        ),
        VerbRule(
            Verb.HOLD,
            ANY,
            "",
            "factcheck.hold_records",
            "One publisher alone, with a reason that stays at the desk: every version, moment and title is dark at "
            "once. Within 72 hours a second person confirms it, releases it, or goes on to retract or redact; no clock "
            "releases it.",
            "hold",
        ),
        VerbRule(
            Verb.RELEASE,
            ANY,
            "",
            "factcheck.hold_records",
            "One publisher alone, with a reason; readers have everything again as it was.",
            "release",
        ),
        VerbRule(
            Verb.RESTORE,
            ANY,
            "",
            "factcheck.restore_records",
            "A proposal with a reason, approved by a second person.",
            Action.RESTORE,
        ),
        VerbRule(
            Verb.MERGE,
            ANY,
            "",
            "factcheck.merge_records",
            "A proposal approved by a second person; both live, of one kind. Undone by restore.",
            Action.MERGE,
        ),
        VerbRule(
            Verb.REDACT,
            ANY,
            "",
            "factcheck.redact_lines",
            "A proposal on a legal ground, approved by a second administrator; where there is one only, by a guest, or "
            "on a court's order by nobody else: that is said in the ledger, and listed until somebody has reviewed it.",
            Action.REDACT,
        ),
        VerbRule(
            Verb.EMERGENCY,
            ANY,
            Status.CLEAN,
            "factcheck.publish_in_emergency",
            "With a reason; said in the ledger, and listed until a second person has reviewed it.",
            "as publish",
        ),
        VerbRule(
            Verb.REVIEW,
            ANY,
            "",
            "factcheck.review_emergencies",
            "By another person than the one who acted alone.",
        ),
        VerbRule(
            Verb.ANSWER,
            ANY,
            "",
            "factcheck.answer_reports",
            "With a note of what was found, and the later line that put it right, where one did.",
        ),
    )
}

CHANGES = {
    Action.CORRECT: "Correction: something was wrong. Needs a public notice that says what was wrong and what is "
    "right.",
    Action.CLARIFY: "Clarification: what stood there could be misread. Needs a public notice.",
    Action.UPDATE: "Update: something new is known. A notice is optional.",
    Action.MINOR: "Minor: a slip of the pen in a free text. No notice; it still stands in the list of changes.",
}
NEEDS_NOTICE = Publication.NEEDS_NOTICE


def require(by: User, verb: str) -> None:
    """Raise NotAllowed unless the person may do the verb."""
    permission = VERBS[verb].permission
    if permission and not by.has_perm(permission):
        raise NotAllowed(
            f"{by.public_name()} may not {VERBS[verb].label.lower()}; ask someone who has that role."
        )
