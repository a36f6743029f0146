"""Publishing: the only door out. What was approved is serialised and appended to the ledger, set by set."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from factcheck import ledger
from factcheck.ledger.append import lock_head
from factcheck.models import Proposal, Publication, Record, Revision, Status, User
from factcheck.records import registry
from factcheck.records.publication_checks.blockers import of_minors
from factcheck.records.publication_checks.warnings import of_private_people
from factcheck.records.serializers import Reference

from . import bylines
from .change_kinds import Change, action_of
from .dependents import follow_up
from .errors import (
    Blocked,
    Changed,
    RecordBlocker,
    RecordWarning,
    Unacknowledged,
    WrongState,
)
from .history import authors, note
from .holds import refuse_held
from .rules import VERBS, Verb, require
from .schedule_invalidation import drop
from .texts import require_words


def publish(
    changes: Sequence[Change], by: User, *, at: datetime | None = None
) -> list[Publication]:
    """Publish a set of approved records in one transaction, under one moment, and return their lines.

    `at` simulates a past moment, for the demo alone. Raises NotAllowed, WrongState, Blocked, Unacknowledged, and what
    `ledger.append` raises; then nothing is published.
    """
    require(by, Verb.PUBLISH)
    return _publish(changes, by, "publish", at=at)


def publish_in_emergency(
    changes: Sequence[Change], by: User, *, reason: str
) -> list[Publication]:
    """Publish without a second person; the ledger says so, and a review waits for someone else.

    Its warnings are kept with it, whether they were acknowledged or not.
    """
    require(by, Verb.EMERGENCY)
    require_words(reason, "Say why this cannot wait for a second person.")
    with transaction.atomic():
        lines = _publish(changes, by, "emergency", reason=reason)
        Proposal.objects.bulk_create(
            Proposal(
                verb="review",
                kind=line.kind,
                uid=line.uid,
                line=line.seq,
                reason=reason,
                asked_by=by,
            )
            for line in lines
        )
    return lines


def blockers(changes: Sequence[Change]) -> list[RecordBlocker]:
    """Why this set cannot be published as it stands: blockers, and what is rested on without being live."""
    view = ledger.current()
    contents = [
        registry.of(change.record).public_content(change.record) for change in changes
    ]
    return _blockers(view, changes, contents)


def reference_blockers(changes: Sequence[Change]) -> list[RecordBlocker]:
    """What of `blockers` is not the records' own: what they rest on without its being live or in the set."""
    contents = [
        registry.of(change.record).public_content(change.record) for change in changes
    ]
    return _reference_blockers(ledger.current(), changes, contents)


def own_blockers(record: Record) -> list[RecordBlocker]:
    """What keeps this record from approval: its own blockers. What it rests on may come along when it is published."""
    found = [*registry.of(record).blockers(record), *of_minors(record)]
    return [RecordBlocker(record, blocker.field, blocker.message) for blocker in found]


def warnings(changes: Sequence[Change]) -> list[RecordWarning]:
    """What the publisher of this set has to acknowledge by name."""
    found = []
    for change in changes:
        record = change.record
        of_kind = registry.of(record).warnings(record)
        of_people = of_private_people(record)
        for warning in (*of_kind, *of_people):
            found.append(
                RecordWarning(record, warning.name, warning.field, warning.message)
            )
    return found + _retracted_since(changes)


def acknowledging(changes: Sequence[Change]) -> list[Change]:
    """The same set with every warning acknowledged, for who publishes without a page to tick them on."""
    names: dict[UUID, set[str]] = {change.record.uid: set() for change in changes}
    for warned in warnings(changes):
        names[warned.record.uid].add(warned.name)
    return [
        replace(change, acknowledged=frozenset(names[change.record.uid]))
        for change in changes
    ]


def mentioned(changes: Sequence[Change]) -> list[Record]:
    """Records that the set mentions and that were never published: offered to be taken along."""
    uids, own = {}, {change.record.uid for change in changes}
    for change in changes:
        kind = registry.of(change.record)
        uids |= {
            ref.uid: ref.to
            for ref in kind.references(kind.public_content(change.record))
            if not ref.required_live
        }
    known = set(
        Publication.objects.filter(uid__in=uids, version=1).values_list(
            "uid", flat=True
        )
    )
    found = (
        registry.find_record(to, uid)
        for uid, to in uids.items()
        if uid not in known | own
    )
    return [record for record in found if record]


def lines_of(records: Sequence[Record], by: User) -> list[ledger.PendingLine]:
    """What publishing these records would append, whether or not they may be published yet."""
    currents = _current_lines([record.uid for record in records])
    return [
        _line(
            Change(record, "update"),
            registry.of(record).public_content(record),
            currents.get(record.uid),
            "publish",
            by,
        )
        for record in records
    ]


def _publish(
    changes: Sequence[Change], by: User, verb: str, *, at=None, reason=""
) -> list[Publication]:
    with transaction.atomic():
        lock_head()
        view = ledger.current()
        refuse_held([change.record.uid for change in changes])
        fresh = [
            replace(change, record=_take(change.record, verb)) for change in changes
        ]
        currents = _current_lines([change.record.uid for change in fresh])
        contents = [
            registry.of(change.record).public_content(change.record) for change in fresh
        ]
        if blocked := _blockers(view, fresh, contents):
            raise Blocked(blocked)
        warned = _acknowledged(fresh, verb)
        lines = ledger.append(
            [
                _line(change, content, currents.get(change.record.uid), verb, by)
                for change, content in zip(fresh, contents, strict=True)
            ],
            at=at,
        )
        for change, done, line in zip(changes, fresh, lines, strict=True):
            said = {
                "reason": reason or change.notice,
                "line": line.seq,
                "acknowledged": warned[done.record.uid],
            }
            note(done.record, Revision.Verb(verb), by, **said)
            change.record.status = Status.CLEAN
        follow_up(lines, by)
        drop(
            [line.uid for line in lines],
            f"Published by hand before its time, as line {lines[0].seq} and on.",
        )
    return lines


def _acknowledged(changes: Sequence[Change], verb: str) -> dict[UUID, list[dict]]:
    """The warnings of each record, to be kept with its publication. Raises Unacknowledged."""
    found, named = (
        warnings(changes),
        {change.record.uid: change.acknowledged for change in changes},
    )
    missing = [
        warned for warned in found if warned.name not in named[warned.record.uid]
    ]
    if missing and verb != "emergency":
        raise Unacknowledged(missing)
    kept: dict[UUID, list[dict]] = {uid: [] for uid in named}
    for warned in found:
        kept[warned.record.uid].append(
            {"name": warned.name, "field": warned.field, "message": warned.message}
        )
    return kept


def _take(record: Record, verb: str) -> Record:
    """Move the record to “clean” if it is still the version that was approved; the loser is told why."""
    states = VERBS[verb].starts_from
    rows = type(record).objects.filter(pk=record.pk)
    moved = rows.filter(status__in=states, lock_version=record.lock_version).update(
        status=Status.CLEAN
    )
    fresh = rows.select_related(*record.APPROVALS).first()
    if not moved and fresh and fresh.lock_version != record.lock_version:
        raise Changed(
            fresh, record.lock_version, "only what was seen and approved is published"
        )
    if not moved:
        state = Status(fresh.status).label if fresh else "gone"
        raise WrongState(
            f"“{record}” is “{state}”; only what was approved is published."
        )
    return fresh


def _current_lines(uids: list[UUID]) -> dict[UUID, Publication]:
    return {
        line.uid: line
        for line in Publication.objects.filter(
            uid__in=uids, superseded_seq__isnull=True
        )
    }


def _line(
    change: Change, content: dict, current: Publication | None, verb: str, by: User
) -> ledger.PendingLine:
    record, emergency = change.record, verb == "emergency"
    action = action_of(change, current, content)
    editors, approvers = authors(record) or [by], () if emergency else record.approvals
    body = content | {
        "uid": str(record.uid),
        "kind": record.kind,
        "slug": record.slug,
        "path": record.public_path,
        "schema": registry.of(record).serializer_class.SCHEMA,
        "notice": "" if action == "minor" else change.notice.strip(),
        "edited_by": bylines.roles_of(editors),
        "approved_by": bylines.roles_of(approvers),
        "emergency": emergency,
    }
    opened, sealed = bylines.names_of(edited_by=editors, approved_by=approvers)
    return ledger.PendingLine(record.uid, record.kind, action, body | opened, sealed)


def _blockers(
    view: ledger.View, changes: Sequence[Change], contents: Sequence[dict]
) -> list[RecordBlocker]:
    own = [blocker for change in changes for blocker in own_blockers(change.record)]
    return own + _reference_blockers(view, changes, contents)


def _reference_blockers(
    view: ledger.View, changes: Sequence[Change], contents: Sequence[dict]
) -> list[RecordBlocker]:
    own = {change.record.uid for change in changes}
    rests = {
        change.record.uid: [
            ref
            for ref in registry.of(change.record).references(content)
            if ref.required_live
        ]
        for change, content in zip(changes, contents, strict=True)
    }
    lines = view.resolve(own | {ref.uid for refs in rests.values() for ref in refs})
    live, published = (
        set(lines) - own,
        _references_of([lines[uid] for uid in own & lines.keys()]),
    )
    lacking = [
        (change.record, ref)
        for change in changes
        for ref in rests[change.record.uid]
        if ref.uid not in live | own | published.get(change.record.uid, set())
    ]
    names = _names(ref for _record, ref in lacking)
    held = ledger.held(ref.uid for _record, ref in lacking)
    return [
        RecordBlocker(record, ref.path, _rests_on(ref, names, is_held=ref.uid in held))
        for record, ref in lacking
    ]


def _references_of(lines: Iterable[Publication]) -> dict[UUID, set[UUID]]:
    """What live versions refer to already: if it was retracted since, that is a warning, never a blocker."""
    return {
        line.uid: {
            ref.uid
            for ref in registry.get(line.kind).references(ledger.payload_of(line))
        }
        for line in lines
    }


def _retracted_since(changes: Sequence[Change]) -> list[RecordWarning]:
    """References that the live version has already, to what was retracted since; a new one is a blocker."""
    published = _references_of(
        ledger.current().resolve({change.record.uid for change in changes}).values()
    )
    refs = [
        (change.record, ref)
        for change in changes
        for ref in registry.of(change.record).references(
            registry.of(change.record).public_content(change.record)
        )
        if ref.uid in published.get(change.record.uid, set())
    ]
    lines = Publication.objects.filter(
        uid__in={ref.uid for _record, ref in refs}, superseded_seq__isnull=True
    )
    gone = set(lines.filter(action="retract").values_list("uid", flat=True))
    found = [(record, ref) for record, ref in refs if ref.uid in gone]
    names = _names(ref for _record, ref in found)
    return [
        RecordWarning(
            record,
            "retracted-since",
            ref.path,
            f"The {ref.to} {names.get(ref.uid, ref.uid)} was retracted since.",
        )
        for record, ref in found
    ]


def _names(refs: Iterable[Reference]) -> dict[UUID, str]:
    """What the records that are referred to are called, in one query a kind."""
    by_kind: dict[str, set[UUID]] = {}
    for ref in refs:
        by_kind.setdefault(ref.to, set()).add(ref.uid)
    found = (
        record
        for kind, uids in by_kind.items()
        for record in registry.get(kind).model.objects.filter(uid__in=uids)
    )
    return {record.uid: f"“{record}”" for record in found}


def _rests_on(ref: Reference, names: dict[UUID, str], *, is_held: bool) -> str:
    name = names.get(ref.uid, str(ref.uid))
    if is_held:
        return f"It rests on the {ref.to} {name}, which is held; wait until it is released."
    return f"It rests on the {ref.to} {name}, which is not published; publish it first or take it into the set."
