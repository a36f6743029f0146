"""Holding a record: every text of it is withheld from readers, at every moment, until a later line releases it.

A hold is a line of its own uid and kind that names the record. Derived from it are a row of `Held` and, on each line of
the record, `held_seq`; while that is set nothing else is derived of the line, so that no list, count, search or
reference finds it, and `payload_of` gives nothing of it. The line itself, its hash and its place stay.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import orjson

from factcheck.models import Facet, Held, Publication, Ref

from .append import PendingLine, append, lock_head
from .derive import Derived, register
from .errors import LedgerError, LedgerFault
from .rebuild import derive_anew
from .triggers import rebuilding

KIND = Publication.OwnKind.HOLD
HOLD, RELEASE = Publication.Action.HOLD, Publication.Action.RELEASE
DISPUTE = "dispute"


def hold(uid: UUID) -> Publication:
    """Append the line that holds a record, and make all of it dark. Must run inside a transaction.

    Raises LedgerError for what was never published or is held already.
    """
    lock_head()
    current = _current(uid)
    if current.held_seq is not None:
        raise LedgerError(f"It is held already, since line {current.held_seq}.")
    line = append([_line(HOLD, current, _disputes(current))])[0]
    Held.objects.create(since_seq=line.seq, uid=uid, since_at=line.published_at)
    with rebuilding():
        _mark(uid, line.seq)
    return line


def release(uid: UUID) -> Publication:
    """Append the line that ends a record's hold; readers have all of it again. Must run inside a transaction.

    Raises LedgerError.
    """
    lock_head()
    current = _current(uid)
    if current.held_seq is None:
        raise LedgerError("It is not held.")
    hold_line = Publication.objects.get(seq=current.held_seq)
    disputes = orjson.loads(hold_line.payload)["disputes"]
    line = append([_line(RELEASE, current, disputes)])[0]
    Held.objects.filter(since_seq=hold_line.seq).update(until_seq=line.seq)
    with rebuilding():
        _mark(uid, None)
    return line


def held(uids: Iterable[UUID]) -> dict[UUID, Held]:
    """The hold that stands of each of these records; what is not held is left out."""
    rows = Held.objects.filter(uid__in=list(uids), until_seq__isnull=True)
    return {row.uid: row for row in rows}


def restore() -> None:
    """Make the rows of `Held` and the marks on lines anew from the lines that hold and release.

    Must run inside `rebuilding()`.
    """
    known = set(Held.objects.values_list("uid", flat=True))
    marked = Publication.objects.filter(held_seq__isnull=False)
    known |= set(marked.values_list("uid", flat=True))
    rows = _expected()
    Held.objects.all().delete()
    Held.objects.bulk_create(rows)
    standing = {row.uid: row.since_seq for row in rows if row.until_seq is None}
    for uid in sorted(known | standing.keys()):
        _mark(uid, standing.get(uid))


def faults() -> list[LedgerFault]:
    """Where `Held`, or the mark on a line, is not what the lines of kind `hold` say."""
    expected = {_facts(row) for row in _expected()}
    stored = {_facts(row) for row in Held.objects.all()}
    found = []
    for since_seq, *_rest in sorted(expected ^ stored, key=_since_seq):
        message = "does not hold what is kept of it as held."
        found.append(LedgerFault(since_seq, message))
    standing = {
        uid: since_seq for since_seq, uid, _, until_seq in expected if until_seq is None
    }
    return found + _mark_faults(standing)


def _mark_faults(standing: dict[UUID, int]) -> list[LedgerFault]:
    """Where the mark on a line is not the hold of its record in `standing`."""
    found = []
    marked = Publication.objects.filter(held_seq__isnull=False)
    marked |= Publication.objects.filter(uid__in=standing)
    for seq, uid, held_seq in marked.order_by("seq").values_list(
        "seq", "uid", "held_seq"
    ):
        if held_seq != standing.get(uid):
            message = f"says that it is held by line {held_seq}, but that is {standing.get(uid)}."
            found.append(LedgerFault(seq, message))
    return found


_Facts = tuple[int, UUID, datetime, int | None]
"""The line that holds a record, the record, since when, and the line that released it."""


def _since_seq(facts: _Facts) -> int:
    return facts[0]


def _facts(row: Held) -> _Facts:
    return row.since_seq, row.uid, row.since_at, row.until_seq


def _current(uid: UUID) -> Publication:
    current = Publication.objects.filter(uid=uid, superseded_seq__isnull=True).first()
    if current is None:
        raise LedgerError(
            "It was never published; there is nothing that could be held."
        )
    return current


def _line(action: str, current: Publication, disputes: list[str]) -> PendingLine:
    body = {"of": str(current.uid), "record_kind": current.kind, "disputes": disputes}
    return PendingLine(uuid4(), KIND, action, body)


def _disputes(current: Publication) -> list[str]:
    """The disputes that any version of the record names, and those whose live records refer to it."""
    own = Publication.objects.filter(uid=current.uid).values("seq")
    referring = Publication.objects.filter(
        seq__in=Ref.objects.filter(uid=current.uid).values("seq"),
        superseded_seq__isnull=True,
    )
    disputes = {str(current.uid)} if current.kind == DISPUTE else set()
    for seqs in (own, referring.values("seq")):
        facets = Facet.objects.filter(seq__in=seqs, name=DISPUTE)
        disputes |= set(facets.values_list("value", flat=True))
    return sorted(disputes)


def _mark(uid: UUID, seq: int | None) -> None:
    """Set or take away the mark on every line of a record, and derive what follows; inside `rebuilding()`."""
    lines = list(Publication.objects.filter(uid=uid).order_by("seq"))
    for line in lines:
        line.held_seq = seq
    Publication.objects.filter(uid=uid).update(held_seq=seq)
    derive_anew(lines, {uid: lines[0].seq} if lines else {})


def _expected() -> list[Held]:
    """The rows of `Held` that follow from the lines of kind `hold`."""
    rows: list[Held] = []
    standing: dict[UUID, Held] = {}
    for line in Publication.objects.filter(kind=KIND).order_by("seq"):
        uid = UUID(orjson.loads(line.payload)["of"])
        if line.action == HOLD:
            since_at = line.stamped_at or line.published_at
            row = Held(since_seq=line.seq, uid=uid, since_at=since_at)
            standing[uid] = row
            rows.append(row)
        elif uid in standing:
            standing.pop(uid).until_seq = line.seq
    return rows


def _derived(payload: dict[str, Any]) -> Derived:
    """A hold is told of in the disputes that its record belongs to; it stands in no list."""
    return Derived(facets=frozenset((DISPUTE, uid) for uid in payload["disputes"]))


register(KIND, 1, _derived, restore)
