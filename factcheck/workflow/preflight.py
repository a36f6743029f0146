"""What stands against publishing a set: blockers, and warnings that the publisher has to acknowledge."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from factcheck import ledger
from factcheck.models import Publication, Record
from factcheck.records import registry
from factcheck.records.publication_checks.blockers import of_minors
from factcheck.records.publication_checks.custom_checks import (
    added_blockers,
    added_warnings,
)
from factcheck.records.publication_checks.warnings import of_private_people
from factcheck.records.serializers import Reference

from .change_kinds import Change
from .errors import RecordBlocker, RecordWarning

RecordReference = tuple[Record, Reference]


def blockers(changes: Sequence[Change]) -> list[RecordBlocker]:
    """Why this set cannot be published as it stands: blockers, and what is rested on without being live."""
    return blockers_in(ledger.current(), changes, public_contents(changes))


def blockers_in(
    view: ledger.View, changes: Sequence[Change], contents: Sequence[dict[str, Any]]
) -> list[RecordBlocker]:
    """`blockers` in a view of the ledger, for records whose public contents were read already."""
    found = []
    for change in changes:
        found += own_blockers(change.record)
    return found + _reference_blockers(view, changes, contents)


def own_blockers(record: Record) -> list[RecordBlocker]:
    """What keeps this record from approval: its own blockers. What it rests on may come along when it is published."""
    of_kind = registry.of(record).blockers(record)
    return [
        RecordBlocker(record, blocker.field, blocker.message)
        for blocker in (*of_kind, *of_minors(record), *added_blockers(record))
    ]


def reference_blockers(changes: Sequence[Change]) -> list[RecordBlocker]:
    """What of `blockers` is not the records' own: what they rest on without its being live or in the set."""
    return _reference_blockers(ledger.current(), changes, public_contents(changes))


def warnings(changes: Sequence[Change]) -> list[RecordWarning]:
    """What the publisher of this set has to acknowledge by name."""
    found = []
    for change in changes:
        record = change.record
        of_kind = registry.of(record).warnings(record)
        for warning in (*of_kind, *of_private_people(record), *added_warnings(record)):
            found.append(
                RecordWarning(record, warning.name, warning.field, warning.message)
            )
    return found + _retracted_since(changes)


def public_contents(changes: Sequence[Change]) -> list[dict[str, Any]]:
    """What of each record's content would go into the ledger."""
    return [
        registry.of(change.record).public_content(change.record) for change in changes
    ]


def _reference_blockers(
    view: ledger.View, changes: Sequence[Change], contents: Sequence[dict[str, Any]]
) -> list[RecordBlocker]:
    lacking = _not_live(view, changes, contents)
    names = _names(reference for _record, reference in lacking)
    held = ledger.held(reference.uid for _record, reference in lacking)
    found = []
    for record, reference in lacking:
        message = _message(reference, names, is_held=reference.uid in held)
        found.append(RecordBlocker(record, reference.path, message))
    return found


def _not_live(
    view: ledger.View, changes: Sequence[Change], contents: Sequence[dict[str, Any]]
) -> list[RecordReference]:
    """The references of these records to what is neither live nor in the set."""
    own = {change.record.uid for change in changes}
    required, uids = [], set(own)
    for record, reference in _references(changes, contents):
        if reference.required_live:
            required.append((record, reference))
            uids.add(reference.uid)
    lines = view.resolve(uids)
    in_published = _references_of([lines[uid] for uid in own & lines.keys()])
    lacking = []
    for record, reference in required:
        if reference.uid in lines or reference.uid in own:
            continue
        # What the live version refers to already was retracted since: a warning, never a blocker.
        if reference.uid not in in_published.get(record.uid, set()):
            lacking.append((record, reference))
    return lacking


def _references(
    changes: Sequence[Change], contents: Sequence[dict[str, Any]]
) -> Iterator[RecordReference]:
    """Every reference of the contents, with the record that has it."""
    for change, content in zip(changes, contents, strict=True):
        for reference in registry.of(change.record).references(content):
            yield change.record, reference


def _references_of(lines: Iterable[Publication]) -> dict[UUID, set[UUID]]:
    """The uids that lines refer to, by the uid of each line's record."""
    uids = {}
    for line in lines:
        references = registry.get(line.kind).references(ledger.payload_of(line))
        uids[line.uid] = {reference.uid for reference in references}
    return uids


def _retracted_since(changes: Sequence[Change]) -> list[RecordWarning]:
    """References that the live version has already, to what was retracted since; a new one is a blocker."""
    lines = ledger.current().resolve({change.record.uid for change in changes})
    in_published = _references_of(lines.values())
    references, uids = [], set()
    for record, reference in _references(changes, public_contents(changes)):
        if reference.uid in in_published.get(record.uid, set()):
            references.append((record, reference))
            uids.add(reference.uid)
    retractions = Publication.objects.filter(
        uid__in=uids,
        superseded_seq__isnull=True,
        action=Publication.Action.RETRACT,
    )
    retracted = set(retractions.values_list("uid", flat=True))
    gone = [pair for pair in references if pair[1].uid in retracted]
    names = _names(reference for _record, reference in gone)
    found = []
    for record, reference in gone:
        name = names.get(reference.uid, reference.uid)
        message = f"The {reference.to} {name} was retracted since."
        found.append(RecordWarning(record, "retracted-since", reference.path, message))
    return found


def _names(references: Iterable[Reference]) -> dict[UUID, str]:
    """What the records that are referred to are called, in one query a kind."""
    uids_by_kind: dict[str, set[UUID]] = {}
    for reference in references:
        uids_by_kind.setdefault(reference.to, set()).add(reference.uid)
    names = {}
    for kind, uids in uids_by_kind.items():
        for record in registry.get(kind).model.objects.filter(uid__in=uids):
            names[record.uid] = f"“{record}”"
    return names


def _message(reference: Reference, names: dict[UUID, str], *, is_held: bool) -> str:
    name = names.get(reference.uid, str(reference.uid))
    begin = f"It rests on the {reference.to} {name}, which is"
    if is_held:
        return f"{begin} held; wait until it is released."
    return f"{begin} not published; publish it first or take it into the set."
