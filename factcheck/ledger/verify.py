"""Reading the whole ledger again and saying where it differs from what its lines and hashes say."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Max, Q

from factcheck.models import (
    GENESIS,
    Facet,
    Head,
    Publication,
    PublishedSlug,
    Ref,
    SealedLeaf,
    SearchText,
)

from . import upgrades
from .canonical import canonical, line_hash, moment_text
from .derive import Derived, derive, happened_key
from .errors import LedgerError
from .holds import faults as faults_of_holds
from .key_lines import NamedKey, named_keys, signing_key
from .key_lines import fault_of as fault_of_key
from .leaves import leaf_hash, payload_root, sealed_from
from .redact import slug_of, struck_lines
from .snapshot import snapshot

BATCH = 1000


@dataclass(frozen=True)
class LedgerFault:
    """The first thing found wrong with a line."""

    seq: int
    message: str

    def __str__(self):
        return f"line {self.seq}: {self.message}"


def verify(progress: Callable[[int], None] = lambda seq: None) -> Iterator[LedgerFault]:
    """Every difference between the ledger and what it should be, in order of line; nothing when it verifies.

    Reads one state of the database, in batches, so that others may publish meanwhile; `progress` is told the last
    line of each batch.
    """
    with snapshot():
        seq, previous, own = 0, GENESIS, _Lines()
        for lines in _batches():
            derived, records = (
                _DerivedRows(lines[0].seq, lines[-1].seq),
                _Records(lines[0].seq, lines[-1].seq),
            )
            sealed = _sealed_faults(lines)
            for line in lines:
                if line.seq != seq + 1:
                    yield LedgerFault(
                        seq + 1, f"is missing; the next line held is {line.seq}."
                    )
                elif line.previous_hash != previous:
                    yield LedgerFault(
                        line.seq,
                        "does not follow from the line before it (previous_hash).",
                    )
                facts, place = _facts(line), records.place_of(line)
                message = (
                    own.fault(line)
                    or sealed.get(line.seq)
                    or place.fault(line)
                    or upgrades.fault(line, own.ground(line))
                )
                if message := message or derived.fault(line, facts, place):
                    yield LedgerFault(line.seq, message)
                seq, previous = line.seq, line.hash
            progress(seq)
        yield from _head(seq, previous)
        yield from _strays(seq)
        yield from (LedgerFault(*fault) for fault in faults_of_holds())


def _batches() -> Iterator[list[Publication]]:
    """The lines in order, in batches of constant memory."""
    after = None
    while lines := list(
        Publication.objects.filter(Q(seq__gt=after) if after is not None else Q())[
            :BATCH
        ]
    ):
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
        if (
            line.superseded_seq,
            line.superseded_at,
        ) != self.next and not self._is_said_elsewhere(line):
            return self._order_fault(line)
        if line.first_published_at != self.first[1]:
            return "its first_published_at is not that of the record's first line."
        return ""

    def _order_fault(self, line: Publication) -> str:
        next_seq, next_at = self.next
        if line.superseded_seq != next_seq:
            return f"says it was superseded by line {line.superseded_seq}, but the next is {next_seq}."
        said, is_ = (
            moment_text(at) if at else "no moment"
            for at in (line.superseded_at, next_at)
        )
        return f"says it was superseded at {said}, but the next line is of {is_} (superseded_at)."

    def _is_said_elsewhere(self, line: Publication) -> bool:
        """The line that superseded it is gone: that one is named, as long as anything else says that it was there."""
        by = line.superseded_seq
        if by is None or by <= line.seq or Publication.objects.filter(seq=by).exists():
            return False
        return (
            Head.objects.filter(seq__gte=by).exists()
            or Publication.objects.filter(seq__gt=by).exists()
        )


class _Records:
    """Every line of the records that a range of lines is of."""

    def __init__(self, first: int, last: int):
        self.lines = defaultdict(list)
        uids = Publication.objects.filter(seq__gte=first, seq__lte=last).values("uid")
        found = (
            Publication.objects.filter(uid__in=uids)
            .order_by("seq")
            .values_list("uid", "seq", "published_at")
        )
        for uid, *stamp in found:
            self.lines[uid].append(tuple(stamp))

    def place_of(self, line: Publication) -> _Place:
        lines = self.lines[line.uid]
        at = lines.index((line.seq, line.published_at))
        following = lines[at + 1] if at + 1 < len(lines) else (None, None)
        return _Place(at + 1, following, lines[0])


def _redacted() -> dict[int, tuple[int, str]]:
    """Which lines `redact` lines name: {line: (the seq of the first redaction, its ground)}."""
    found: dict[int, tuple[int, str]] = {}
    for line in (
        Publication.objects.filter(action="redact")
        .order_by("seq")
        .only("seq", "payload")
    ):
        for seq in _named_by(line):
            found.setdefault(seq, (line.seq, _loaded(line).get("ground", "")))
    return found


def _named_by(line: Publication) -> list[int]:
    try:
        return [seq for seq in struck_lines(_loaded(line)) if seq < line.seq]
    except (KeyError, TypeError):
        return []


class _Clock:
    """The one rule of moments: they never go back, but for the step of a `clock` line; published is never later.

    It is written in docs/api.md, and in the verifier that strangers run.
    """

    def __init__(self):
        self.published = self.recorded = ""

    def fault(self, line: Publication) -> str:
        published, recorded = (
            moment_text(line.stamped_at or line.published_at),
            moment_text(line.recorded_at),
        )
        step = _clock_step(line)
        if step and step["from"] == self.recorded and step["to"] <= recorded:
            self.published, self.recorded = min(self.published, step["to"]), step["to"]
        before = (self.published, self.recorded)
        self.published, self.recorded = (
            max(before[0], published),
            max(before[1], recorded),
        )
        if recorded < before[1]:
            return f"goes back in time, to {recorded} (its recorded_at)."
        if published < before[0]:
            return f"goes back in time, to {published} (its published_at)."
        return (
            "says that it was published after it was recorded."
            if published > recorded
            else ""
        )


def _clock_lines() -> Iterable[Publication]:
    return Publication.objects.filter(action="clock", kind="clock").order_by("seq")


def _clock_step(line: Publication) -> dict | None:
    """{from, to, reason} of a line that mends the clock."""
    if line.action != "clock" or line.kind != "clock":
        return None
    payload = _loaded(line)
    is_step = all(
        isinstance(payload.get(name), str) for name in ("from", "to", "reason")
    )
    return payload if is_step and payload["to"] < payload["from"] else None


class _Lines:
    """What is wrong with a line itself, in the order a stranger would check it."""

    def __init__(self):
        self.redacted, self.clock, self.keys = _redacted(), _Clock(), _keys()
        self.steps = [
            (line.seq, step["to"])
            for line in _clock_lines()
            if (step := _clock_step(line))
        ]

    def ground(self, line: Publication) -> str:
        """The ground that readers are told of a struck line."""
        return self.redacted[line.seq][1] if line.seq in self.redacted else ""

    def fault(self, line: Publication) -> str:
        moments = self.clock.fault(line) or self._moment_fault(line)
        return self._payload_fault(line) or self._hash_fault(line) or moments

    def _moment_fault(self, line: Publication) -> str:
        """What was stamped beyond the moment that a later line mends the clock to counts as published then."""
        stamp = moment_text(line.stamped_at or line.published_at)
        told = min([stamp, *(to for seq, to in self.steps if seq > line.seq)])
        if moment_text(line.published_at) != told or (line.stamped_at is not None) != (
            told != stamp
        ):
            return f"is told to be of {moment_text(line.published_at)}, and counts as of {told} (published_at)."
        return ""

    def _payload_fault(self, line: Publication) -> str:
        if not line.key_id:
            return "is of the first form, without a signature; carry it over: manage.py carry_over_ledger."
        if line.secret == "" and line.seq not in self.redacted:
            return "was emptied, and no line says that it was redacted."
        if line.secret and line.seq in self.redacted:
            return f"was redacted by line {self.redacted[line.seq][0]}, but still holds its secret."
        try:
            payload = json.loads(line.payload)
            if canonical(payload) != line.payload:
                return "its payload is not in canonical form."
            sealed = sealed_from(line.sealed)
            root = payload_root(
                payload, secret=line.secret, salts=line.salts, sealed=sealed
            )
        except (ValueError, TypeError) as error:
            return f"its payload cannot be read ({error})."
        return (
            ""
            if root == line.payload_root
            else "its payload is not the one that was hashed (payload_root)."
        )

    def _hash_fault(self, line: Publication) -> str:
        if line_hash(line) != line.hash:
            return "its hash does not follow from its fields (hash)."
        if message := fault_of_key(line):
            return message
        by = signing_key(self.keys, line.seq)
        if (
            by is None
            or line.key_id != by.key_id
            or not by.verifies(line.hash, line.signature)
        ):
            return "its signature is not one of the ledger’s key (signature)."
        return ""


def _keys() -> list[NamedKey]:
    try:
        return named_keys()
    except LedgerError:
        return []


def _sealed_faults(lines: list[Publication]) -> dict[int, str]:
    """Where what opens a sealed leaf does not lead to the hash that the line lists."""
    listed = {
        line.seq: {tuple(leaf[0]): leaf[2] for leaf in line.sealed} for line in lines
    }
    held = SealedLeaf.objects.filter(seq__gte=lines[0].seq, seq__lte=lines[-1].seq)
    return {
        leaf.seq: "what opens a sealed leaf does not lead to its hash."
        for leaf in held
        if listed.get(leaf.seq, {}).get(tuple(leaf.path))
        != leaf_hash(leaf.salt, tuple(leaf.path), None, leaf.value)
    }


def _loaded(line: Publication) -> dict:
    try:
        payload = json.loads(line.payload)
    except ValueError:
        return {}
    return payload if isinstance(payload, dict) else {}


def _facts(line) -> Derived:
    if line.held_seq is not None:
        return Derived()
    try:
        return derive(line.kind, line.action, _loaded(line))
    except (ValueError, KeyError, TypeError, AttributeError, LedgerError):
        return Derived()


class _DerivedRows:
    """Facets, references and search text of a range of lines, held against what the payloads say."""

    def __init__(self, first: int, last: int):
        span = {"seq__gte": first, "seq__lte": last}
        self.facets = _by_seq(
            Facet.objects.filter(**span).values_list(
                "seq", "name", "value", "kind", "happened_key", "superseded_seq"
            )
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
        if line.slug != slug_of(line.uid, _loaded(line)):
            return f"its address “{line.slug}” is not the one that its payload says."
        if line.slug and self.slugs.get(line.uid) != (line.kind, line.slug):
            return f"its address “{line.slug}” is not the one kept for its record."
        if self.facets[line.seq] != {
            (name, value, *stamp) for name, value in facts.facets
        }:
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


def _head(seq: int, last_hash: str) -> Iterator[LedgerFault]:
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
        stray = model.objects.filter(Q(seq__gt=last) | Q(seq__lt=1)).aggregate(
            seq=Max("seq")
        )["seq"]
        if stray is not None:
            yield LedgerFault(
                stray, f"does not exist, but has rows in {model._meta.verbose_name}."
            )
    nobody = PublishedSlug.objects.exclude(
        uid__in=Publication.objects.values("uid")
    ).first()
    if nobody:
        yield LedgerFault(
            last + 1, f"does not exist, but the address {nobody} is kept for it."
        )
