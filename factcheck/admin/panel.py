"""The column beside a record's form: where it stands, what may be done with it and, where not, why."""

import re
from typing import NamedTuple

from django.urls import reverse

from factcheck import kinds, ledger, workflow
from factcheck.models import Publication, Recheck, Record, Ref, Report, Schedule, ScheduledRecord, Status, User

from . import times, versions
from .columns import LIVE, MERGED, NEVER, RETRACTED, standing

FIELD = re.compile(r"^(\w+)(?:\[(\d+)\])?")
AT_ONCE = ("submit", "approve")
EVERYDAY = ("submit", "return", "approve", "publish", "retract")
SELDOM = ("emergency", "restore", "merge", "redact")
MOST_LINES = 8
LABELS = {"publish": "Publish…", "return": "Return…", "retract": "Retract…", "emergency": "Publish in an emergency…"}
LABELS |= {"restore": "Propose to restore…", "merge": "Propose a merge…", "redact": "Propose a redaction…"}
OWN_WORK = "You changed this record since its last publication; someone else must approve it."

UNDO_MERGE = "Undo the merge…"
GAVE_THE_FIRST = "You gave the first of two approvals; someone else must give the second."


class Button(NamedTuple):
    """One verb as it is offered; `why` says why it cannot be done now and is empty when it can."""

    verb: str
    label: str
    url: str
    at_once: bool
    rule: str
    why: str


class Problem(NamedTuple):
    """A blocker with the place in the form that mends it."""

    message: str
    anchor: str


def of(record: Record, user: User) -> dict:
    """What the column shows. The record should come loaded; the rest is a handful of queries."""
    line = record.desk_line if hasattr(record, "desk_line") else workflow.current_line(record)
    buttons = [button(record, line, user, verb) for verb in (*EVERYDAY, *SELDOM)]
    return {
        "record": record,
        "status": Status(record.status),
        "standing": standing(line),
        "line": line,
        "approved": approved(record),
        "version": versions.sign(record),
        "everyday": [b for b in buttons if b.verb in EVERYDAY or _undoes(b.verb, line)],
        "seldom": [b for b in buttons if b.verb in SELDOM and not _undoes(b.verb, line)],
        "merged_into": merged_into(record, line),
        "problems": problems(record) if record.status != Status.CLEAN else [],
        "history": list(workflow.revisions(record)[:MOST_LINES]),
        "scheduled": scheduled(record) if record.status != Status.CLEAN else None,
        "used_by": used_by(record) if line else [],
        "reports": list(Report.objects.filter(uid=record.uid, state=Report.State.OPEN)) if line else [],
        "rechecks": list(Recheck.objects.filter(uid=record.uid, state=Recheck.State.OPEN)) if line else [],
    }


def approved(record: Record) -> str:
    """Who approved the version that is under way, and what is missing."""
    names = " and ".join(person.public_name() for person in record.approvals)
    if record.status == Status.IN_REVIEW and record.needs_two_approvals:
        return f"One of two approvals, by {names}." if names else "Sensitive: two people approve it, neither an author."
    return f"Approved by {names}." if record.status == Status.APPROVED else ""


def button(record: Record, line: Publication | None, user: User, verb: str) -> Button:
    row = workflow.VERBS[verb]
    url = reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_verb", args=[record.pk, verb])
    why = why_not(record, line, user, verb)
    label = UNDO_MERGE if _undoes(verb, line) else LABELS.get(verb, row.label)
    return Button(verb, label, url, verb in AT_ONCE, row.rule, why)


def _undoes(verb: str, line: Publication | None) -> bool:
    """Whether the verb takes back the merge that the record stands in."""
    return verb == "restore" and standing(line) == MERGED


def merged_into(record: Record, line: Publication | None) -> Record | None:
    """Where a merged record is found now."""
    into = ledger.current().follow(record.uid) if standing(line) == MERGED else record.uid
    return kinds.find_record(record.kind, into) if into != record.uid else None


def why_not(record: Record, line: Publication | None, user: User, verb: str) -> str:
    """Why this person cannot do the verb on the record now; empty when nothing is known against it."""
    row = workflow.VERBS[verb]
    if record.status not in row.starts_from:
        return f"It is “{Status(record.status).label}”; this starts from {_labels(row.starts_from)}."
    if reason := _not_now(record, standing(line), verb):
        return reason
    try:
        workflow.require(user, verb)
    except workflow.NotAllowed:
        return "Your role does not include this."
    if verb == "approve" and user.pk in {author.pk for author in workflow.authors(record)}:
        return OWN_WORK
    if verb == "approve" and user in record.approvals:
        return GAVE_THE_FIRST
    return ""


def _labels(states: tuple[str, ...]) -> str:
    return " or ".join(f"“{Status(state).label}”" for state in states)


def _not_now(record: Record, stands: str, verb: str) -> str:
    if verb == "merge" and stands == NEVER:
        return "It was never published. A draft that repeats another record is deleted, not merged."
    if verb in ("retract", "merge") and stands != LIVE:
        return "It is not live."
    if verb == "restore" and stands not in (RETRACTED, MERGED):
        return "It is neither retracted nor merged."
    if verb == "redact" and stands == NEVER:
        return "It was never published."
    if verb in ("publish", "emergency") and stands in (RETRACTED, MERGED):
        return "It was taken down; restore it first."
    if verb == "emergency" and record.status == Status.CLEAN:
        return "There is nothing to publish."
    return ""


def problems(record: Record) -> list[Problem]:
    """What stands in the way of publishing this record alone."""
    parts = {name for name, field in _accessors(record)}
    found = workflow.blocks([workflow.Change(record)])
    return [Problem(block.message, anchor(block.field, parts)) for block in found]


def scheduled(record: Record) -> tuple[Schedule, str] | None:
    """The schedule that the record waits for, or that could not be kept, with its moment in words."""
    row = ScheduledRecord.objects.filter(uid=record.uid).select_related("schedule").order_by("-schedule").first()
    if row is None or row.schedule.state not in (Schedule.State.PENDING, Schedule.State.FAILED):
        return None
    return row.schedule, times.said(row.schedule.due_at)


def anchor(field: str, parts: set[str]) -> str:
    """The place in the form of a field as blockers name it: `evidence[1].source` or `disputes`."""
    match = FIELD.match(field)
    if not match:
        return "#content-main"
    name, index = match.groups()
    if name not in parts:
        return f"#id_{name}"
    return f"#{name}-{index}" if index else f"#{name}-group"


def _accessors(record: Record):
    return [(rel.get_accessor_name(), rel) for rel in record._meta.related_objects]


def used_by(record: Record) -> list[tuple[str, str]]:
    """Live records whose published text refers to this one: (title, path)."""
    seqs = Ref.objects.filter(uid=record.uid).values("seq")
    lines = Publication.objects.filter(seq__in=seqs, superseded_seq__isnull=True, happened_key__gt="")
    payloads = [ledger.payload_of(line) for line in lines.order_by("-seq")[:MOST_LINES]]
    return [(f"{payload['kind']} {payload['slug']}", payload["path"]) for payload in payloads]
