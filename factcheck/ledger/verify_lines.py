"""What is wrong with a line itself: its moments, its payload, its hash and its signature."""

import json
from typing import Any

from factcheck.models import Publication, SealedLeaf

from .canonical import canonical, line_hash, moment_text
from .errors import LedgerError
from .key_lines import NamedKey, named_keys, signing_key
from .key_lines import fault_of as fault_of_key
from .leaves import Path, leaf_hash, payload_root, sealed_from
from .redact import struck_lines


class LineChecks:
    """Checks one line after the other, in the order that a stranger would check them. Every answer is a sentence about
    the line, empty where nothing is wrong."""

    def __init__(self) -> None:
        self.redactions = _redactions()
        self.moments = _MomentOrder()
        self.keys = _keys()
        self.clock_steps = _clock_steps()

    def ground(self, line: Publication) -> str:
        """The ground that readers are given of a struck line."""
        return self.redactions[line.seq][1] if line.seq in self.redactions else ""

    def fault(self, line: Publication) -> str:
        moment_fault = self.moments.fault(line) or self._counted_moment_fault(line)
        return self._payload_fault(line) or self._hash_fault(line) or moment_fault

    def _counted_moment_fault(self, line: Publication) -> str:
        """What was stamped beyond the moment that a later line mends the clock to counts as published then."""
        stamp = moment_text(line.stamped_at or line.published_at)
        later_steps = [moment for seq, moment in self.clock_steps if seq > line.seq]
        expected = min([stamp, *later_steps])
        published_at = moment_text(line.published_at)
        has_stamp, needs_stamp = line.stamped_at is not None, expected != stamp
        if published_at != expected or has_stamp != needs_stamp:
            return f"is told to be of {published_at}, and counts as of {expected} (published_at)."
        return ""

    def _payload_fault(self, line: Publication) -> str:
        if not line.key_id:
            return "is of the first form, without a signature; carry it over: manage.py carry_over_ledger."
        if line.secret == "" and line.seq not in self.redactions:
            return "was emptied, and no line says that it was redacted."
        if line.secret and line.seq in self.redactions:
            return f"was redacted by line {self.redactions[line.seq][0]}, but still holds its secret."
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
        if root != line.payload_root:
            return "its payload is not the one that was hashed (payload_root)."
        return ""

    def _hash_fault(self, line: Publication) -> str:
        if line_hash(line) != line.hash:
            return "its hash does not follow from its fields (hash)."
        if message := fault_of_key(line):
            return message
        key = signing_key(self.keys, line.seq)
        if key is None or line.key_id != key.key_id:
            return "its signature is not one of the ledger’s key (signature)."
        if not key.verifies(line.hash, line.signature):
            return "its signature is not one of the ledger’s key (signature)."
        return ""


class _MomentOrder:
    """The one rule of moments: they never go back, but for the step of a `clock` line; published is never later.

    It is written in docs/api.md, and in the verifier that strangers run.
    """

    def __init__(self) -> None:
        self.published = self.recorded = ""

    def fault(self, line: Publication) -> str:
        published = moment_text(line.stamped_at or line.published_at)
        recorded = moment_text(line.recorded_at)
        step = clock_step(line)
        if step and step["from"] == self.recorded and step["to"] <= recorded:
            self.published, self.recorded = min(self.published, step["to"]), step["to"]
        last_published, last_recorded = self.published, self.recorded
        self.published = max(last_published, published)
        self.recorded = max(last_recorded, recorded)
        if recorded < last_recorded:
            return f"goes back in time, to {recorded} (its recorded_at)."
        if published < last_published:
            return f"goes back in time, to {published} (its published_at)."
        if published > recorded:
            return "says that it was published after it was recorded."
        return ""


def clock_step(line: Publication) -> dict[str, Any] | None:
    """{from, to, reason} of a line that mends the clock; None for any other."""
    is_clock_line = (
        line.action == Publication.Action.CLOCK
        and line.kind == Publication.OwnKind.CLOCK
    )
    if not is_clock_line:
        return None
    payload = loaded(line)
    texts = [payload.get(name) for name in ("from", "to", "reason")]
    if not all(isinstance(text, str) for text in texts):
        return None
    return payload if payload["to"] < payload["from"] else None


def _clock_steps() -> list[tuple[int, str]]:
    """(line, the moment it mends the clock to) of each line that does."""
    lines = Publication.objects.filter(
        action=Publication.Action.CLOCK, kind=Publication.OwnKind.CLOCK
    )
    steps = []
    for line in lines.order_by("seq"):
        if step := clock_step(line):
            steps.append((line.seq, step["to"]))
    return steps


def _redactions() -> dict[int, tuple[int, str]]:
    """Which lines `redact` lines name: {line: (the seq of the first redaction, its ground)}."""
    redactions: dict[int, tuple[int, str]] = {}
    lines = Publication.objects.filter(action=Publication.Action.REDACT)
    for line in lines.order_by("seq").only("seq", "payload"):
        ground = loaded(line).get("ground", "")
        for seq in _struck_before(line):
            redactions.setdefault(seq, (line.seq, ground))
    return redactions


def _struck_before(line: Publication) -> list[int]:
    try:
        return [seq for seq in struck_lines(loaded(line)) if seq < line.seq]
    except (KeyError, TypeError):
        return []


def _keys() -> list[NamedKey]:
    try:
        return named_keys()
    except LedgerError:
        return []


def sealed_faults(lines: list[Publication]) -> dict[int, str]:
    """By line, where what opens a sealed leaf does not lead to the hash that the line lists."""
    hashes: dict[tuple[int, Path], str] = {}
    for line in lines:
        for leaf in line.sealed:
            hashes[line.seq, tuple(leaf[0])] = leaf[2]
    faults = {}
    stored = SealedLeaf.objects.filter(seq__gte=lines[0].seq, seq__lte=lines[-1].seq)
    for leaf in stored:
        path = tuple(leaf.path)
        digest = leaf_hash(leaf.salt, path, None, leaf.value)
        if hashes.get((leaf.seq, path)) != digest:
            faults[leaf.seq] = "what opens a sealed leaf does not lead to its hash."
    return faults


def loaded(line: Publication) -> dict[str, Any]:
    """The payload of a line that may have been altered: empty where it is no object."""
    try:
        payload = json.loads(line.payload)
    except ValueError:
        return {}
    return payload if isinstance(payload, dict) else {}
