"""Reading the whole ledger again and saying where it differs from what its lines and hashes say."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Max, Window
from django.db.models.functions import FirstValue, Lead, RowNumber

from factcheck.models import GENESIS, Facet, Head, Publication, PublishedSlug, Ref, SearchText

from .canonical import line_hash, sha256
from .derive import Derived, derive, happened_key

BATCH = 1000
NAMED_LINE = re.compile(r'"line":(\d+)\}$')


@dataclass(frozen=True)
class Difference:
    """The first thing found wrong with a line."""

    seq: int
    message: str

    def __str__(self):
        return f"line {self.seq}: {self.message}"


def verify() -> Iterator[Difference]:
    """Every difference between the ledger and what it should be, in order of line; nothing when it verifies."""
    seq, previous = 0, GENESIS
    redacted = _redacted()
    for lines in _batches():
        derived = _DerivedRows(lines[0].seq, lines[-1].seq)
        for line in lines:
            if line.seq != seq + 1:
                yield Difference(seq + 1, f"is missing; the next line held is {line.seq}.")
            elif line.previous_hash != previous:
                yield Difference(line.seq, "does not follow from the line before it (previous_hash).")
            if message := _first_fault(line, redacted) or derived.fault(line, _facts(line, redacted)):
                yield Difference(line.seq, message)
            seq, previous = line.seq, line.hash
    yield from _head(seq, previous)
    yield from _strays(seq)


def _batches() -> Iterator[list[Publication]]:
    """The lines in order, with what the same record's other lines say, in batches of constant memory."""
    record = {"partition_by": "uid", "order_by": "seq"}
    lines = Publication.objects.annotate(
        expected_version=Window(RowNumber(), **record),
        next_seq=Window(Lead("seq"), **record),
        next_at=Window(Lead("published_at"), **record),
        first_seq=Window(FirstValue("seq"), **record),
        first_at=Window(FirstValue("published_at"), **record),
    ).order_by("seq")
    batch = []
    for line in lines.iterator(chunk_size=BATCH):
        batch.append(line)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _redacted() -> dict[int, int]:
    """Which line a `redact` line names: {line: the seq of the redaction}."""
    found = Publication.objects.filter(action="redact").values_list("seq", "payload")
    named = ((seq, NAMED_LINE.search(payload)) for seq, payload in found)
    return {int(match[1]): seq for seq, match in named if match}


def _first_fault(line, redacted: dict[int, int]) -> str:
    """What is wrong with the line itself, in the order a stranger would check it."""
    is_emptied = line.seq in redacted
    if is_emptied and line.action != "redact" and '"uid":' in line.payload:
        return f"was redacted by line {redacted[line.seq]}, but still holds a payload."
    if not is_emptied and sha256(line.payload) != line.payload_sha256:
        return "its payload is not the one that was hashed (payload_sha256)."
    if line_hash(line) != line.hash:
        return "its hash does not follow from its fields (hash)."
    if line.version != line.expected_version:
        return f"says version {line.version} of its record, but is number {line.expected_version}."
    if (line.superseded_seq, line.superseded_at) != (line.next_seq, line.next_at):
        return f"says it was superseded by line {line.superseded_seq}, but the next of its record is {line.next_seq}."
    if line.first_published_at != line.first_at:
        return "its first_published_at is not that of the record's first line."
    return ""


def _facts(line, redacted: dict[int, int]) -> Derived:
    if line.seq in redacted:
        return Derived()
    try:
        payload = json.loads(line.payload)
        return derive(line.kind, line.action, payload)
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

    def fault(self, line, facts: Derived) -> str:
        key = happened_key(facts, line.first_seq)
        stamp = (line.kind, key, line.superseded_seq)
        if line.happened_key != key or line.language != facts.language:
            return "its order or language is not what its payload says."
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
    """Derived rows that belong to no line."""
    for model in (Facet, Ref, SearchText):
        stray = model.objects.filter(seq__gt=last).aggregate(seq=Max("seq"))["seq"]
        if stray:
            yield Difference(stray, f"does not exist, but has rows in {model._meta.verbose_name}.")
