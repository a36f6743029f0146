"""What a redaction does: words out of as many lines as hold them, by one proposal that is decided once."""

from datetime import datetime
from functools import partial

from django.db import transaction

from factcheck import ledger
from factcheck.ledger import Occurrence, Strike
from factcheck.models import Proposal, ProposedStrike, Publication, Record, User, blobs
from factcheck.records import registry

from . import redacted_tables
from .own_lines import OwnLine
from .rules import VERBS, Verb

WITHOUT_A_SECOND = "court-order"
"""The one ground on which the only administrator of a desk strikes alone."""


def has_one_administrator() -> bool:
    """Whether fewer than two people of the desk may redact, so that nobody could be the second person."""
    return User.objects.with_perm(VERBS[Verb.REDACT].permission).count() < 2


def add_strikes(proposal: Proposal, strikes: list[Strike]) -> None:
    """Write into a proposal what it would strike, line by line."""
    rows = []
    for strike in strikes:
        words = [[list(path), number] for path, number in strike.words]
        rows.append(
            ProposedStrike(
                proposal=proposal,
                seq=strike.seq,
                is_whole=strike.is_whole,
                words=sorted(words, key=str),
            )
        )
    ProposedStrike.objects.bulk_create(rows)


def strikes_of(proposal: Proposal) -> list[Strike]:
    """What a proposal would strike."""
    return [
        Strike(row.seq, _places(row), row.is_whole)
        for row in proposal.strikes.order_by("seq")
    ]


def _places(row: ProposedStrike) -> frozenset[tuple[ledger.Path, int]]:
    """The struck words as a Strike has them; JSON has lists where it has tuples."""
    return frozenset((tuple(path), number) for path, number in row.words)


def strikes_at(occurrences: list[Occurrence]) -> list[Strike]:
    """What would be struck of these places: an address that holds the phrase goes in every line of its record."""
    return ledger.strikes_of([*occurrences, *_addresses(occurrences)])


def _addresses(occurrences: list[Occurrence]) -> list[Occurrence]:
    seqs = {place.seq for place in occurrences if place.path in (("slug",), ("path",))}
    uids = Publication.objects.filter(seq__in=seqs).values_list("uid", flat=True)
    lines = Publication.objects.filter(uid__in=set(uids)).order_by("seq")
    addresses = []
    for line in lines:
        payload = ledger.original_of(line)
        for name in ("slug", "path"):
            if name in payload:
                addresses.append(
                    Occurrence(line.seq, line.kind, (name,), (0,), "", "", "")
                )
    return addresses


def strike_proposed(
    proposal: Proposal, about: Record | OwnLine, at: datetime | None
) -> Publication:
    """Strike what was agreed on, in the ledger and at the desk; stored bytes that no line names any longer go too.

    Returns the line that says so. `at` is not used: a redaction has no past moment.
    """
    strikes = strikes_of(proposal)
    texts = redacted_tables.texts_of(strikes)
    whole_lines = Publication.objects.filter(
        seq__in=[strike.seq for strike in strikes if strike.is_whole]
    )
    files = set()
    for line in whole_lines:
        files |= {(line.kind, *file) for file in _files_of(line)}
    redaction = ledger.strike(strikes, proposal.ground, _second_person(proposal))
    for kind, folder, sha256 in files:
        if not Publication.objects.filter(kind=kind, payload__contains=sha256).exists():
            transaction.on_commit(partial(blobs.remove, folder, sha256))
    redacted_tables.empty(proposal, strikes, texts)
    proposal.refresh_from_db(fields=["reason", "comment"])
    if isinstance(about, Record):
        about.refresh_from_db()
    return redaction


def _second_person(proposal: Proposal) -> str:
    """Who decided, in the words of the ledger's line."""
    if proposal.is_done_alone:
        return "none"
    return "guest" if proposal.decided_by_guest_id else "administrator"


def _files_of(line: Publication) -> set[tuple[str, str]]:
    """The stored bytes that a line names; a tombstone and an emptied line name none."""
    payload = ledger.whole_payload(line)
    is_full = line.action in Publication.PUBLISHING and "uid" in payload
    return set(registry.get(line.kind).stored_files(payload)) if is_full else set()
