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
from factcheck.models.site_paths import site_path
from factcheck.records import registry
from factcheck.workflow import Verb

from .. import moment_display
from ..verbs import guest_links, signed_versions
from .columns import (
    HELD,
    LIVE,
    MERGED,
    NEVER,
    REDACTED,
    RETRACTED,
    line_of,
    standing,
    status_word,
)
from .history import label

Action = Publication.Action
FIELD = re.compile(r"^(\w+)(?:\[(\d+)\])?")
AT_ONCE = (Verb.SUBMIT, Verb.APPROVE)
EVERYDAY = (
    Verb.SUBMIT,
    Verb.RETURN,
    Verb.APPROVE,
    Verb.PUBLISH,
    Verb.RETRACT,
    Verb.HOLD,
)
SELDOM = (
    Verb.INVITE,
    Verb.EMERGENCY,
    Verb.RELEASE,
    Verb.RESTORE,
    Verb.MERGE,
    Verb.REDACT,
)
WHILE_HELD = (Verb.PUBLISH, Verb.EMERGENCY, Verb.RESTORE, Verb.MERGE, Verb.HOLD)
ALREADY_HELD = "It is held; release it first."
# Where a guest may still answer, or has just done so.
ANSWERABLE = (Status.IN_REVIEW, Status.APPROVED)
BY_SET = (Verb.PUBLISH, Verb.EMERGENCY)
MOST_LINES = 8  # of the history, and of the records that refer to it
LABELS: dict[str, str] = {
    Verb.PUBLISH: "Publish…",
    Verb.RETURN: "Return…",
    Verb.RETRACT: "Retract…",
    Verb.EMERGENCY: "Publish in an emergency…",
    Verb.HOLD: "Hold: nothing of it is read…",
    Verb.RELEASE: "Release…",
    Verb.INVITE: "Ask a guest…",
    Verb.RESTORE: "Propose to restore…",
    Verb.MERGE: "Propose a merge…",
    Verb.REDACT: "Propose a redaction…",
}
OWN_WORK = (
    "You changed this record since its last publication; someone else must approve it."
)
UNDO_MERGE = "Undo the merge…"
BLOCKED = "Something is in the way of it; see below."
GAVE_THE_FIRST = (
    "You gave the first of two approvals; someone else must give the second."
)
NEVER_PUBLISHED = "It was never published."
NEVER_MERGED = "It was never published. A draft that repeats another record is deleted, not merged."
NOT_LIVE = "It is not live."
TAKEN_DOWN = "It was taken down; restore it first."


class StandingRule(NamedTuple):
    """Why a verb is refused to a record that stands, for readers, in one of `refused_in`."""

    refused_in: tuple[str, ...]
    why: str


# The first rule of a verb that fits is the one that is shown.
STANDING_RULES: dict[str, tuple[StandingRule, ...]] = {
    Verb.PUBLISH: (StandingRule((RETRACTED, MERGED), TAKEN_DOWN),),
    Verb.EMERGENCY: (StandingRule((RETRACTED, MERGED), TAKEN_DOWN),),
    Verb.HOLD: (StandingRule((NEVER,), NEVER_PUBLISHED),),
    Verb.REDACT: (StandingRule((NEVER,), NEVER_PUBLISHED),),
    Verb.MERGE: (
        StandingRule((NEVER,), NEVER_MERGED),
        StandingRule((RETRACTED, MERGED, REDACTED), NOT_LIVE),
    ),
    Verb.RETRACT: (StandingRule((NEVER, RETRACTED, MERGED, REDACTED), NOT_LIVE),),
    Verb.RESTORE: (
        StandingRule((NEVER, LIVE, REDACTED), "It is neither retracted nor merged."),
    ),
    Verb.RELEASE: (
        StandingRule((NEVER, LIVE, RETRACTED, MERGED, REDACTED), "It is not held."),
    ),
}


class Button(NamedTuple):
    """One verb as it is offered; `why` says why it cannot be done now and is empty when it can."""

    verb: str
    label: str
    url: str
    at_once: bool
    rule: str
    why: str


class LastChange(NamedTuple):
    """A line of the history: the reason as this person may read it, and the fields by their labels."""

    revision: Revision
    reason: str
    fields: list[str]


class LinkedBlocker(NamedTuple):
    """A blocker with the place in the form that mends it."""

    message: str
    anchor: str


def panel_context(record: Record, user: User) -> dict:
    """What the column shows, as the template's context.

    The record should come loaded (`prefetch.load`); the rest is a handful of queries.
    """
    line = line_of(record)
    everyday, seldom = buttons(record, line, user)
    context = {
        "record": record,
        "status": status_word(record, line),
        "is_live": standing(line) == LIVE,
        "gone": gone(line),
        "line": line,
        "approved": approved(record),
        "version": signed_versions.sign(record),
        "everyday": everyday,
        "seldom": seldom,
        "hold": hold(line),
        "merged_into": merged_into(record, line),
        "history": history(record, user),
        "rechecks": list(
            Recheck.objects.filter(uid=record.uid, state=Recheck.State.OPEN)
        ),
    }
    if record.status != Status.CLEAN:
        context |= of_next_version(record, line)
    if record.status in ANSWERABLE:
        context["asked"] = guest_links.summaries(record, user)
    if line:
        context["used_by"] = used_by(record)
        context["reports"] = list(
            Report.objects.filter(uid=record.uid, state=Report.State.OPEN)
        )
    return context


def of_next_version(record: Record, line: Publication | None) -> dict:
    """What the column shows beside of a record with a version that is not published."""
    return {
        "standing": standing(line),
        "scheduled": scheduled(record),
        **problems(record),
    }


def buttons(
    record: Record, line: Publication | None, user: User
) -> tuple[list[Button], list[Button]]:
    """The everyday verbs and those seldom needed; the one that takes back a merge or a hold is an everyday one."""
    everyday: list[Button] = []
    seldom: list[Button] = []
    for verb in (*EVERYDAY, *SELDOM):
        is_everyday = verb in EVERYDAY or _undoes(verb, line)
        group = everyday if is_everyday else seldom
        group.append(button(record, line, user, verb))
    return everyday, seldom


def gone(line: Publication | None) -> dict | None:
    """Of what was taken down: what was done, when, and the reason or the legal ground that readers are given."""
    if line is None or standing(line) in (LIVE, HELD):
        return None
    if line.action in (Action.RETRACT, Action.MERGE):
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
    if line is None or standing(line) != HELD:
        return None
    holds = Proposal.objects.filter(verb=Proposal.Verb.HOLD, line=line.held_seq)
    return holds.select_related("asked_by", "decided_by").first()


def history(record: Record, reader: User) -> list[LastChange]:
    """Its last lines, with the reasons that this person may read."""
    changes = []
    for line in workflow.revisions(record)[:MOST_LINES]:
        fields = [label(record, name) for name in line.changed]
        changes.append(LastChange(line, workflow.reason_for(reader, line), fields))
    return changes


def approved(record: Record) -> str:
    """Who approved the version that is under way, and what is missing."""
    names = " and ".join(str(approver) for approver in record.approvals)
    if record.status == Status.APPROVED:
        return f"Approved by {names}."
    if record.status != Status.IN_REVIEW or not record.needs_two_approvals:
        return ""
    if names:
        return f"One of two approvals, by {names}."
    return "Sensitive: two people approve it, neither an author."


def button(record: Record, line: Publication | None, user: User, verb: str) -> Button:
    """One verb with its address, and why it cannot be done now where it cannot."""
    row = workflow.VERBS[verb]
    url = reverse(
        f"admin:{record._meta.app_label}_{record._meta.model_name}_verb",
        args=[record.pk, verb],
    )
    if verb in BY_SET:
        url += f"?seen={record.lock_version}"
    text = LABELS.get(verb, row.label)
    if verb == Verb.RESTORE and _undoes(verb, line):
        text = UNDO_MERGE
    why = why_not(record, line, user, verb)
    return Button(verb, text, url, verb in AT_ONCE, row.rule, why)


def _undoes(verb: str, line: Publication | None) -> bool:
    """Whether the verb takes back the merge, or the hold, that the record stands in."""
    return (verb, standing(line)) in ((Verb.RESTORE, MERGED), (Verb.RELEASE, HELD))


def merged_into(record: Record, line: Publication | None) -> Record | None:
    """The record that a merged one leads to now; None for any other."""
    if standing(line) != MERGED:
        return None
    into = ledger.current().follow(record.uid)
    return registry.find_record(record.kind, into) if into != record.uid else None


def why_not(record: Record, line: Publication | None, user: User, verb: str) -> str:
    """Why this person cannot do the verb on the record now; empty when nothing is known against it."""
    row = workflow.VERBS[verb]
    if record.status not in row.starts_from:
        return f"It is “{status_word(record, line)}”; this starts from {_labels(row.starts_from)}."
    if reason := _refused_by_standing(record, standing(line), verb):
        return reason
    try:
        workflow.require(user, verb)
    except workflow.NotAllowed:
        return "Your role does not include this."
    return _why_not_approve(record, user) if verb == Verb.APPROVE else ""


def _labels(states: tuple[str, ...]) -> str:
    return " or ".join(f"“{Status(state).label}”" for state in states)


def _refused_by_standing(record: Record, stands: str, verb: str) -> str:
    """Why the verb is not for a record that readers see as this; empty where it is."""
    if verb in WHILE_HELD and stands == HELD:
        return ALREADY_HELD
    for rule in STANDING_RULES.get(verb, ()):
        if stands in rule.refused_in:
            return rule.why
    if verb == Verb.EMERGENCY and record.status == Status.CLEAN:
        return "There is nothing to publish."
    return ""


def _why_not_approve(record: Record, user: User) -> str:
    """Why this person, whose role includes it, cannot approve this version."""
    if user.pk in {author.pk for author in workflow.authors(record)}:
        return OWN_WORK
    if user in record.approvals:
        return GAVE_THE_FIRST
    return BLOCKED if workflow.own_blockers(record) else ""


def problems(record: Record) -> dict[str, list[LinkedBlocker]]:
    """What refuses the record's approval, and what it rests on that has to be published before it or with it."""
    resting = workflow.reference_blockers([workflow.Change(record)])
    return {
        "blockers": _linked(record, workflow.own_blockers(record)),
        "reference_blockers": _linked(record, resting),
    }


def _linked(
    record: Record, blockers: list[workflow.RecordBlocker]
) -> list[LinkedBlocker]:
    parts = {str(rel.get_accessor_name()) for rel in record._meta.related_objects}
    linked = []
    for blocker in blockers:
        place = anchor(blocker.field, parts)
        linked.append(LinkedBlocker(blocker.message, place))
    return linked


def scheduled(record: Record) -> tuple[Schedule, str] | None:
    """The schedule that the record waits for, or that could not be kept, with its moment in words."""
    row = (
        ScheduledRecord.objects.filter(uid=record.uid)
        .select_related("schedule")
        .order_by("-schedule")
        .first()
    )
    shown = (Schedule.State.PENDING, Schedule.State.FAILED)
    if row is None or row.schedule.state not in shown:
        return None
    return row.schedule, moment_display.with_weekday(row.schedule.due_at)


def anchor(field: str, parts: set[str]) -> str:
    """The place in the form of a field as blockers name it: `evidence[1].source` or `disputes`."""
    match = FIELD.match(field)
    if not match:
        return "#content-main"
    name, index = match.groups()
    if name not in parts:
        return f"#id_{name}"
    return f"#{name}-{index}" if index else f"#{name}-group"


def used_by(record: Record) -> list[tuple[str, str]]:
    """Live records whose published text refers to this one: (title, path)."""
    seqs = Ref.objects.filter(uid=record.uid).values("seq")
    lines = Publication.objects.filter(
        seq__in=seqs, superseded_seq__isnull=True, happened_key__gt=""
    )
    users = []
    for line in lines.order_by("-seq")[:MOST_LINES]:
        payload = ledger.payload_of(line)
        kind = registry.get(payload["kind"])
        users.append(
            (f"{kind.name}: {kind.title(payload)}", site_path(payload["path"]))
        )
    return users
