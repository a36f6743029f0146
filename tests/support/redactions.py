"""Striking as two administrators decide it, for what concerns the ledger alone."""

from django.db import transaction
from django.utils import timezone

from factcheck import ledger, workflow
from factcheck.models import Proposal, Publication
from support.people import person


def redact(seq: int, ground: str = "privacy") -> Publication:
    """All of a line but its address, struck."""
    return strike([ledger.Strike(seq, is_whole=True)], ground)


def strike(strikes: list[ledger.Strike], ground: str = "privacy") -> Publication:
    """What is named of each line, struck by a proposal that was approved."""
    with transaction.atomic():
        agree(strikes)
        return ledger.strike(strikes, ground)


def agree(strikes: list[ledger.Strike]) -> Proposal:
    """A proposal to strike so that a second person approved."""
    seqs = [one.seq for one in strikes]
    line = Publication.objects.filter(seq=min(seqs)).first()
    proposal = Proposal.objects.create(
        verb="redact",
        kind=line.kind if line else "source",
        uid=line.uid if line else "0" * 32,
        line=min(seqs),
        reason="It must go.",
        asked_by=person("admin"),
        state="done",
        decided_by=person("second_admin"),
        decided_at=timezone.now(),
    )
    workflow.redaction.add_strikes(proposal, strikes)
    return proposal
