"""Reading the whole ledger again and saying where it differs from what its lines and hashes say."""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Max, Q

from factcheck.models import GENESIS, Facet, Head, Publication, PublishedSlug, Ref, SearchText

from .canonical import canonical, line_hash, moment_text, sha256
from .derive import Derived, derive, happened_key
from .snapshot import snapshot

BATCH = 1000
NAMED_LINE = re.compile(r'"line":(\d+)\}$')


@dataclass(frozen=True)
class Difference:
    """The first thing found wrong with a line."""

    seq: int
    message: str

    def __str__(self):
        return f"line {self.seq}: {self.message}"


def verify(progress: Callable[[int], None] = lambda seq: None) -> Iterator[Difference]:
    """Every difference between the ledger and what it should be, in order of line; nothing when it verifies.

    Reads one state of the database, in batches, so that others may publish meanwhile; `progress` is told the last
    line of each batch.
    """
    with snapshot():
        seq, previous, redacted = 0, GENESIS, _redacted()
        for lines in _batches():
            derived, records = _DerivedRows(lines[0].seq, lines[-1].seq), _Records(lines[0].seq, lines[-1].seq)
            for line in lines:
                if line.seq != seq + 1:
                    yield Difference(seq + 1, f"is missing; the next line held is {line.seq}.")
                elif line.previous_hash != previous:
                    yield Difference(line.seq, "does not follow from the line before it (previous_hash).")
                facts, place = _facts(line, redacted), records.place_of(line)
                if message := _own_fault(line, redacted) or place.fault(line) or derived.fault(line, facts, place):
                    yield Difference(line.seq, message)
                seq, previous = line.seq, line.hash
            progress(seq)
        yield from _head(seq, previous)
        yield from _strays(seq)


def _batches() -> Iterator[list[Publication]]:
    """The lines in order, in batches of constant memory."""
    after = None
    while lines := list(Publication.objects.filter(Q(seq__gt=after) if after is not None else Q())[:BATCH]):
        yield lines
        after = lines[-1].seq


class _Place(NamedTuple):
    """Where a line stands among the lines of its record."""

    version: int
    next: tuple[int | None, datetime | None]
    first: tuple[int, datetime]

    def fault(self, line: Publication) -> str:
        if line.version != self.version:
            return f"says version {line.version} of its record, but is number {self.version}."
        if (line.superseded_seq, line.superseded_at) != self.next and not self._is_said_elsewhere(line):
            return self._order_fault(line)
        if line.first_published_at != self.first[1]:
            return "its first_published_at is not that of the record's first line."
        return ""

    def _order_fault(self, line: Publication) -> str:
        next_seq, next_at = self.next
        if line.superseded_seq != next_seq:
            return f"says it was superseded by line {line.superseded_seq}, but the next is {next_seq}."
        said, is_ = (moment_text(at) if at else "no moment" for at in (line.superseded_at, next_at))
        return f"says it was superseded at {said}, but the next line is of {is_} (superseded_at)."

    def _is_said_elsewhere(self, line: Publication) -> bool:
        """The line that superseded it is gone: that one is named, as long as anything else says that it was there."""
        by = line.superseded_seq
        if by is None or by <= line.seq or Publication.objects.filter(seq=by).exists():
            return False
        return Head.objects.filter(seq__gte=by).exists() or Publication.objects.filter(seq__gt=by).exists()


class _Records:
    """Every line of the records that a range of lines is of."""

    def __init__(self, first: int, last: int):
        self.lines = defaultdict(list)
        uids = Publication.objects.filter(seq__gte=first, seq__lte=last).values("uid")
        found = Publication.objects.filter(uid__in=uids).order_by("seq").values_list("uid", "seq", "published_at")
        for uid, *stamp in found:
            self.lines[uid].append(tuple(stamp))

    def place_of(self, line: Publication) -> _Place:
        lines = self.lines[line.uid]
        at = lines.index((line.seq, line.published_at))
        following = lines[at + 1] if at + 1 < len(lines) else (None, None)
        return _Place(at + 1, following, lines[0])


def _redacted() -> dict[int, int]:
    """Which line a `redact` line names: {line: the seq of the redaction}."""
    found = Publication.objects.filter(action="redact").values_list("seq", "payload")
    named = ((seq, NAMED_LINE.search(payload)) for seq, payload in found)
    return {int(match[1]): seq for seq, match in named if match}


def _own_fault(line: Publication, redacted: dict[int, int]) -> str:
    """What is wrong with the line itself, in the order a stranger would check it."""
    if line.seq in redacted:
        if not _is_emptied(line):
            return f"was redacted by line {redacted[line.seq]}, but holds more than its address."
    elif sha256(line.payload) != line.payload_sha256:
        return "its payload is not the one that was hashed (payload_sha256)."
    if line_hash(line) != line.hash:
        return "its hash does not follow from its fields (hash)."
    return ""


def _is_emptied(line: Publication) -> bool:
    """Whether nothing but the address is left, and nothing at all where the address itself had to go."""
    if line.payload == "{}":
        return line.slug == ""
    left = _loaded(line)
    if set(left) != {"path", "slug"} or canonical(left) != line.payload:
        return False
    return left["slug"] == line.slug and left["slug"] in left["path"]


def _loaded(line: Publication) -> dict:
    try:
        payload = json.loads(line.payload)
    except ValueError:
        return {}
    return payload if isinstance(payload, dict) else {}


def _facts(line, redacted: dict[int, int]) -> Derived:
    if line.seq in redacted:
        return Derived()
    try:
        return derive(line.kind, line.action, _loaded(line))
    except (ValueError, KeyError, TypeError, AttributeError):
        return Derived()


class _DerivedRows:
    """Facets, references and search text of a range of lines, held against what the payloads say."""

    def __init__(self, first: int, last: int):
        span = {"seq__gte": first, "seq__lte": last}
        self.facets = _by_seq(
            Facet.objects.filter(**span).values_list("seq", "name", "value", "kind", "happened_key", "superseded_seq")
        )
        self.refs = _by_seq(Ref.objects.filter(**span).values_list("seq", "uid"))
        self.texts = dict(SearchText.objects.filter(**span).values_list("seq", "text"))
        self.slugs = {
            uid: (kind, slug)
            for uid, kind, slug in PublishedSlug.objects.filter(
                uid__in=Publication.objects.filter(**span).values("uid")
            ).values_list("uid", "kind", "slug")
        }

    def fault(self, line: Publication, facts: Derived, place: _Place) -> str:
        key = happened_key(facts, place.first[0])
        stamp = (line.kind, key, line.superseded_seq)
        if line.happened_key != key or line.language != facts.language:
            return "its order or language is not what its payload says."
        if line.slug != _loaded(line).get("slug", ""):
            return f"its address “{line.slug}” is not the one that its payload says."
        if line.slug and self.slugs.get(line.uid) != (line.kind, line.slug):
            return f"its address “{line.slug}” is not the one kept for its record."
        if self.facets[line.seq] != {(name, value, *stamp) for name, value in facts.facets}:
            return "its facets are not what its payload says."
        if self.refs[line.seq] != {(uid,) for uid in facts.refs}:
            return "its references are not what its payload says."
        if self.texts.get(line.seq, "") != facts.text:
            return "its search text is not what its payload says."
        return ""


def _by_seq(rows: Iterable[tuple]) -> dict[int, set[tuple]]:
    found = defaultdict(set)
    for seq, *rest in rows:
        found[seq].add(tuple(rest))
    return found


def _head(seq: int, last_hash: str) -> Iterator[Difference]:
    head = Head.objects.filter(pk=1).first()
    if head is None:
        yield Difference(seq, "is the last, but the head is missing.")
    elif head.seq != seq:
        yield Difference(min(head.seq, seq) + 1, f"is missing or too many: the head says {head.seq}, held are {seq}.")
    elif head.hash != last_hash:
        yield Difference(seq, "is not the one that the head names (hash).")


def _strays(last: int) -> Iterator[Difference]:
    """Derived rows that belong to no line, and addresses kept for no record."""
    for model in (Facet, Ref, SearchText):
        stray = model.objects.filter(Q(seq__gt=last) | Q(seq__lt=1)).aggregate(seq=Max("seq"))["seq"]
        if stray is not None:
            yield Difference(stray, f"does not exist, but has rows in {model._meta.verbose_name}.")
    nobody = PublishedSlug.objects.exclude(uid__in=Publication.objects.values("uid")).first()
    if nobody:
        yield Difference(last + 1, f"does not exist, but the address {nobody} is kept for it.")
