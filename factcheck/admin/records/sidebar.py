"""The column beside a record's form: where it stands, what may be done with it and, where not, why."""

import re
from typing import NamedTuple

from django.urls import reverse

from factcheck import ledger, workflow
from factcheck.models import (
    Proposal,
    Publication,
    Recheck,
    Record,
    Ref,
    Report,
    Revision,
    Schedule,
    ScheduledRecord,
    Status,
    User,
)
from factcheck.records import registry

from .. import moment_display
from ..verbs import guest_links, signed_versions
from .columns import HELD, LIVE, MERGED, NEVER, RETRACTED, standing, status_word
from .history import label

FIELD = re.compile(r"^(\w+)(?:\[(\d+)\])?")
AT_ONCE = ("submit", "approve")
EVERYDAY = ("submit", "return", "approve", "publish", "retract", "hold")
SELDOM = ("invite", "emergency", "release", "restore", "merge", "redact")
WHILE_HELD = ("publish", "emergency", "restore", "merge", "hold")
ALREADY_HELD = "It is held; release it first."
ANSWERABLE = (
    Status.IN_REVIEW,
    Status.APPROVED,
)  # where a guest may still answer, or has just done so
BY_SET = ("publish", "emergency")
MOST_LINES = 8
LABELS = {
    "publish": "Publish…",
    "return": "Return…",
    "retract": "Retract…",
    "emergency": "Publish in an emergency…",
}
LABELS |= {"hold": "Hold: nothing of it is read…", "release": "Release…"}
LABELS |= {"invite": "Ask a guest…"}
LABELS |= {
    "restore": "Propose to restore…",
    "merge": "Propose a merge…",
    "redact": "Propose a redaction…",
}
OWN_WORK = (
    "You changed this record since its last publication; someone else must approve it."
)

UNDO_MERGE = "Undo the merge…"
BLOCKED = "Something is in the way of it; see below."
GAVE_THE_FIRST = (
    "You gave the first of two approvals; someone else must give the second."
)


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
    line = (
        record.desk_line
        if hasattr(record, "desk_line")
        else workflow.current_line(record)
    )
    buttons = [button(record, line, user, verb) for verb in (*EVERYDAY, *SELDOM)]
    return {
        "record": record,
        "status": status_word(record, line),
        "standing": standing(line) if record.status != Status.CLEAN else "",
        "is_live": standing(line) == LIVE,
        "gone": gone(line),
        "line": line,
        "approved": approved(record),
        "version": signed_versions.sign(record),
        "everyday": [b for b in buttons if b.verb in EVERYDAY or _undoes(b.verb, line)],
        "seldom": [
            b for b in buttons if b.verb in SELDOM and not _undoes(b.verb, line)
        ],
        "hold": hold(line),
        "merged_into": merged_into(record, line),
        **(problems(record) if record.status != Status.CLEAN else {}),
        "history": history(record, user),
        "asked": guest_links.asked(record, user) if record.status in ANSWERABLE else [],
        "scheduled": scheduled(record) if record.status != Status.CLEAN else None,
        "used_by": used_by(record) if line else [],
        "reports": list(Report.objects.filter(uid=record.uid, state=Report.State.OPEN))
        if line
        else [],
        "rechecks": list(
            Recheck.objects.filter(uid=record.uid, state=Recheck.State.OPEN)
        ),
    }


def gone(line: Publication | None) -> dict | None:
    """Of what was taken down: what was done, when, and the reason or the legal ground that readers are given."""
    if standing(line) in (LIVE, NEVER, HELD):
        return None
    if line.action in ("retract", "merge"):
        why = ledger.payload_of(line).get("reason", "")
        return {
            "what": standing(line),
            "at": line.published_at,
            "line": line,
            "why": why,
        }
    done = Proposal.objects.filter(
        verb=Proposal.Verb.REDACT, state=Proposal.State.DONE, line=line.seq
    ).first()
    why = ledger.GROUNDS[done.ground] if done else ""
    return {
        "what": standing(line),
        "at": done and done.decided_at,
        "line": line,
        "why": why,
    }


def hold(line: Publication | None) -> Proposal | None:
    """The hold in which a record stands: who asked for it and why, and whether a second person has confirmed it."""
    if standing(line) != HELD:
        return None
    holds = Proposal.objects.filter(verb=Proposal.Verb.HOLD, line=line.held_seq)
    return holds.select_related("asked_by", "decided_by").first()


def history(record: Record, reader: User) -> list[Revision]:
    """Its last lines, with the reasons that this person may read."""
    lines = list(workflow.revisions(record)[:MOST_LINES])
    for line in lines:
        line.desk_reason = workflow.reason_for(reader, line)
        line.desk_changed = [label(record, name) for name in line.changed]
    return lines


def approved(record: Record) -> str:
    """Who approved the version that is under way, and what is missing."""
    names = " and ".join(str(approver) for approver in record.approvals)
    if record.status == Status.IN_REVIEW and record.needs_two_approvals:
        return (
            f"One of two approvals, by {names}."
            if names
            else "Sensitive: two people approve it, neither an author."
        )
    return f"Approved by {names}." if record.status == Status.APPROVED else ""


def button(record: Record, line: Publication | None, user: User, verb: str) -> Button:
    row = workflow.VERBS[verb]
    url = reverse(
        f"admin:{record._meta.app_label}_{record._meta.model_name}_verb",
        args=[record.pk, verb],
    )
    why = why_not(record, line, user, verb)
    if verb in BY_SET:
        url += f"?seen={record.lock_version}"
    words = (
        UNDO_MERGE
        if verb == "restore" and _undoes(verb, line)
        else LABELS.get(verb, row.label)
    )
    return Button(verb, words, url, verb in AT_ONCE, row.rule, why)


def _undoes(verb: str, line: Publication | None) -> bool:
    """Whether the verb takes back the merge, or the hold, that the record stands in."""
    return (verb, standing(line)) in (("restore", MERGED), ("release", HELD))


def merged_into(record: Record, line: Publication | None) -> Record | None:
    """Where a merged record is found now."""
    into = (
        ledger.current().follow(record.uid) if standing(line) == MERGED else record.uid
    )
    return registry.find_record(record.kind, into) if into != record.uid else None


def why_not(record: Record, line: Publication | None, user: User, verb: str) -> str:
    """Why this person cannot do the verb on the record now; empty when nothing is known against it."""
    row = workflow.VERBS[verb]
    if record.status not in row.starts_from:
        return f"It is “{status_word(record, line)}”; this starts from {_labels(row.starts_from)}."
    if reason := _not_now(record, standing(line), verb):
        return reason
    try:
        workflow.require(user, verb)
    except workflow.NotAllowed:
        return "Your role does not include this."
    if verb == "approve" and user.pk in {
        author.pk for author in workflow.authors(record)
    }:
        return OWN_WORK
    if verb == "approve" and user in record.approvals:
        return GAVE_THE_FIRST
    if verb == "approve" and workflow.own_blockers(record):
        return BLOCKED
    return ""


def _labels(states: tuple[str, ...]) -> str:
    return " or ".join(f"“{Status(state).label}”" for state in states)


def _not_now(record: Record, stands: str, verb: str) -> str:
    if reason := _while_held(stands, verb):
        return reason
    if verb == "merge" and stands == NEVER:
        return "It was never published. A draft that repeats another record is deleted, not merged."
    if verb in ("retract", "merge") and stands not in (LIVE, HELD):
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


def _while_held(stands: str, verb: str) -> str:
    if verb in WHILE_HELD and stands == HELD:
        return ALREADY_HELD
    if verb == "hold" and stands == NEVER:
        return "It was never published."
    return "It is not held." if verb == "release" and stands != HELD else ""


def problems(record: Record) -> dict[str, list[Problem]]:
    """What refuses the record's approval, and what it rests on that has to be published before it or with it."""
    parts = {name for name, field in _accessors(record)}
    found = {
        "blockers": workflow.own_blockers(record),
        "reference_blockers": workflow.reference_blockers([workflow.Change(record)]),
    }
    return {
        name: [
            Problem(blocker.message, anchor(blocker.field, parts))
            for blocker in blockers
        ]
        for name, blockers in found.items()
    }


def scheduled(record: Record) -> tuple[Schedule, str] | None:
    """The schedule that the record waits for, or that could not be kept, with its moment in words."""
    row = (
        ScheduledRecord.objects.filter(uid=record.uid)
        .select_related("schedule")
        .order_by("-schedule")
        .first()
    )
    if row is None or row.schedule.state not in (
        Schedule.State.PENDING,
        Schedule.State.FAILED,
    ):
        return None
    return row.schedule, moment_display.said(row.schedule.due_at)


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
    lines = Publication.objects.filter(
        seq__in=seqs, superseded_seq__isnull=True, happened_key__gt=""
    )
    payloads = [ledger.payload_of(line) for line in lines.order_by("-seq")[:MOST_LINES]]
    return [
        (f"{each['kind']}: {registry.get(each['kind']).title(each)}", each["path"])
        for each in payloads
    ]
