"""When all of a job is decided: the drafts that were made of it, and handing them all to review at once."""

from typing import NamedTuple

from django.http import HttpRequest

from factcheck import workflow
from factcheck.models import ImportJob, Record, Status, Suggestion, User
from factcheck.workflow import Verb

from ..records.record_titles import records_of
from ..signed_in import signed_in_user
from ..verbs import refusals, signed_versions
from .linking import record_url
from .plain_text import plain


class ResultingRecord(NamedTuple):
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


def resulting_records(job: ImportJob) -> list[ResultingRecord]:
    """The records that came of a job, what is rested on first; one query a kind."""
    rows = Suggestion.objects.filter(job=job, became__isnull=False).order_by("pk")
    became: dict[str, tuple[str, str]] = {}
    for kind, uid, state in rows.values_list("kind", "became", "state"):
        became[str(uid)] = (kind, state)
    records = records_of((kind, uid) for uid, (kind, _) in became.items())
    results = []
    for key, (kind, state) in became.items():
        if key in records:
            url = record_url(kind, records[key].pk)
            was_merged = state == Suggestion.State.MERGED
            results.append(ResultingRecord(records[key], url, was_merged))
    return results


def end_context(job: ImportJob, user: User, is_over: bool) -> dict:
    """What the end of a review shows; nothing before it."""
    if not is_over:
        return {"results": None}
    results = resulting_records(job)
    return {
        "results": results,
        "drafts": sum(result.is_draft for result in results),
        "may_submit": user.has_perm(workflow.VERBS[Verb.SUBMIT].permission),
    }


def submit_all(job: ImportJob, request: HttpRequest) -> tuple[list[Record], list[str]]:
    """Hand every draft of the job to review, as the page showed it; returns those, and why the others stayed."""
    taken, refused = [], []
    for result in resulting_records(job):
        if not result.is_draft:
            continue
        try:
            shown = signed_versions.version_in(request, result.record)
            workflow.submit(result.record, signed_in_user(request), expected=shown)
        except workflow.WorkflowError as refusal:
            refused.append(refusals.record_message(result.record, refusal))
        else:
            taken.append(result.record)
    return taken, refused
