"""The one way into the ledger."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from django.utils import timezone

from factcheck.models import Facet, Head, Publication, PublishedSlug, Ref, SearchText

from .canonical import canonical, line_hash, moment_text, sha256
from .derive import PUBLISHING, derive, happened_key
from .errors import LedgerError, MomentRefused, SlugTaken
from .snapshot import forget_head


@dataclass(frozen=True)
class Line:
    """What is to be appended: the content without the envelope that the ledger itself writes."""

    uid: UUID
    kind: str
    action: str
    body: dict


@dataclass(frozen=True)
class _Past:
    """What the ledger already holds of one record."""

    first: Publication | None
    current: Publication | None


def lock_head() -> Head:
    """Lock the ledger's head for this transaction; every append goes through here."""
    transaction.on_commit(forget_head)
    return Head.objects.select_for_update().get(pk=1)


def append(lines: Sequence[Line], at: datetime | None = None) -> list[Publication]:
    """Append `lines` in order, under one moment, and return them as stored.

    Must run inside a transaction. `at` simulates a past moment and is taken only while every line so far is
    simulated; otherwise the moment is the clock's, read under the lock. Raises SlugTaken, MomentRefused, LedgerError.
    """
    if not connection.in_atomic_block:
        raise LedgerError("Appending needs a transaction.")
    uids = [line.uid for line in lines]
    if len(set(uids)) != len(uids):
        raise LedgerError("A record can have only one line in one append.")
    head = lock_head()
    published_at, recorded_at = _moments(head, at)
    pasts = _pasts(uids)
    stored, derived = [], []
    for line in lines:
        made, facts = _make(line, pasts[line.uid], head, published_at, recorded_at)
        stored.append(made)
        derived.append(facts)
        head.seq, head.hash = made.seq, made.hash
    _refuse_other_slugs([line for line in stored if line.version > 1])
    _write(stored, derived, pasts)
    head.save(update_fields=["seq", "hash"])
    return stored


def _moments(head: Head, at: datetime | None) -> tuple[datetime, datetime]:
    now = timezone.now()
    last = Publication.objects.filter(seq=head.seq).only("published_at", "recorded_at").first()
    if at is None:
        return (max(now, last.published_at), now) if last else (now, now)
    if last and last.published_at >= last.recorded_at:
        raise MomentRefused("The record holds real moments already; a simulated one cannot follow them.")
    if last and at < last.published_at:
        raise MomentRefused(f"Moments never go backwards: the last line is of {moment_text(last.published_at)}.")
    if at > now:
        raise MomentRefused(f"{moment_text(at)} lies ahead of the clock.")
    return at, now


def _pasts(uids: list[UUID]) -> dict[UUID, _Past]:
    """First and current line of each record, in one query."""
    first, current = {}, {}
    known = Publication.objects.filter(Q(version=1) | Q(superseded_seq__isnull=True), uid__in=uids)
    for line in known.defer("payload"):
        if line.version == 1:
            first[line.uid] = line
        if line.superseded_seq is None:
            current[line.uid] = line
    return {uid: _Past(first.get(uid), current.get(uid)) for uid in uids}


def _make(line: Line, past: _Past, head: Head, published_at: datetime, recorded_at: datetime):
    seq = head.seq + 1
    version = past.current.version + 1 if past.current else 1
    first_published_at = past.first.published_at if past.first else published_at
    payload = dict(line.body)
    if line.action in PUBLISHING:
        payload |= {
            "action": line.action,
            "version": version,
            "published_at": moment_text(published_at),
            "first_published_at": moment_text(first_published_at),
            "salt": secrets.token_hex(16),
        }
    derived = derive(line.kind, line.action, payload)
    text = canonical(payload)
    made = Publication(
        seq=seq,
        uid=line.uid,
        kind=line.kind,
        version=version,
        action=line.action,
        payload=text,
        payload_sha256=sha256(text),
        previous_hash=head.hash,
        published_at=published_at,
        recorded_at=recorded_at,
        slug=payload.get("slug", ""),
        language=derived.language,
        first_published_at=first_published_at,
        happened_key=happened_key(derived, past.first.seq if past.first else seq),
    )
    made.hash = line_hash(made)
    return made, derived


def _write(stored: list[Publication], derived: list, pasts: dict[UUID, _Past]) -> None:
    for line in stored:
        if current := pasts[line.uid].current:
            _supersede(current.seq, line)
    _keep_slugs([line for line in stored if line.version == 1 and line.slug])
    Publication.objects.bulk_create(stored)
    write_derived(zip(stored, derived, strict=True))


def _supersede(seq: int, by: Publication) -> None:
    Publication.objects.filter(seq=seq).update(superseded_at=by.published_at, superseded_seq=by.seq)
    Facet.objects.filter(seq=seq).update(superseded_seq=by.seq)


def _refuse_other_slugs(lines: list[Publication]) -> None:
    kept = dict(PublishedSlug.objects.filter(uid__in=[line.uid for line in lines]).values_list("uid", "slug"))
    for line in lines:
        if line.slug != kept.get(line.uid, ""):
            raise LedgerError(f"The address of {line.kind} “{kept.get(line.uid, '')}” was fixed at first publication.")


def _keep_slugs(lines: list[Publication]) -> None:
    slugs = [PublishedSlug(kind=line.kind, slug=line.slug, uid=line.uid) for line in lines]
    try:
        with transaction.atomic():
            PublishedSlug.objects.bulk_create(slugs)
    except IntegrityError as error:
        taken = ", ".join(f"{slug.kind} “{slug.slug}”" for slug in slugs)
        raise SlugTaken(f"An address once published is never given away; choose another slug than {taken}.") from error


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
    Ref.objects.bulk_create(Ref(seq=line.seq, uid=uid) for line, facts in pairs for uid in sorted(facts.refs))
    SearchText.objects.bulk_create(SearchText(seq=line.seq, text=facts.text) for line, facts in pairs if facts.text)
