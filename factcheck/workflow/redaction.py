"""What a redaction does: words out of as many lines as hold them, by one proposal that is decided once."""

from functools import partial

from django.db import transaction

from factcheck import ledger
from factcheck.ledger import Occurrence, Strike
from factcheck.models import Proposal, ProposedStrike, Publication, Record, User, blobs
from factcheck.records import registry

from . import redacted_tables
from .ownlines import OwnLine
from .rules import VERBS

WITHOUT_A_SECOND = "court-order"
"""The one ground on which the only administrator of a desk strikes alone."""


def has_one_administrator() -> bool:
    """Whether nobody of the desk could be the second person of a redaction."""
    return User.objects.with_perm(VERBS["redact"].permission).count() < 2


def keep_strikes(proposal: Proposal, strikes: list[Strike]) -> None:
    """Keep with a proposal what it would strike, line by line."""
    ProposedStrike.objects.bulk_create(
        ProposedStrike(
            proposal=proposal,
            seq=one.seq,
            is_whole=one.is_whole,
            words=sorted([[list(path), number] for path, number in one.words], key=str),
        )
        for one in strikes
    )


def strikes_of(proposal: Proposal) -> list[Strike]:
    """What a proposal would strike."""
    return [
        Strike(
            row.seq,
            frozenset((tuple(path), number) for path, number in row.words),
            row.is_whole,
        )
        for row in proposal.strikes.order_by("seq")
    ]


def strikes_at(occurrences: list[Occurrence]) -> list[Strike]:
    """What would be struck of these places: an address that holds the phrase goes in every line of its record."""
    return ledger.strikes_of([*occurrences, *_addresses(occurrences)])


def _addresses(occurrences: list[Occurrence]) -> list[Occurrence]:
    seqs = {found.seq for found in occurrences if found.path in (("slug",), ("path",))}
    uids = Publication.objects.filter(seq__in=seqs).values_list("uid", flat=True)
    lines = Publication.objects.filter(uid__in=set(uids)).order_by("seq")
    return [
        Occurrence(line.seq, line.kind, (name,), (0,), "", "", "")
        for line in lines
        for name in ("slug", "path")
        if name in ledger.original_of(line)
    ]


def struck_out(proposal: Proposal, about: Record | OwnLine, at) -> Publication:
    """Strike what was agreed on, in the ledger and at the desk; stored bytes that no line names any longer go too."""
    strikes = strikes_of(proposal)
    texts = redacted_tables.texts_of(strikes)
    lines = Publication.objects.filter(
        seq__in=[one.seq for one in strikes if one.is_whole]
    )
    files = {(line.kind, *file) for line in lines for file in _files_of(line)}
    made = ledger.strike(strikes, proposal.ground, _second(proposal))
    for kind, folder, sha256 in files:
        if not Publication.objects.filter(kind=kind, payload__contains=sha256).exists():
            transaction.on_commit(partial(blobs.remove, folder, sha256))
    redacted_tables.empty(proposal, strikes, texts)
    proposal.refresh_from_db(fields=["reason", "comment"])
    if isinstance(about, Record):
        about.refresh_from_db()
    return made


def _second(proposal: Proposal) -> str:
    """The second hand, as the ledger tells it."""
    if proposal.is_done_alone:
        return "none"
    return "guest" if proposal.decided_by_guest_id else "administrator"


def _files_of(line: Publication) -> set[tuple[str, str]]:
    """The stored bytes that a line names; a tombstone and an emptied line name none."""
    payload = ledger.whole_payload(line)
    is_full = line.action in Publication.PUBLISHING and "uid" in payload
    return set(registry.get(line.kind).stored_files(payload)) if is_full else set()
