"""Reading the whole ledger again and saying where it differs from what its lines and hashes say."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Max, Q

from factcheck.models import (
    GENESIS,
    Facet,
    Head,
    Publication,
    PublishedSlug,
    Ref,
    SearchText,
)

from . import upgrades
from .canonical import moment_text
from .derive import Derived, derive, happened_key
from .errors import LedgerError, LedgerFault
from .holds import faults as faults_of_holds
from .redact import slug_of
from .snapshot import snapshot
from .verify_lines import LineChecks, loaded, sealed_faults

BATCH = 1000


def verify(progress: Callable[[int], None] = lambda seq: None) -> Iterator[LedgerFault]:
    """Every difference between the ledger and what it should be, in order of line; nothing when it verifies.

    Reads one state of the database, in batches, so that others may publish meanwhile; `progress` gets the number of
    the last line of each batch.
    """
    with snapshot():
        chain = _Chain()
        for lines in _batches():
            yield from chain.faults(lines)
            progress(chain.seq)
        yield from _head_faults(chain.seq, chain.hash)
        yield from _strays(chain.seq)
        yield from faults_of_holds()


def _batches() -> Iterator[list[Publication]]:
    """The lines in order, in batches of constant memory."""
    lines = list(Publication.objects.all()[:BATCH])
    while lines:
        yield lines
        lines = list(Publication.objects.filter(seq__gt=lines[-1].seq)[:BATCH])


class _Chain:
    """Follows the lines in order; `seq` and `hash` are of the last one that was checked."""

    def __init__(self) -> None:
        self.seq, self.hash = 0, GENESIS
        self.line_checks = LineChecks()

    def faults(self, lines: list[Publication]) -> Iterator[LedgerFault]:
        """What is wrong with a batch of lines."""
        first, last = lines[0].seq, lines[-1].seq
        derived_rows, records = _DerivedRows(first, last), _Records(first, last)
        sealed = sealed_faults(lines)
        for line in lines:
            yield from self._order_faults(line)
            place = records.place_of(line)
            message = (
                self.line_checks.fault(line)
                or sealed.get(line.seq)
                or place.fault(line)
                or upgrades.fault(line, self.line_checks.ground(line))
                or derived_rows.fault(line, _derived(line), place)
            )
            if message:
                yield LedgerFault(line.seq, message)
            self.seq, self.hash = line.seq, line.hash

    def _order_faults(self, line: Publication) -> Iterator[LedgerFault]:
        if line.seq != self.seq + 1:
            message = f"is missing; the next line held is {line.seq}."
            yield LedgerFault(self.seq + 1, message)
        elif line.previous_hash != self.hash:
            message = "does not follow from the line before it (previous_hash)."
            yield LedgerFault(line.seq, message)


class _Place(NamedTuple):
    """Where a line stands among the lines of its record."""

    version: int
    next: tuple[int | None, datetime | None]
    first: tuple[int, datetime]

    def fault(self, line: Publication) -> str:
        if line.version != self.version:
            return f"says version {line.version} of its record, but is number {self.version}."
        superseded = (line.superseded_seq, line.superseded_at)
        if superseded != self.next and not self._is_next_line_gone(line):
            return self._superseded_fault(line)
        if line.first_published_at != self.first[1]:
            return "its first_published_at is not that of the record's first line."
        return ""

    def _superseded_fault(self, line: Publication) -> str:
        next_seq, next_at = self.next
        if line.superseded_seq != next_seq:
            return f"says it was superseded by line {line.superseded_seq}, but the next is {next_seq}."
        stored, expected = _moment_or_none(line.superseded_at), _moment_or_none(next_at)
        return f"says it was superseded at {stored}, but the next line is of {expected} (superseded_at)."

    def _is_next_line_gone(self, line: Publication) -> bool:
        """The line that superseded it is gone: that one is named, as long as anything else says that it was there."""
        by = line.superseded_seq
        if by is None or by <= line.seq or Publication.objects.filter(seq=by).exists():
            return False
        return (
            Head.objects.filter(seq__gte=by).exists()
            or Publication.objects.filter(seq__gt=by).exists()
        )


def _moment_or_none(moment: datetime | None) -> str:
    return moment_text(moment) if moment else "no moment"


class _Records:
    """Every line of the records that a range of lines is of."""

    def __init__(self, first: int, last: int) -> None:
        self.lines: defaultdict[UUID, list[tuple[int, datetime]]] = defaultdict(list)
        uids = Publication.objects.filter(seq__gte=first, seq__lte=last).values("uid")
        lines = Publication.objects.filter(uid__in=uids).order_by("seq")
        for uid, seq, published_at in lines.values_list("uid", "seq", "published_at"):
            self.lines[uid].append((seq, published_at))

    def place_of(self, line: Publication) -> _Place:
        lines = self.lines[line.uid]
        at = lines.index((line.seq, line.published_at))
        following = lines[at + 1] if at + 1 < len(lines) else (None, None)
        return _Place(at + 1, following, lines[0])


def _derived(line: Publication) -> Derived:
    """What follows from a line's payload; nothing where it was altered so that nothing can be derived of it."""
    if line.held_seq is not None:
        return Derived()
    try:
        return derive(line.kind, line.action, loaded(line))
    except (ValueError, KeyError, TypeError, AttributeError, LedgerError):
        return Derived()


class _DerivedRows:
    """Facets, references and search text of a range of lines, held against what the payloads say."""

    def __init__(self, first: int, last: int) -> None:
        in_range = {"seq__gte": first, "seq__lte": last}
        facets = Facet.objects.filter(**in_range)
        self.facets = _by_seq(
            facets.values_list(
                "seq", "name", "value", "kind", "happened_key", "superseded_seq"
            )
        )
        refs = Ref.objects.filter(**in_range)
        self.refs = _by_seq(refs.values_list("seq", "uid"))
        texts = SearchText.objects.filter(**in_range)
        self.texts = dict(texts.values_list("seq", "text"))
        uids = Publication.objects.filter(**in_range).values("uid")
        slugs = PublishedSlug.objects.filter(uid__in=uids)
        self.slugs = {}
        for uid, kind, slug in slugs.values_list("uid", "kind", "slug"):
            self.slugs[uid] = (kind, slug)

    def fault(self, line: Publication, derived: Derived, place: _Place) -> str:
        key = happened_key(derived, place.first[0])
        if line.happened_key != key or line.language != derived.language:
            return "its order or language is not what its payload says."
        return self._address_fault(line) or self._rows_fault(line, derived, key)

    def _address_fault(self, line: Publication) -> str:
        if line.slug != slug_of(line.uid, loaded(line)):
            return f"its address “{line.slug}” is not the one that its payload says."
        if line.slug and self.slugs.get(line.uid) != (line.kind, line.slug):
            return f"its address “{line.slug}” is not the one kept for its record."
        return ""

    def _rows_fault(self, line: Publication, derived: Derived, key: str) -> str:
        of_line = (line.kind, key, line.superseded_seq)
        if self.facets[line.seq] != {(*facet, *of_line) for facet in derived.facets}:
            return "its facets are not what its payload says."
        if self.refs[line.seq] != {(uid,) for uid in derived.refs}:
            return "its references are not what its payload says."
        if self.texts.get(line.seq, "") != derived.text:
            return "its search text is not what its payload says."
        return ""


def _by_seq(
    rows: Iterable[tuple[Any, ...]],
) -> dict[int, set[tuple[object, ...]]]:
    grouped: defaultdict[int, set[tuple[object, ...]]] = defaultdict(set)
    for seq, *rest in rows:
        grouped[seq].add(tuple(rest))
    return grouped


def _head_faults(seq: int, last_hash: str) -> Iterator[LedgerFault]:
    head = Head.objects.filter(pk=1).first()
    if head is None:
        yield LedgerFault(seq, "is the last, but the head is missing.")
    elif head.seq != seq:
        yield LedgerFault(
            min(head.seq, seq) + 1,
            f"is missing or too many: the head says {head.seq}, held are {seq}.",
        )
    elif head.hash != last_hash:
        yield LedgerFault(seq, "is not the one that the head names (hash).")


def _strays(last: int) -> Iterator[LedgerFault]:
    """Derived rows that belong to no line, and addresses kept for no record."""
    for model in (Facet, Ref, SearchText):
        strays = model.objects.filter(Q(seq__gt=last) | Q(seq__lt=1))
        stray = strays.aggregate(seq=Max("seq"))["seq"]
        if stray is not None:
            yield LedgerFault(
                stray, f"does not exist, but has rows in {model._meta.verbose_name}."
            )
    uids = Publication.objects.values("uid")
    slug = PublishedSlug.objects.exclude(uid__in=uids).first()
    if slug:
        yield LedgerFault(
            last + 1, f"does not exist, but the address {slug} is kept for it."
        )
