"""Publishing: what was approved is serialised and appended to the ledger, a set in one transaction."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from factcheck import ledger
from factcheck.ledger.append import lock_head
from factcheck.models import Proposal, Publication, Record, Revision, Status, User
from factcheck.records import registry

from . import bylines
from .change_kinds import Change, action_of
from .dependents import follow_up
from .errors import (
    Blocked,
    Changed,
    Unacknowledged,
    WrongState,
)
from .history import authors, note
from .holds import refuse_held
from .preflight import blockers_in, public_contents, warnings
from .required_words import require_words
from .rules import VERBS, Verb, require
from .schedule_invalidation import drop


def publish(
    changes: Sequence[Change], by: User, *, at: datetime | None = None
) -> list[Publication]:
    """Publish a set of approved records in one transaction, under one moment, and return their lines.

    `at` simulates a past moment, for the demo alone. Raises NotAllowed, WrongState, Blocked, Unacknowledged, and what
    `ledger.append` raises; then nothing is published.
    """
    require(by, Verb.PUBLISH)
    return _publish(changes, by, Verb.PUBLISH, at=at)


def publish_in_emergency(
    changes: Sequence[Change], by: User, *, reason: str
) -> list[Publication]:
    """Publish without a second person; the line is marked as an emergency, and a review waits for someone else.

    Its warnings are kept with it, whether they were acknowledged or not.
    """
    require(by, Verb.EMERGENCY)
    require_words(reason, "Say why this cannot wait for a second person.")
    with transaction.atomic():
        lines = _publish(changes, by, Verb.EMERGENCY, reason=reason)
        Proposal.objects.bulk_create(
            Proposal(
                verb=Proposal.Verb.REVIEW,
                kind=line.kind,
                uid=line.uid,
                line=line.seq,
                reason=reason,
                asked_by=by,
            )
            for line in lines
        )
    return lines


def acknowledging(changes: Sequence[Change]) -> list[Change]:
    """The same set with every warning acknowledged, for who publishes without a page to tick them on."""
    names: dict[UUID, set[str]] = {change.record.uid: set() for change in changes}
    for warning in warnings(changes):
        names[warning.record.uid].add(warning.name)
    acknowledged = []
    for change in changes:
        own = frozenset(names[change.record.uid])
        acknowledged.append(replace(change, acknowledged=own))
    return acknowledged


def mentioned(changes: Sequence[Change]) -> list[Record]:
    """Records that the set mentions and that were never published; the desk offers to take them along."""
    kinds = {}
    for change in changes:
        kind = registry.of(change.record)
        for reference in kind.references(kind.public_content(change.record)):
            if not reference.required_live:
                kinds[reference.uid] = reference.to
    first_lines = Publication.objects.filter(uid__in=kinds, version=1)
    published = set(first_lines.values_list("uid", flat=True))
    own = {change.record.uid for change in changes}
    records = []
    for uid, kind_name in kinds.items():
        if uid in published | own:
            continue
        record = registry.find_record(kind_name, uid)
        if record:
            records.append(record)
    return records


def lines_of(records: Sequence[Record], by: User) -> list[ledger.PendingLine]:
    """What publishing these records would append, whether or not they may be published yet."""
    currents = _current_lines([record.uid for record in records])
    lines = []
    for record in records:
        change = Change(record, Publication.Action.UPDATE)
        content = registry.of(record).public_content(record)
        current = currents.get(record.uid)
        lines.append(_pending_line(change, content, current, Verb.PUBLISH, by))
    return lines


def _publish(
    changes: Sequence[Change],
    by: User,
    verb: Verb,
    *,
    at: datetime | None = None,
    reason: str = "",
) -> list[Publication]:
    with transaction.atomic():
        lock_head()
        view = ledger.current()
        refuse_held([change.record.uid for change in changes])
        fresh = [
            replace(change, record=_take(change.record, verb)) for change in changes
        ]
        contents = public_contents(fresh)
        if blocking := blockers_in(view, fresh, contents):
            raise Blocked(blocking)
        acknowledged = _acknowledged(fresh, verb)
        lines = ledger.append(_pending_lines(fresh, contents, verb, by), at=at)
        for change, line in zip(fresh, lines, strict=True):
            note(
                change.record,
                Revision.Verb(verb),
                by,
                reason=reason or change.notice,
                line=line.seq,
                acknowledged=acknowledged[change.record.uid],
            )
        for change in changes:
            change.record.status = Status.CLEAN
        follow_up(lines, by)
        drop(
            [line.uid for line in lines],
            f"Published by hand before its time, as line {lines[0].seq} and on.",
        )
    return lines


def _acknowledged(
    changes: Sequence[Change], verb: Verb
) -> dict[UUID, list[dict[str, Any]]]:
    """The warnings of each record by its uid, as its history stores them. Raises Unacknowledged."""
    names = {change.record.uid: change.acknowledged for change in changes}
    missing = []
    rows: dict[UUID, list[dict[str, Any]]] = {uid: [] for uid in names}
    for warning in warnings(changes):
        uid = warning.record.uid
        if warning.name not in names[uid]:
            missing.append(warning)
        rows[uid].append(
            {"name": warning.name, "field": warning.field, "message": warning.message}
        )
    if missing and verb != Verb.EMERGENCY:
        raise Unacknowledged(missing)
    return rows


def _take(record: Record, verb: Verb) -> Record:
    """Move the record to “clean” if it is still the version that was approved. Raises Changed, WrongState."""
    states = VERBS[verb].starts_from
    rows = type(record).objects.filter(pk=record.pk)
    approved = rows.filter(status__in=states, lock_version=record.lock_version)
    is_moved = approved.update(status=Status.CLEAN)
    fresh = rows.select_related(*record.APPROVALS).first()
    if is_moved and fresh:
        return fresh
    if fresh and fresh.lock_version != record.lock_version:
        raise Changed(
            fresh, record.lock_version, "only what was seen and approved is published"
        )
    state = Status(fresh.status).label if fresh else "gone"
    raise WrongState(f"“{record}” is “{state}”; only what was approved is published.")


def _current_lines(uids: list[UUID]) -> dict[UUID, Publication]:
    lines = Publication.objects.filter(uid__in=uids, superseded_seq__isnull=True)
    return {line.uid: line for line in lines}


def _pending_lines(
    changes: Sequence[Change], contents: Sequence[dict[str, Any]], verb: Verb, by: User
) -> list[ledger.PendingLine]:
    currents = _current_lines([change.record.uid for change in changes])
    lines = []
    for change, content in zip(changes, contents, strict=True):
        current = currents.get(change.record.uid)
        lines.append(_pending_line(change, content, current, verb, by))
    return lines


def _pending_line(
    change: Change,
    content: dict[str, Any],
    current: Publication | None,
    verb: Verb,
    by: User,
) -> ledger.PendingLine:
    """The line that publishes a change; `current` is the record's line until now. Raises what `action_of` raises."""
    record, is_emergency = change.record, verb == Verb.EMERGENCY
    action = action_of(change, current, content)
    editors = authors(record) or [by]
    approvers = () if is_emergency else record.approvals
    is_minor = action == Publication.Action.MINOR
    body = content | {
        "uid": str(record.uid),
        "kind": record.kind,
        "slug": record.slug,
        "path": record.public_path,
        "schema": registry.of(record).serializer_class.SCHEMA,
        "notice": "" if is_minor else change.notice.strip(),
        "edited_by": bylines.roles_of(editors),
        "approved_by": bylines.roles_of(approvers),
        "emergency": is_emergency,
    }
    opened, sealed = bylines.names_of(edited_by=editors, approved_by=approvers)
    return ledger.PendingLine(record.uid, record.kind, action, body | opened, sealed)
