"""What the site needs to do its work, each looked at by name, with what to do where it is missing.

What readers are served by is needed: without it the site is down. Without the rest it is degraded: readers are served,
and somebody has to come and look. Everything said here is public.
"""

import os
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Lock
from time import monotonic

import redis
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from factcheck import imports, ledger, workflow
from factcheck.models import ImportJob

CACHE_SECONDS = 5
SILENT_SECONDS = 60  # workers and the beat are heard of every ten
LATE_SECONDS = 600
REDIS_PATIENCE = 1


@dataclass(frozen=True)
class CheckResult:
    """The result of one check: whether all is well, and if not, what that means and what to do."""

    ok: bool
    problem: str = ""
    remedy: str = ""
    facts: dict = field(default_factory=dict)

    def shown(self) -> dict:
        values = asdict(self)
        facts = values.pop("facts")
        return {name: value for name, value in values.items() if value != ""} | facts


HEALTHY = CheckResult(True)


def database() -> CheckResult:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return CheckResult(
            False, "The database does not answer.", "Start it, or look at DATABASE_URL."
        )
    return HEALTHY


def migrations() -> CheckResult:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    names = [f"{migration.app_label}.{migration.name}" for migration, _ in plan]
    if names:
        return CheckResult(
            False,
            "The database is of an earlier release.",
            "Run manage.py migrate.",
            {"missing": names},
        )
    return HEALTHY


def triggers() -> CheckResult:
    missing, altered = sorted(ledger.missing_guards()), sorted(ledger.altered_guards())
    facts = {"missing": missing, "altered": altered}
    remedy = (
        "Run manage.py migrate, which puts them back, then manage.py verify_ledger."
    )
    problem = (
        "Published lines are not guarded against change." if missing or altered else ""
    )
    return CheckResult(not problem, problem, remedy if problem else "", facts)


def static_files() -> CheckResult:
    try:
        staticfiles_storage.url("css/tokens.css")
    except (
        ValueError
    ):  # what a storage with a manifest raises where it knows no such file
        return CheckResult(
            False,
            "The style sheets were not collected.",
            "Run manage.py collectstatic, then restart.",
        )
    return HEALTHY


def disk() -> CheckResult:
    """Free space where files are stored, and whether they can be."""
    folder = _nearest(Path(settings.MEDIA_ROOT).absolute())
    free = shutil.disk_usage(folder).free // 2**20
    facts = {"free_mb": free}
    if free < settings.DISK_FREE_MB:
        return CheckResult(
            False,
            "The disk is nearly full.",
            "Make space, or give the site a larger disk.",
            facts,
        )
    if not os.access(folder, os.W_OK | os.X_OK):
        remedy = "Let the site's user write to MEDIA_ROOT; see whether the disk is mounted read-only."
        return CheckResult(False, "Files cannot be stored.", remedy, facts)
    return CheckResult(True, facts=facts)


def _nearest(folder: Path) -> Path:
    return next(parent for parent in (folder, *folder.parents) if parent.is_dir())


def broker() -> CheckResult:
    remedy = (
        "Start Redis, or look at BROKER_URL. Jobs wait meanwhile, and none is lost."
    )
    return _redis(settings.BROKER_URL, "The broker does not answer.", remedy)


def cache() -> CheckResult:
    remedy = "Start Redis, or look at CACHE_URL. Pages are slower meanwhile; sign-ins are counted in the database."
    return _redis(settings.CACHE_URL, "The cache does not answer.", remedy)


def _redis(url: str, problem: str, remedy: str) -> CheckResult:
    client = redis.Redis.from_url(
        url, socket_connect_timeout=REDIS_PATIENCE, socket_timeout=REDIS_PATIENCE
    )
    try:
        client.ping()
    except redis.RedisError:
        return CheckResult(False, problem, remedy)
    finally:
        client.close()
    return HEALTHY


def workers() -> CheckResult:
    remedy = "Start a worker. Imports and scheduled publications wait meanwhile."
    return _heard(imports.worker_seen_at(), "No worker answers.", remedy)


def scheduler() -> CheckResult:
    remedy = "Start the beat, or one worker with -B. Feeds and scheduled publications wait meanwhile."
    return _heard(imports.beat_seen_at(), "The scheduler does not answer.", remedy)


def _heard(at: datetime | None, problem: str, remedy: str) -> CheckResult:
    seconds = _age(at)
    facts = {"seconds_since": seconds}
    if seconds is None or seconds > SILENT_SECONDS:
        return CheckResult(False, problem, remedy, facts)
    return CheckResult(True, facts=facts)


def jobs() -> CheckResult:
    """How long the oldest job that no worker has taken has waited."""
    waiting = ImportJob.objects.filter(state=ImportJob.State.QUEUED)
    oldest = waiting.order_by("state_at").values_list("state_at", flat=True).first()
    facts = {"oldest_queued_seconds": _age(oldest)}
    if (facts["oldest_queued_seconds"] or 0) > LATE_SECONDS:
        return CheckResult(
            False,
            "Jobs wait for long.",
            "Start more workers, or see what they are busy with.",
            facts,
        )
    return CheckResult(True, facts=facts)


def holds() -> CheckResult:
    """How many records are held on which no second person has decided in time; which they are is for the desk alone."""
    late = workflow.overdue().count()
    if late:
        remedy = "A second publisher confirms or releases them; they stand first at the desk. No clock releases them."
        return CheckResult(
            False, "Records are held for more than 72 hours.", remedy, {"overdue": late}
        )
    return CheckResult(True, facts={"overdue": 0})


def _age(at: datetime | None) -> int | None:
    return None if at is None else int((timezone.now() - at).total_seconds())


NEEDED: dict[str, Callable[[], CheckResult]] = {
    "migrations": migrations,
    "triggers": triggers,
    "static_files": static_files,
}
WANTED: dict[str, Callable[[], CheckResult]] = {
    "disk": disk,
    "broker": broker,
    "cache": cache,
    "workers": workers,
    "scheduler": scheduler,
    "jobs": jobs,
    "holds": holds,
}


@dataclass(frozen=True)
class SiteState:
    """The result of every check by name; `down` where one of those is missing that readers are served by."""

    results: dict[str, CheckResult]

    @property
    def status(self) -> str:
        missing = {name for name, result in self.results.items() if not result.ok}
        if missing & {"database", *NEEDED}:
            return "down"
        return "degraded" if missing else "ok"

    def shown(self) -> dict:
        checks = {name: result.shown() for name, result in self.results.items()}
        return {"status": self.status, "ok": self.status == "ok", "checks": checks}


def look() -> SiteState:
    """Everything, looked at now. What cannot be asked without a database of this release is left out."""
    results = {"database": database()}
    if not results["database"].ok:
        return SiteState(results)
    results["migrations"] = migrations()
    if not results["migrations"].ok:
        return SiteState(results)
    for name, check in _used().items():
        results[name] = check()
    return SiteState(results)


def _used() -> dict[str, Callable[[], CheckResult]]:
    """The checks of what this installation uses, but for the first two."""
    checks = NEEDED | WANTED
    checks.pop("migrations", None)
    if not settings.BROKER_URL:
        checks.pop("broker", None)
    if not settings.CACHE_URL:
        checks.pop("cache", None)
    return checks


class _CachedState:
    """The last state and when it was looked at: asked often, it is looked at every few seconds by one at a time."""

    def __init__(self) -> None:
        self.lock, self.at = Lock(), float("-inf")
        self.state: SiteState | None = None

    def get(self) -> SiteState:
        with self.lock:
            if self.state is None or monotonic() - self.at > CACHE_SECONDS:
                self.state = look()
                self.at = monotonic()
            return self.state

    def forget(self) -> None:
        self.at = float("-inf")


_cached = _CachedState()
state, forget = _cached.get, _cached.forget
