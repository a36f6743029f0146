"""The one step back that the ledger's moments may take: a line that says from when to when, and why."""

from datetime import datetime
from uuid import uuid4

from django.db import connection
from django.db.models import F
from django.utils import timezone

from factcheck.models import Publication

from .append import PendingLine, SealedName, append_under, lock_head
from .canonical import moment_text
from .clock import BEHIND, refuse_astray
from .errors import ClockRefused, LedgerError
from .redact import texts_for_readers
from .triggers import rebuilding


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
    own_kind, action = Publication.OwnKind.CLOCK, Publication.Action.CLOCK
    line = PendingLine(uuid4(), own_kind, action, body, deciders)
    with rebuilding():
        count_as_published(now)
        return append_under([line], (now, now))[0]


def count_as_published(at: datetime) -> None:
    """What was stamped beyond a moment counts as published at it; must run inside `rebuilding()`."""
    later = Publication.objects.filter(published_at__gt=at)
    seqs = list(later.values_list("seq", flat=True))
    beyond = Publication.objects.filter(seq__in=seqs)
    beyond.filter(stamped_at__isnull=True).update(stamped_at=F("published_at"))
    beyond.update(published_at=at)
    Publication.objects.filter(first_published_at__gt=at).update(first_published_at=at)
    Publication.objects.filter(superseded_at__gt=at).update(superseded_at=at)
    lines = list(beyond.order_by("seq"))
    texts = texts_for_readers(lines)
    for line in lines:
        line.current_form = texts[line.seq]
        line.save(update_fields=["current_form"])
