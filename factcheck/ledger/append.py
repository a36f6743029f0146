"""The one way into the ledger."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
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
    body: dict
    sealed: tuple[SealedName, ...] = ()


@dataclass(frozen=True)
class _Past:
    """What the ledger already holds of one record."""

    first: Publication | None
    current: Publication | None


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
    stored, derived, names = [], [], []
    for line in lines:
        made, facts, sealed = _make(line, pasts[line.uid], head, stamp, key)
        stored.append(made)
        derived.append(facts)
        names += sealed
        head.seq, head.hash = made.seq, made.hash
    _refuse_other_slugs([line for line in stored if line.version > 1])
    _write(stored, derived, pasts)
    SealedLeaf.objects.bulk_create(names)
    head.save(update_fields=["seq", "hash"])
    return stored


def _end(head: Head) -> tuple[Publication | None, list[NamedKey]]:
    """The last line, and the keys that the ledger names, in one query."""
    found = list(
        Publication.objects.filter(
            Q(seq=head.seq) | Q(kind="key", happened_key="")
        ).order_by("seq")
    )
    last = found[-1] if found and found[-1].seq == head.seq else None
    return last, named_keys(
        line for line in found if line.kind == "key" and line.key_id
    )


def _first_key(key: Signer) -> PendingLine:
    return PendingLine(uuid4(), "key", "key", key_body(key.verifier, FIRST))


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
        if current and current.held_seq and line.action != "retract":
            raise LedgerError(
                f"The {line.kind} “{current.slug}” is held since line {current.held_seq}; release it first."
            )


def _make(
    line: PendingLine,
    past: _Past,
    head: Head,
    stamp: tuple[datetime, datetime],
    key: Signer,
):
    seq = head.seq + 1
    published_at, recorded_at = stamp
    version = past.current.version + 1 if past.current else 1
    first_published_at = past.first.published_at if past.first else published_at
    payload = dict(line.body)
    if (
        line.action in Publication.PUBLISHING and "uid" in payload
    ):  # one that was emptied before it was carried over has none
        payload |= {
            "action": line.action,
            "version": version,
            "published_at": moment_text(published_at),
            "first_published_at": moment_text(first_published_at),
        }
    held_seq = past.current.held_seq if past.current else None
    derived = Derived() if held_seq else derive(line.kind, line.action, payload)
    secret, text = new_secret(), canonical(payload)
    sealed = [(name, *seal(name.path, name.name)) for name in line.sealed]
    hashes = [leaf for _name, leaf, _salt in sealed]
    made = Publication(
        seq=seq,
        uid=line.uid,
        kind=line.kind,
        version=version,
        action=line.action,
        payload=text,
        payload_root=payload_root(payload, secret=secret, sealed=hashes),
        secret=secret,
        sealed=[leaf.plain() for leaf in hashes],
        previous_hash=head.hash,
        published_at=published_at,
        recorded_at=recorded_at,
        slug=payload.get("slug", ""),
        language=derived.language,
        first_published_at=first_published_at,
        held_seq=held_seq,
        happened_key=happened_key(derived, past.first.seq if past.first else seq),
    )
    made.current_form = text_for_readers(made, payload)
    made.hash = line_hash(made)
    made.key_id, made.signature = key.verifier.key_id, key.sign(made.hash)
    names = [
        SealedLeaf(
            seq=seq,
            path=list(name.path),
            salt=salt,
            value=name.name,
            person_id=name.person,
        )
        for name, _leaf, salt in sealed
    ]
    return made, derived, names


def _write(stored: list[Publication], derived: list, pasts: dict[UUID, _Past]) -> None:
    for line in stored:
        if current := pasts[line.uid].current:
            _supersede(current.seq, line)
    _keep_slugs([line for line in stored if line.version == 1 and line.slug])
    Publication.objects.bulk_create(stored)
    write_derived(zip(stored, derived, strict=True))


def _supersede(seq: int, by: Publication) -> None:
    Publication.objects.filter(seq=seq).update(
        superseded_at=by.published_at, superseded_seq=by.seq
    )
    Facet.objects.filter(seq=seq).update(superseded_seq=by.seq)


def _refuse_other_slugs(lines: list[Publication]) -> None:
    kept = dict(
        PublishedSlug.objects.filter(uid__in=[line.uid for line in lines]).values_list(
            "uid", "slug"
        )
    )
    for line in lines:
        if line.slug != kept.get(line.uid, ""):
            raise LedgerError(
                f"The address of {line.kind} “{kept.get(line.uid, '')}” was fixed at first publication."
            )


def _keep_slugs(lines: list[Publication]) -> None:
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


def write_derived(pairs) -> None:
    """Write facets, references and search text of (line, derived) pairs."""
    pairs = list(pairs)
    Facet.objects.bulk_create(
        Facet(
            seq=line.seq,
            name=name,
            value=value,
            kind=line.kind,
            happened_key=line.happened_key,
            superseded_seq=line.superseded_seq,
        )
        for line, facts in pairs
        for name, value in sorted(facts.facets)
    )
    Ref.objects.bulk_create(
        Ref(seq=line.seq, uid=uid)
        for line, facts in pairs
        for uid in sorted(facts.refs)
    )
    SearchText.objects.bulk_create(
        SearchText(seq=line.seq, text=facts.text) for line, facts in pairs if facts.text
    )
