"""The one way into the ledger."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, connection, transaction
from django.db.models import Q

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

from .canonical import canonical, line_hash, moment_text
from .clock import moments
from .derive import Derived, derive, happened_key
from .errors import KeyRefused, LedgerError, SlugTaken
from .key_lines import FIRST, NamedKey, key_body, named_keys, signing_key
from .keyring import signer
from .keys import Signer
from .leaves import Path, new_secret, payload_root, seal
from .snapshot import forget_head
from .struck_slugs import struck
from .upgrades import refuse_earlier_release, text_for_readers


@dataclass(frozen=True)
class SealedName:
    """A person's name in a line, which the public knows by its hash alone until the desk opens it."""

    path: Path
    name: str
    person: int | None = None


@dataclass(frozen=True)
class PendingLine:
    """What is to be appended: the content without the envelope that the ledger itself writes."""

    uid: UUID
    kind: str
    action: str
    body: dict[str, Any]
    sealed: tuple[SealedName, ...] = ()


@dataclass(frozen=True)
class _Past:
    """What the ledger already holds of one record."""

    first: Publication | None
    current: Publication | None

    @property
    def next_version(self) -> int:
        return self.current.version + 1 if self.current else 1

    @property
    def held_seq(self) -> int | None:
        return self.current.held_seq if self.current else None

    def first_seq(self, seq: int) -> int:
        """The number of the record's first line, which is `seq` itself where there was none."""
        return self.first.seq if self.first else seq

    def first_published_at(self, published_at: datetime) -> datetime:
        """When the record's first line was published, which is now where there was none."""
        return self.first.published_at if self.first else published_at


@dataclass(frozen=True)
class _Moment:
    """When the lines of one append were published and recorded."""

    published_at: datetime
    recorded_at: datetime


@dataclass(frozen=True)
class _Chained:
    """A line ready to be stored, with what is derived of it and what opens its sealed names."""

    line: Publication
    derived: Derived
    sealed_leaves: list[SealedLeaf]


def lock_head() -> Head:
    """Lock the ledger's head for this transaction; every append goes through here."""
    transaction.on_commit(forget_head)
    return Head.objects.select_for_update().get(pk=1)


def append(
    lines: Sequence[PendingLine], at: datetime | None = None
) -> list[Publication]:
    """Append `lines` in order, under one moment, each signed, and return them as stored.

    Must run inside a transaction. `at` simulates a past moment and is taken only while every line so far is
    simulated; otherwise the moment is the clock's, read under the lock. The first append of all begins with the line
    that names the key. Raises SlugTaken, MomentRefused, KeyRefused, LedgerError.
    """
    if not connection.in_atomic_block:
        raise LedgerError("Appending needs a transaction.")
    uids = [line.uid for line in lines]
    if len(set(uids)) != len(uids):
        raise LedgerError("A record can have only one line in one append.")
    head, key = lock_head(), signer()
    last, keys = _end(head)
    _refuse_bad_head(head, last, keys, key)
    stamp = moments(last, at)
    if last is None:
        _append(head, [_first_key(key)], stamp, key)
    return _append(head, lines, stamp, key)


def append_under(
    lines: Sequence[PendingLine],
    stamp: tuple[datetime, datetime],
    key: Signer | None = None,
) -> list[Publication]:
    """Append lines of the ledger's own under (published_at, recorded_at), signed by `key` or the key at hand.

    The caller has locked the head, and answers for moment and key.
    """
    return _append(Head.objects.get(pk=1), lines, stamp, key or signer())


def _append(
    head: Head,
    lines: Sequence[PendingLine],
    stamp: tuple[datetime, datetime],
    key: Signer,
) -> list[Publication]:
    refuse_earlier_release(line.kind for line in lines)
    pasts = _pasts([line.uid for line in lines])
    _refuse_held(lines, pasts)
    moment = _Moment(*stamp)
    chained = []
    for pending in lines:
        built = _chain(pending, pasts[pending.uid], head, moment, key)
        head.seq, head.hash = built.line.seq, built.line.hash
        chained.append(built)
    _write(chained, pasts)
    head.save(update_fields=["seq", "hash"])
    return [built.line for built in chained]


def _end(head: Head) -> tuple[Publication | None, list[NamedKey]]:
    """The last line, and the keys that the ledger names, in one query."""
    names_key = Q(kind=Publication.OwnKind.KEY, happened_key="")
    lines = list(
        Publication.objects.filter(Q(seq=head.seq) | names_key).order_by("seq")
    )
    last = lines[-1] if lines and lines[-1].seq == head.seq else None
    key_lines = [
        line for line in lines if line.kind == Publication.OwnKind.KEY and line.key_id
    ]
    return last, named_keys(key_lines)


def _first_key(key: Signer) -> PendingLine:
    return key_line(key_body(key.verifier, FIRST))


def key_line(
    body: dict[str, Any], deciders: tuple[SealedName, ...] = ()
) -> PendingLine:
    """A line that names a key; see `key_body`."""
    own_kind, action = Publication.OwnKind.KEY, Publication.Action.KEY
    return PendingLine(uuid4(), own_kind, action, body, deciders)


def _refuse_bad_head(
    head: Head, last: Publication | None, keys: list[NamedKey], key: Signer
) -> None:
    """Nothing is built upon a line that nobody signed, or under a key that the ledger does not name."""
    if last is None:
        if head.hash != GENESIS:
            raise LedgerError(
                f"The head names line {head.seq}, which is gone; run `manage.py verify_ledger`."
            )
        return
    if not last.key_id:
        raise LedgerError(
            "This ledger is of the first form, without signatures. Carry it over once: `manage.py carry_over_ledger`."
        )
    if not keys:
        raise LedgerError(
            "No line of the ledger names the key that signs it; run `manage.py verify_ledger`."
        )
    known = keys[-1].verifier
    if known != key.verifier:
        raise KeyRefused(
            f"The ledger is signed with the key {known.key_id}, and the one at hand is {key.verifier.key_id}. Give "
            "every process the right one (LEDGER_KEY_FILE), or change the key: `manage.py rotate_ledger_key`."
        )
    by = signing_key(keys, last.seq)
    is_whole = last.hash == head.hash == line_hash(last)
    if not (is_whole and by and by.verifies(last.hash, last.signature)):
        raise KeyRefused(
            f"Line {last.seq} has no good signature; run `manage.py verify_ledger` before you publish."
        )


def _pasts(uids: list[UUID]) -> dict[UUID, _Past]:
    """First and current line of each record, in one query."""
    first, current = {}, {}
    known = Publication.objects.filter(
        Q(version=1) | Q(superseded_seq__isnull=True), uid__in=uids
    )
    for line in known.defer(*Publication.TEXTS):
        if line.version == 1:
            first[line.uid] = line
        if line.superseded_seq is None:
            current[line.uid] = line
    return {uid: _Past(first.get(uid), current.get(uid)) for uid in uids}


def _refuse_held(lines: Sequence[PendingLine], pasts: dict[UUID, _Past]) -> None:
    """What is held may be taken down, and nothing else."""
    for line in lines:
        current = pasts[line.uid].current
        if current and current.held_seq and line.action != Publication.Action.RETRACT:
            raise LedgerError(
                f"The {line.kind} “{current.slug}” is held since line {current.held_seq}; release it first."
            )


def _chain(
    pending: PendingLine, past: _Past, head: Head, moment: _Moment, key: Signer
) -> _Chained:
    """The line that follows the head: its payload with the envelope, its root, hash and signature."""
    seq = head.seq + 1
    payload = _enveloped(pending, past, moment)
    derived = Derived()
    if not past.held_seq:
        derived = derive(pending.kind, pending.action, payload)
    secret = new_secret()
    seals = [(name, *seal(name.path, name.name)) for name in pending.sealed]
    hashes = [leaf for _name, leaf, _salt in seals]
    line = Publication(
        seq=seq,
        uid=pending.uid,
        kind=pending.kind,
        version=past.next_version,
        action=pending.action,
        payload=canonical(payload),
        payload_root=payload_root(payload, secret=secret, sealed=hashes),
        secret=secret,
        sealed=[leaf.plain() for leaf in hashes],
        previous_hash=head.hash,
        published_at=moment.published_at,
        recorded_at=moment.recorded_at,
        slug=payload.get("slug", ""),
        language=derived.language,
        first_published_at=past.first_published_at(moment.published_at),
        held_seq=past.held_seq,
        happened_key=happened_key(derived, past.first_seq(seq)),
    )
    line.current_form = text_for_readers(line, payload)
    line.hash = line_hash(line)
    line.key_id, line.signature = key.verifier.key_id, key.sign(line.hash)
    sealed_leaves = []
    for name, _leaf, salt in seals:
        sealed_leaves.append(_sealed_leaf(seq, name, salt))
    return _Chained(line, derived, sealed_leaves)


def _enveloped(pending: PendingLine, past: _Past, moment: _Moment) -> dict[str, Any]:
    """The payload with what the ledger itself writes into a record's: action, version and moments."""
    payload = dict(pending.body)
    # a payload that was emptied before its ledger was carried over has no uid
    if pending.action not in Publication.PUBLISHING or "uid" not in payload:
        return payload
    first_published_at = past.first_published_at(moment.published_at)
    return payload | {
        "action": pending.action,
        "version": past.next_version,
        "published_at": moment_text(moment.published_at),
        "first_published_at": moment_text(first_published_at),
    }


def _sealed_leaf(seq: int, name: SealedName, salt: str) -> SealedLeaf:
    return SealedLeaf(
        seq=seq,
        path=list(name.path),
        salt=salt,
        value=name.name,
        person_id=name.person,
    )


def _write(chained: list[_Chained], pasts: dict[UUID, _Past]) -> None:
    lines = [built.line for built in chained]
    _refuse_other_slugs([line for line in lines if line.version > 1])
    for line in lines:
        if current := pasts[line.uid].current:
            _supersede(current.seq, line)
    _reserve_slugs([line for line in lines if line.version == 1 and line.slug])
    Publication.objects.bulk_create(lines)
    write_derived([(built.line, built.derived) for built in chained])
    sealed_leaves = []
    for built in chained:
        sealed_leaves += built.sealed_leaves
    SealedLeaf.objects.bulk_create(sealed_leaves)


def _supersede(seq: int, by: Publication) -> None:
    Publication.objects.filter(seq=seq).update(
        superseded_at=by.published_at, superseded_seq=by.seq
    )
    Facet.objects.filter(seq=seq).update(superseded_seq=by.seq)


def _refuse_other_slugs(lines: list[Publication]) -> None:
    uids = [line.uid for line in lines]
    published = PublishedSlug.objects.filter(uid__in=uids)
    slugs = dict(published.values_list("uid", "slug"))
    for line in lines:
        slug = slugs.get(line.uid, "")
        if line.slug != slug:
            raise LedgerError(
                f"The address of {line.kind} “{slug}” was fixed at first publication."
            )


def _reserve_slugs(lines: list[Publication]) -> None:
    for line in lines:
        if struck(line.kind, line.slug):
            raise SlugTaken(
                f"The address of this {line.kind} was taken out of the record; choose another slug."
            )
    slugs = [
        PublishedSlug(kind=line.kind, slug=line.slug, uid=line.uid) for line in lines
    ]
    try:
        with transaction.atomic():
            PublishedSlug.objects.bulk_create(slugs)
    except IntegrityError as error:
        taken = ", ".join(f"{slug.kind} “{slug.slug}”" for slug in slugs)
        raise SlugTaken(
            f"An address once published is never given away; choose another slug than {taken}."
        ) from error


def write_derived(pairs: Sequence[tuple[Publication, Derived]]) -> None:
    """Write facets, references and search text of these lines."""
    facets, refs, texts = [], [], []
    for line, derived in pairs:
        facets += _facets(line, derived)
        refs += [Ref(seq=line.seq, uid=uid) for uid in sorted(derived.refs)]
        if derived.text:
            texts.append(SearchText(seq=line.seq, text=derived.text))
    Facet.objects.bulk_create(facets)
    Ref.objects.bulk_create(refs)
    SearchText.objects.bulk_create(texts)


def _facets(line: Publication, derived: Derived) -> list[Facet]:
    facets = []
    for name, value in sorted(derived.facets):
        facets.append(
            Facet(
                seq=line.seq,
                name=name,
                value=value,
                kind=line.kind,
                happened_key=line.happened_key,
                superseded_seq=line.superseded_seq,
            )
        )
    return facets
