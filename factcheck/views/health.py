"""Whether the process lives, and whether the site can do its work: for machines, without cookies."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from factcheck import ledger
from factcheck.models import ImportJob


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers; nothing else is asked."""
    return JsonResponse({"ok": True})


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Database, migrations, the ledger's triggers, and how long the oldest job has waited; 503 when not ready."""
    try:
        facts = _facts()
    except DatabaseError:
        return JsonResponse({"ok": False, "database": False}, status=503)
    is_ready = not facts["migrations_missing"] and not facts["triggers_missing"]
    return JsonResponse({"ok": is_ready, "database": True, **facts}, status=200 if is_ready else 503)


def _facts() -> dict:
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        names = [f"{migration.app_label}.{migration.name}" for migration, _ in missing]
        return {"migrations_missing": names, "triggers_missing": []}
    return {
        "migrations_missing": [],
        "triggers_missing": sorted(ledger.missing_guards()),
        "oldest_queued_job_seconds": _oldest_queued(),
    }


def _oldest_queued() -> int | None:
    """How long the oldest job that no worker has taken has waited; None when none waits."""
    jobs = ImportJob.objects.filter(state=ImportJob.State.QUEUED).order_by("state_at")
    since = jobs.values_list("state_at", flat=True).first()
    return None if since is None else int((timezone.now() - since).total_seconds())
