"""What is thrown away when its time is over, once a day."""

import time
from pathlib import Path

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.files.storage import storages
from django.utils import timezone

from factcheck.models import CacheRow
from factcheck.models.storage import WholeFileStorage

UNFINISHED_SECONDS = 24 * 3600


def clean_up() -> None:
    """Ended sessions with the addresses that they came from, counts that ran out, files that were never finished."""
    now = timezone.now()
    Session.objects.filter(expire_date__lt=now).delete()
    UserSession.objects.exclude(
        session_key__in=Session.objects.values("session_key")
    ).delete()
    CacheRow.objects.filter(expires__lt=now).delete()
    for path in unfinished_files():
        path.unlink(missing_ok=True)


def unfinished_files() -> list[Path]:
    """Files that a process began to write a day ago or longer, and was ended before it was done."""
    storage = storages["default"]
    # other storages do not write by halves
    if not isinstance(storage, WholeFileStorage):
        return []
    folder = Path(storage.path(storage.UNFINISHED))
    if not folder.is_dir():
        return []
    oldest = time.time() - UNFINISHED_SECONDS
    return [path for path in folder.glob("*") if path.stat().st_mtime < oldest]
