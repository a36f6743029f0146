"""The only two ways to read what the public may see: `current()` and `as_of()`.

Both give a View: the ledger as it stood after one line, S. Everything that a request shows is asked of one View, inside
`snapshot()`, so that no page mixes two states.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

import orjson
from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from factcheck.models import GENESIS, Publication, Ref

from .addresses import line_at
from .derive import OWN
from .moments import BadMoment, parse_moment
from .snapshot import HeadState, at_head, head

LAST = (
    "SELECT seq, hash, published_at FROM factcheck_publication WHERE published_at <= %s AND seq <= %s "
    "ORDER BY published_at DESC, seq DESC LIMIT 1"
)


@dataclass(frozen=True)
class Tombstone:
    """A record that was published and stands in no list: retracted, merged, redacted or held, as `action` says."""

    uid: UUID
    kind: str
    action: str
    seq: int
    path: str
    reason: str
    into: UUID | None


@dataclass(frozen=True)
class View:
    """The ledger as it stood after line `seq`. `moment` is None for the present, and `line_at` when the line was
    published that was the last one at the moment.

    A guess is of the present as it was seen last: lists as of it are empty once it is the past.
    """

    seq: int
    hash: str
    head_seq: int
    head_hash: str
    operations_seq: int
    moment: datetime | None = None
    is_guess: bool = False
    line_at: datetime | None = None

    @property
    def is_current(self) -> bool:
        return self.seq == self.head_seq

    def live(self) -> Q:
        """The lines that stand at this moment, as a condition on Publication or Facet."""
        return _live(self.seq, self.is_current)

    def lines(self, kind: str) -> QuerySet[Publication]:
        """What is live of a kind, without tombstones."""
        return Publication.objects.filter(self.live(), kind=kind, happened_key__gt="")

    def find(self, kind: str, key: str) -> Publication | None:
        """The line that stands for the address or uid `key`, a tombstone included."""
        return line_at(kind, key, None if self.is_current else self.seq)

    def resolve(self, uids: Iterable[UUID]) -> dict[UUID, Publication]:
        """The live line of each uid, merges followed; what is not live is left out. One query."""
        wanted = {uid: self.follow(uid) for uid in uids}
        if not wanted:
            return {}
        live = Publication.objects.filter(self.live(), happened_key__gt="")
        found = live.filter(uid__in=set(wanted.values()))
        lines = {line.uid: line for line in found}
        return {uid: lines[target] for uid, target in wanted.items() if target in lines}

    def versions(self, uid: UUID) -> QuerySet[Publication]:
        """Every line of a record up to this moment, oldest first."""
        return Publication.objects.filter(uid=uid, seq__lte=self.seq).order_by("seq")

    def tombstones(self) -> dict[UUID, Tombstone]:
        """What was retracted, merged or redacted as of this moment, or is held now, by uid."""
        return _tombstones(self.head_hash, self.seq, self.is_current)

    def follow(self, uid: UUID) -> UUID:
        """Where the record of this uid is found at this moment: itself, or what it was merged into."""
        stones = self.tombstones()
        passed = set()
        while (stone := stones.get(uid)) and stone.into and uid not in passed:
            passed.add(uid)
            uid = stone.into
        return uid

    def family(self, uid: UUID) -> set[UUID]:
        """The uid and every uid merged into it: what a filter for it stands for."""
        target = self.follow(uid)
        family = {target, uid}
        for stone in self.tombstones().values():
            if stone.into and self.follow(stone.uid) == target:
                family.add(stone.uid)
        return family


def _live(seq: int, is_current: bool) -> Q:
    if is_current:
        return Q(superseded_seq__isnull=True)
    return Q(seq__lte=seq) & (
        Q(superseded_seq__isnull=True) | Q(superseded_seq__gt=seq)
    )


@lru_cache(maxsize=64)
def _tombstones(_head_hash: str, seq: int, is_current: bool) -> dict[UUID, Tombstone]:
    """Keyed by the head's hash and the line: until something is appended, the answer cannot change."""
    rows = Publication.objects.filter(_live(seq, is_current), happened_key="").exclude(
        kind__in=OWN
    )
    return {line.uid: _tombstone(line) for line in rows}


def _tombstone(line: Publication) -> Tombstone:
    payload = payload_of(line)
    # what was merged is found while it is held too
    into = whole_payload(line).get("into")
    return Tombstone(
        line.uid,
        line.kind,
        _tombstone_action(line),
        line.seq,
        payload.get("path", ""),
        payload.get("reason", ""),
        UUID(into) if into else None,
    )


def _tombstone_action(line: Publication) -> str:
    if line.held_seq is not None:
        return Publication.Action.HOLD
    if line.action in Publication.WITHDRAWING:
        return line.action
    return Publication.Action.REDACT


def payload_of(line: Publication) -> dict[str, Any]:
    """What readers get of a line, as an object: its payload in today's form of its kind; nothing of what is held."""
    payload: dict[str, Any] = orjson.loads(line.public_text)
    return payload


def whole_payload(line: Publication) -> dict[str, Any]:
    """A line's payload in today's form of its kind, held or not: for the desk, never for readers."""
    payload: dict[str, Any] = orjson.loads(line.whole_text)
    return payload


def original_of(line: Publication) -> dict[str, Any]:
    """The payload of a line as it was appended, in whatever form: what its hash covers."""
    payload: dict[str, Any] = orjson.loads(line.payload)
    return payload


def current() -> View:
    """The ledger as it stands now."""
    state = head()
    return View(state.seq, state.hash, *state)


def as_of(moment: datetime) -> View:
    """The ledger as it stood at `moment`: after the last line published at or before it."""
    return _at(head(), moment)


def earlier(view: View, moment: datetime) -> View:
    """The ledger as it stood at `moment`, in the state of the database that `view` was read from."""
    return _at(HeadState(view.head_seq, view.head_hash, view.operations_seq), moment)


def _at(state: HeadState, moment: datetime) -> View:
    with connection.cursor() as cursor:
        cursor.execute(
            LAST, (connection.ops.adapt_datetimefield_value(moment), state.seq)
        )
        seq, line_hash, at = cursor.fetchone() or (0, GENESIS, None)
    return View(seq, line_hash, *state, moment, line_at=_in_utc(at))


def _in_utc(at: datetime | str | None) -> datetime | None:
    """A moment as this database gives it without a model."""
    moment = parse_datetime(at) if isinstance(at, str) else at
    if moment and moment.tzinfo is None:
        return moment.replace(tzinfo=UTC)
    return moment


def references_of(seqs: Iterable[int]) -> set[UUID]:
    """The uids that these lines refer to."""
    return set(Ref.objects.filter(seq__in=list(seqs)).values_list("uid", flat=True))


def as_of_seq(seq: int) -> View:
    """The ledger as it stood after line `seq`, as further pages of one list need it."""
    state = head()
    if seq == state.seq:
        return View(state.seq, state.hash, *state)
    line = Publication.objects.filter(seq=seq).only("hash", "published_at").first()
    if line is None:
        raise BadMoment(_("The ledger has no line %d.") % seq)
    return View(seq, line.hash, *state, line.published_at, line_at=line.published_at)


@contextmanager
def reading(written: str | None = None, seq: int | None = None) -> Iterator[View]:
    """One View for a whole request. Raises BadMoment.

    `written` is the request's `as_of`, empty for the present; `seq` instead of it is the line that a list's first page
    was read at.
    """
    moment = parse_moment(written) if written and seq is None else None
    with at_head() as state:
        if seq is not None and seq != state.seq:
            yield as_of_seq(seq)
        else:
            yield _at(state, moment) if moment else View(state.seq, state.hash, *state)
