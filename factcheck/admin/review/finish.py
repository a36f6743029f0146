"""When all of a job is decided: the drafts that were made of it, and handing them all to review at once."""

from typing import NamedTuple

from django.http import HttpRequest

from factcheck import workflow
from factcheck.models import ImportJob, Record, Status, Suggestion, User

from ..records.record_titles import records_of
from ..verbs import refusals, signed_versions
from .linking import record_url
from .plain_text import plain


class Made(NamedTuple):
    """A record that a suggestion became or went into."""

    record: Record
    url: str
    was_merged: bool

    @property
    def title(self) -> str:
        return plain(str(self.record))

    @property
    def seen(self) -> str:
        """What the page carries so that handing over binds to the version that it showed."""
        return signed_versions.hidden_input(self.record)

    @property
    def is_draft(self) -> bool:
        return self.record.status == Status.DRAFT


def made(job: ImportJob) -> list[Made]:
    """The records that came of a job, what is rested on first; one query a kind."""
    rows = Suggestion.objects.filter(job=job, became__isnull=False).order_by("pk")
    became = {
        str(uid): (kind, state)
        for kind, uid, state in rows.values_list("kind", "became", "state")
    }
    records = records_of((kind, uid) for uid, (kind, _) in became.items())
    return [
        Made(
            records[uid],
            record_url(kind, records[uid].pk),
            state == Suggestion.State.MERGED,
        )
        for uid, (kind, state) in became.items()
        if uid in records
    ]


def shown(job: ImportJob, user: User, is_over: bool) -> dict:
    """What the end of a review shows; nothing before it."""
    if not is_over:
        return {"made": None}
    found = made(job)
    may = user.has_perm(workflow.VERBS["submit"].permission)
    return {
        "made": found,
        "drafts": sum(item.is_draft for item in found),
        "may_submit": may,
    }


def submit_all(job: ImportJob, request: HttpRequest) -> tuple[list[Record], list[str]]:
    """Hand every draft of the job to review, as the page showed it; returns those, and why the others stayed."""
    taken, refused = [], []
    for item in made(job):
        if not item.is_draft:
            continue
        try:
            workflow.submit(
                item.record,
                request.user,
                expected=signed_versions.version_in(request, item.record),
            )
        except workflow.WorkflowError as refusal:
            refused.append(refusals.record_message(item.record, refusal))
        else:
            taken.append(item.record)
    return taken, refused
