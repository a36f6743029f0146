"""Lines as rows of the ledger's tables, numbered, chained and derived by the ledger's own functions.

`ledger.append` would take minutes for 100,000 lines; what is written here is what it would have written, and
`verify_ledger` holds it to that.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from factcheck.ledger import (
    PendingLine,
    Signer,
    canonical,
    key_body,
    line_hash,
    moment_text,
    payload_root,
)
from factcheck.ledger.derive import Derived, derive, happened_key
from factcheck.ledger.leaves import new_secret
from factcheck.models import GENESIS, Publication

START = datetime(2026, 1, 1, tzinfo=UTC)
STEP = timedelta(seconds=60)


@dataclass
class Batch:
    """Lines of different records, what is derived from each, and which earlier lines they supersede."""

    publications: list[Publication] = field(default_factory=list)
    derived: list[Derived] = field(default_factory=list)
    superseded: list[tuple[int, Publication]] = field(default_factory=list)


@dataclass
class Chain:
    """The end of the ledger, and what of each record must be known to go on."""

    signer: Signer
    seq: int = 0
    hash: str = GENESIS
    first: dict[UUID, tuple[int, datetime]] = field(default_factory=dict)
    current: dict[UUID, tuple[int, int]] = field(default_factory=dict)

    def add(self, line: PendingLine, batch: Batch) -> None:
        """The next line, as `ledger.append` makes it."""
        self.seq += 1
        at = START + STEP * (self.seq // 500)
        before, version = self.current.get(line.uid, (0, 0))
        first_seq, first_at = self.first.setdefault(line.uid, (self.seq, at))
        payload = self._enveloped(line, version + 1, at, first_at)
        facts, text, secret = (
            derive(line.kind, line.action, payload),
            canonical(payload),
            new_secret(),
        )
        made = Publication(
            seq=self.seq,
            uid=line.uid,
            kind=line.kind,
            version=version + 1,
            action=line.action,
            payload=text,
            payload_root=payload_root(payload, secret=secret),
            secret=secret,
            key_id=self.signer.verifier.key_id,
            previous_hash=self.hash,
            published_at=at,
            recorded_at=at,
            slug=payload.get("slug", ""),
            language=facts.language,
            first_published_at=first_at,
            happened_key=happened_key(facts, first_seq),
        )
        self.hash = made.hash = line_hash(made)
        made.signature = self.signer.sign(made.hash)
        self.current[line.uid] = (self.seq, version + 1)
        batch.publications.append(made)
        batch.derived.append(facts)
        if before:
            batch.superseded.append((before, made))

    @staticmethod
    def _enveloped(
        line: PendingLine, version: int, at: datetime, first_at: datetime
    ) -> dict:
        if line.action not in Publication.PUBLISHING:
            return line.body
        said = {
            "published_at": moment_text(at),
            "first_published_at": moment_text(first_at),
        }
        return line.body | said | {"action": line.action, "version": version}


def batches(
    chain: Chain, lines: Iterable[PendingLine], size: int = 2_000
) -> Iterator[Batch]:
    """The lines in batches; a record stands in each at most once."""
    batch, uids = Batch(), set()
    chain.add(
        PendingLine(uuid4(), "key", "key", key_body(chain.signer.verifier, "first")),
        batch,
    )
    for line in lines:
        if line.uid in uids or len(uids) == size:
            yield batch
            batch, uids = Batch(), set()
        chain.add(line, batch)
        uids.add(line.uid)
    yield batch
