"""The one step back that the ledger's moments may take: a line that says from when to when, and why."""

from uuid import uuid4

from django.db import connection
from django.db.models import F
from django.utils import timezone

from factcheck.models import Publication

from .append import PendingLine, SealedName, append_under, lock_head
from .canonical import moment_text
from .clock import BEHIND, refuse_astray
from .errors import ClockRefused, LedgerError
from .reading import original_of
from .redact import grounds_of
from .triggers import rebuilding
from .upgrades import text_for_readers


def mend_clock(reason: str, deciders: tuple[SealedName, ...] = ()) -> Publication:
    """Append the line that takes a head which lies ahead back to the clock. Must run inside a transaction.

    Every line that was stamped beyond it counts as published now, and keeps what it was stamped with beside that.
    Raises ClockRefused where the head does not lie ahead, or the clock is itself astray.
    """
    if not connection.in_atomic_block:
        raise LedgerError("Appending needs a transaction.")
    head = lock_head()
    last, now = Publication.objects.filter(seq=head.seq).first(), timezone.now()
    refuse_astray(now)
    if last is None or last.recorded_at - now <= BEHIND:
        raise ClockRefused(
            "The last line does not lie ahead of the clock; there is nothing to mend."
        )
    body = {
        "from": moment_text(last.recorded_at),
        "to": moment_text(now),
        "reason": reason,
    }
    with rebuilding():
        count_as_published(now)
        return append_under(
            [PendingLine(uuid4(), "clock", "clock", body, deciders)], (now, now)
        )[0]


def count_as_published(at) -> None:
    """What was stamped beyond a moment counts as of it; the gate must be open."""
    seqs = list(
        Publication.objects.filter(published_at__gt=at).values_list("seq", flat=True)
    )
    beyond = Publication.objects.filter(seq__in=seqs)
    beyond.filter(stamped_at__isnull=True).update(stamped_at=F("published_at"))
    beyond.update(published_at=at)
    Publication.objects.filter(first_published_at__gt=at).update(first_published_at=at)
    Publication.objects.filter(superseded_at__gt=at).update(superseded_at=at)
    grounds = grounds_of(seqs)
    for line in beyond.order_by("seq"):
        line.current_form = text_for_readers(
            line, original_of(line), grounds.get(line.seq, "")
        )
        line.save(update_fields=["current_form"])
