"""Who looks at a suggestion. It warns others for five minutes, and keeps nobody from deciding."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from factcheck.models import Suggestion, User

HELD_FOR = timedelta(minutes=5)


def take(suggestion: Suggestion, by: User) -> bool:
    """Say that this person looks at it; False when somebody else does, who is named by `holder`."""
    now = timezone.now()
    free = Q(taken_by__isnull=True) | Q(taken_by=by) | Q(taken_at__lt=now - HELD_FOR)
    return bool(
        Suggestion.objects.open()
        .filter(free, pk=suggestion.pk)
        .update(taken_by=by, taken_at=now)
    )


def holder(suggestion: Suggestion, by: User) -> User | None:
    """Who else looks at it at the moment."""
    if suggestion.taken_at is None or suggestion.taken_at < timezone.now() - HELD_FOR:
        return None
    return suggestion.taken_by if suggestion.taken_by_id != by.pk else None
