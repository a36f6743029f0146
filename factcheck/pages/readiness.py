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

KEPT_SECONDS = 5
SILENT_SECONDS = 60  # workers and the beat are heard of every ten
LATE_SECONDS = 600
REDIS_PATIENCE = 1


@dataclass(frozen=True)
class Finding:
    """What was found of one thing: whether it is well, and if not, what that means and what to do."""

    ok: bool
    problem: str = ""
    remedy: str = ""
    facts: dict = field(default_factory=dict)

    def shown(self) -> dict:
        said = asdict(self)
        facts = said.pop("facts")
        return {name: value for name, value in said.items() if value != ""} | facts


WELL = Finding(True)


def database() -> Finding:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return Finding(
            False, "The database does not answer.", "Start it, or look at DATABASE_URL."
        )
    return WELL


def migrations() -> Finding:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    names = [f"{migration.app_label}.{migration.name}" for migration, _ in plan]
    if names:
        return Finding(
            False,
            "The database is of an earlier release.",
            "Run manage.py migrate.",
            {"missing": names},
        )
    return WELL


def triggers() -> Finding:
    missing, altered = sorted(ledger.missing_guards()), sorted(ledger.altered_guards())
    facts = {"missing": missing, "altered": altered}
    remedy = (
        "Run manage.py migrate, which puts them back, then manage.py verify_ledger."
    )
    problem = (
        "Published lines are not guarded against change." if missing or altered else ""
    )
    return Finding(not problem, problem, remedy if problem else "", facts)


def static_files() -> Finding:
    try:
        staticfiles_storage.url("css/tokens.css")
    except (
        ValueError
    ):  # what a storage with a manifest raises where it knows no such file
        return Finding(
            False,
            "The style sheets were not collected.",
            "Run manage.py collectstatic, then restart.",
        )
    return WELL


def disk() -> Finding:
    """Free space where files are stored, and whether they can be."""
    folder = _nearest(Path(settings.MEDIA_ROOT).absolute())
    free = shutil.disk_usage(folder).free // 2**20
    facts = {"free_mb": free}
    if free < settings.DISK_FREE_MB:
        return Finding(
            False,
            "The disk is nearly full.",
            "Make space, or give the site a larger disk.",
            facts,
        )
    if not os.access(folder, os.W_OK | os.X_OK):
        remedy = "Let the site's user write to MEDIA_ROOT; see whether the disk is mounted read-only."
        return Finding(False, "Files cannot be stored.", remedy, facts)
    return Finding(True, facts=facts)


def _nearest(folder: Path) -> Path:
    return next(parent for parent in (folder, *folder.parents) if parent.is_dir())


def broker() -> Finding:
    remedy = (
        "Start Redis, or look at BROKER_URL. Jobs wait meanwhile, and none is lost."
    )
    return _redis(settings.BROKER_URL, "The broker does not answer.", remedy)


def cache() -> Finding:
    remedy = "Start Redis, or look at CACHE_URL. Pages are slower meanwhile; sign-ins are counted in the database."
    return _redis(settings.CACHE_URL, "The cache does not answer.", remedy)


def _redis(url: str, problem: str, remedy: str) -> Finding:
    client = redis.Redis.from_url(
        url, socket_connect_timeout=REDIS_PATIENCE, socket_timeout=REDIS_PATIENCE
    )
    try:
        client.ping()
    except redis.RedisError:
        return Finding(False, problem, remedy)
    finally:
        client.close()
    return WELL


def workers() -> Finding:
    remedy = "Start a worker. Imports and scheduled publications wait meanwhile."
    return _heard(imports.worker_seen_at(), "No worker answers.", remedy)


def scheduler() -> Finding:
    remedy = "Start the beat, or one worker with -B. Feeds and scheduled publications wait meanwhile."
    return _heard(imports.beat_seen_at(), "The scheduler does not answer.", remedy)


def _heard(at: datetime | None, problem: str, remedy: str) -> Finding:
    facts = {"seconds_since": _age(at)}
    if at is None or facts["seconds_since"] > SILENT_SECONDS:
        return Finding(False, problem, remedy, facts)
    return Finding(True, facts=facts)


def jobs() -> Finding:
    """How long the oldest job that no worker has taken has waited."""
    waiting = ImportJob.objects.filter(state=ImportJob.State.QUEUED).order_by(
        "state_at"
    )
    facts = {
        "oldest_queued_seconds": _age(
            waiting.values_list("state_at", flat=True).first()
        )
    }
    if (facts["oldest_queued_seconds"] or 0) > LATE_SECONDS:
        return Finding(
            False,
            "Jobs wait for long.",
            "Start more workers, or see what they are busy with.",
            facts,
        )
    return Finding(True, facts=facts)


def holds() -> Finding:
    """How many records are held on which no second person has decided in time; which they are is for the desk alone."""
    late = workflow.overdue().count()
    if late:
        remedy = "A second publisher confirms or releases them; they stand first at the desk. No clock releases them."
        return Finding(
            False, "Records are held for more than 72 hours.", remedy, {"overdue": late}
        )
    return Finding(True, facts={"overdue": 0})


def _age(at: datetime | None) -> int | None:
    return None if at is None else int((timezone.now() - at).total_seconds())


NEEDED: dict[str, Callable[[], Finding]] = {
    "migrations": migrations,
    "triggers": triggers,
    "static_files": static_files,
}
WANTED: dict[str, Callable[[], Finding]] = {
    "disk": disk,
    "broker": broker,
    "cache": cache,
    "workers": workers,
    "scheduler": scheduler,
    "jobs": jobs,
    "holds": holds,
}


@dataclass(frozen=True)
class State:
    """Every finding by name; `down` where one of those is missing that readers are served by."""

    findings: dict[str, Finding]

    @property
    def status(self) -> str:
        missing = {name for name, finding in self.findings.items() if not finding.ok}
        if missing & {"database", *NEEDED}:
            return "down"
        return "degraded" if missing else "ok"

    def shown(self) -> dict:
        checks = {name: finding.shown() for name, finding in self.findings.items()}
        return {"status": self.status, "ok": self.status == "ok", "checks": checks}


def look() -> State:
    """Everything, looked at now. What cannot be asked without a database of this release is left out."""
    findings = {"database": database()}
    if not findings["database"].ok:
        return State(findings)
    findings["migrations"] = migrations()
    if not findings["migrations"].ok:
        return State(findings)
    return State(findings | {name: check() for name, check in _used().items()})


def _used() -> dict[str, Callable[[], Finding]]:
    """The checks of what this installation uses, but for the first two."""
    unused = {"migrations"}
    unused |= {"broker"} if not settings.BROKER_URL else set()
    unused |= {"cache"} if not settings.CACHE_URL else set()
    return {
        name: check for name, check in (NEEDED | WANTED).items() if name not in unused
    }


class _Kept:
    """The last state and when it was looked at: asked often, it is looked at every few seconds by one at a time."""

    def __init__(self) -> None:
        self.lock, self.state, self.at = Lock(), None, float("-inf")

    def get(self) -> State:
        with self.lock:
            if monotonic() - self.at > KEPT_SECONDS:
                self.state = look()
                self.at = monotonic()
            return self.state

    def forget(self) -> None:
        self.at = float("-inf")


_kept = _Kept()
state, forget = _kept.get, _kept.forget
