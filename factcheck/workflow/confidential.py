"""Confidential reasons: of redactions, and of answers to readers. They are read by who may decide on such things."""

from django.db.models import Q

from factcheck.models import Proposal, Revision, User

from .rules import VERBS, Verb

CONFIDENTIAL = "Read by those alone who decide on it."
ABOUT_PROPOSALS = (
    Revision.Verb.PROPOSE,
    Revision.Verb.REFUSE,
    Revision.Verb.WITHDRAW,
    Revision.Verb.INVITE,
    Revision.Verb.REVOKE,
    Revision.Verb.AGREE,
    Revision.Verb.OBJECT,
    Revision.Verb.COMMENT,
)
# The reason of what was done about a proposal begins with the proposal's verb.
REDACTION = f"{Proposal.Verb.REDACT}: "

# The confidential rows of each table, by the verb that it takes to read their reasons.
PROPOSALS = {Verb.REDACT: Q(verb=Proposal.Verb.REDACT)}
REVISIONS = {
    Verb.REDACT: Q(verb=Revision.Verb.REDACT)
    | Q(verb__in=ABOUT_PROPOSALS, reason__startswith=REDACTION),
    Verb.ANSWER: Q(verb=Revision.Verb.ANSWER),
}


def may_decide(by: User, verb: Verb) -> bool:
    """Whether the person decides on what this verb is about, and so may read all that was written about it."""
    return by.has_perm(VERBS[verb].permission)


def reason_for(by: User, row: Revision | Proposal) -> str:
    """The reason of a line of history or of a proposal as this person may read it."""
    verb = _verb_to_read(row)
    if row.reason and verb and not may_decide(by, verb):
        return CONFIDENTIAL
    return row.reason


def _verb_to_read(row: Revision | Proposal) -> Verb | None:
    """The verb that it takes to read a reason; None for what the whole desk reads."""
    if row.verb == Revision.Verb.ANSWER:
        return Verb.ANSWER
    if row.verb == Revision.Verb.REDACT:
        return Verb.REDACT
    if row.verb in ABOUT_PROPOSALS and row.reason.startswith(REDACTION):
        return Verb.REDACT
    return None


def confidential_rows(by: User, model: type[Revision | Proposal]) -> Q:
    """The rows of a table whose reasons this person may not read, and so must not find by their words either."""
    rows = REVISIONS if model is Revision else PROPOSALS
    hidden = Q(pk__in=())
    for verb, condition in rows.items():
        if not may_decide(by, verb):
            hidden |= condition
    return hidden
