"""The holds that wait for a second person: which they are, and how they are decided by what is done to the record."""

from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.db.models import QuerySet
from django.utils import timezone

from factcheck.models import Proposal, User

CONFIRMED_WITHIN = timedelta(hours=72)
log = structlog.get_logger(__name__)


def unconfirmed() -> QuerySet[Proposal]:
    """The holds that wait for a second person, the oldest first."""
    return Proposal.objects.filter(
        verb=Proposal.Verb.HOLD, state=Proposal.State.OPEN
    ).order_by("asked_at")


def overdue(now: datetime | None = None) -> QuerySet[Proposal]:
    """The holds that no second person has decided on in time, the oldest first."""
    return unconfirmed().filter(
        asked_at__lte=(now or timezone.now()) - CONFIRMED_WITHIN
    )


def warn_of_holds() -> int:
    """Write an error into the log for each hold that is overdue, by its line; returns how many."""
    late = list(overdue().values_list("kind", "line", "asked_at"))
    for kind, line, at in late:
        log.error(
            "held for more than 72 hours", kind=kind, line=line, since=at.isoformat()
        )
    return len(late)


def settle(uid: UUID, by: User, comment: str) -> None:
    """Count it as the confirmation of a second person that somebody else went on to retract or redact what is held."""
    _decide(
        unconfirmed().filter(uid=uid).exclude(asked_by=by),
        Proposal.State.DONE,
        by,
        comment,
    )


def end(uid: UUID, by: User, comment: str) -> None:
    """Nothing waits any more of a hold that was released."""
    _decide(unconfirmed().filter(uid=uid), Proposal.State.WITHDRAWN, by, comment)


def _decide(waiting: QuerySet[Proposal], state: str, by: User, comment: str) -> None:
    waiting.order_by().update(
        state=state, decided_by=by, decided_at=timezone.now(), comment=comment
    )
