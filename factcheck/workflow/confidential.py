"""What those alone read who decide on it: what a reader gave with a report, and why a redaction was asked for."""

from django.db.models import Q

from factcheck.models import Proposal, Revision, User

from .rules import VERBS

CONFIDENTIAL = "Read by those alone who decide on it."
PROPOSED = (
    *(Revision.Verb.PROPOSE, Revision.Verb.REFUSE, Revision.Verb.WITHDRAW),
    *(
        Revision.Verb.INVITE,
        Revision.Verb.REVOKE,
        Revision.Verb.AGREE,
        Revision.Verb.OBJECT,
        Revision.Verb.COMMENT,
    ),
)
REDACTION = f"{Proposal.Verb.REDACT}: "  # how the reason of what was done about a proposal begins

PROPOSALS = {"redact": Q(verb=Proposal.Verb.REDACT)}
REVISIONS = {
    "redact": Q(verb=Revision.Verb.REDACT)
    | Q(verb__in=PROPOSED, reason__startswith=REDACTION),
    "answer": Q(verb=Revision.Verb.ANSWER),
}


def may_decide(by: User, verb: str) -> bool:
    """Whether the person decides on what this verb is about, and so may read all that was written about it."""
    return by.has_perm(VERBS[verb].permission)


def reason_for(by: User, written: Revision | Proposal) -> str:
    """The reason of a line of history or of a proposal as this person may read it."""
    verb = _decided_by(written)
    return (
        CONFIDENTIAL
        if written.reason and verb and not may_decide(by, verb)
        else written.reason
    )


def _decided_by(written: Revision | Proposal) -> str:
    """The verb that it takes to read a reason; empty for what the whole desk reads."""
    if written.verb == Revision.Verb.ANSWER:
        return "answer"
    is_about_redaction = written.verb in PROPOSED and written.reason.startswith(
        REDACTION
    )
    return (
        "redact" if is_about_redaction or written.verb == Revision.Verb.REDACT else ""
    )


def confidential_rows(by: User, model: type[Revision | Proposal]) -> Q:
    """The rows of a table whose reasons this person may not read, and so must not find by their words either."""
    rows = REVISIONS if model is Revision else PROPOSALS
    kept = Q(pk__in=())
    for verb, about in rows.items():
        if not may_decide(by, verb):
            kept |= about
    return kept
