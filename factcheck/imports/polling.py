"""Looking at feeds when they are due: each look is a job, one a feed at a time."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from factcheck.models import Feed, ImportJob, User

from . import jobs

EVERY: dict[str, timedelta] = {
    Feed.Rhythm.QUARTER_HOUR: timedelta(minutes=15),
    Feed.Rhythm.HOUR: timedelta(hours=1),
    Feed.Rhythm.DAY: timedelta(days=1),
}
RAREST = timedelta(days=1)


def poll() -> int:
    """Start a look at every feed that is due; returns how many. A feed that is still being read is left for later."""
    now = timezone.now()
    due = Feed.objects.filter(
        Q(due_at__isnull=True) | Q(due_at__lte=now), active=True, added_by__isnull=False
    )
    return sum(
        look(feed, feed.added_by) is not None
        for feed in due.select_related("added_by", "dispute")
    )


def look(feed: Feed, by: User) -> ImportJob | None:
    """Start a look at a feed now; None when somebody else just did, or one is still under way."""
    if not _take(feed):
        return None
    job = ImportJob(
        adapter=feed.adapter,
        address=feed.address,
        feed=feed,
        dispute=feed.dispute,
        started_by=by,
    )
    try:
        with transaction.atomic():
            return jobs.queue(job)
    except IntegrityError:  # the last look is still under way
        return None


def _take(feed: Feed) -> bool:
    """Set when it is due next; whose update finds it as it was is the one who looks."""
    failures = feed.failures + 1 if _last_failed(feed) else 0
    wait = min(EVERY[feed.rhythm] * 2**failures, max(RAREST, EVERY[feed.rhythm]))
    mine = Feed.objects.filter(pk=feed.pk, due_at=feed.due_at)
    return bool(mine.update(due_at=timezone.now() + wait, failures=failures))


def _last_failed(feed: Feed) -> bool:
    last = feed.jobs.order_by("-pk").values_list("state", flat=True).first()
    return last == ImportJob.State.FAILED
