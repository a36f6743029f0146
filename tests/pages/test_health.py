"""/healthz says that the process answers, /readyz what is missing and what to do."""

import datetime as dt
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.db import OperationalError, connection
from django.utils import timezone
from support.people import person

from factcheck import imports, ledger
from factcheck.models import ImportJob, WorkerBeat
from factcheck.pages import readiness

NOBODY = "redis://:a-secret@127.0.0.1:1/0"


@pytest.fixture
def everybody_is_there(db):
    imports.beat("a-worker")
    imports.beat(imports.BEAT)


def ready(client, query: str = "") -> tuple[int, str, dict]:
    """Status, what it says in one word, and the checks that fail."""
    readiness.forget()
    response = client.get(f"/readyz{query}")
    said = response.json()
    return (
        response.status_code,
        said["status"],
        {k: v for k, v in said["checks"].items() if not v["ok"]},
    )


def test_the_process_answers_without_a_database(client):
    assert client.get("/healthz").json() == {"ok": True}


def test_a_sound_site_is_ready(client, everybody_is_there):
    response = client.get("/readyz")

    assert (response.status_code, response.json()["status"], response.json()["ok"]) == (
        200,
        "ok",
        True,
    )
    assert response.json()["checks"]["jobs"]["oldest_queued_seconds"] is None
    assert not response.cookies


def test_without_its_triggers_it_is_down(client, everybody_is_there):
    ledger.lift_guards()

    status, said, missing = ready(client)

    assert (status, said) == (503, "down")
    assert "ledger_publication_update" in missing["triggers"]["missing"]
    assert "migrate" in missing["triggers"]["remedy"]


HOLLOW = {
    "sqlite": [
        "DROP TRIGGER ledger_publication_delete",
        "CREATE TRIGGER ledger_publication_delete BEFORE DELETE ON factcheck_publication BEGIN SELECT 1; END",
    ],
    "postgresql": [
        "CREATE OR REPLACE FUNCTION ledger_publication_delete() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RETURN OLD; END $$",
    ],
}


def test_with_a_trigger_that_does_nothing_it_is_down(client, everybody_is_there):
    with connection.cursor() as cursor:
        for statement in HOLLOW[connection.vendor]:
            cursor.execute(statement)

    status, said, missing = ready(client)

    assert (status, said) == (503, "down")
    assert missing["triggers"]["altered"] == ["ledger_publication_delete"]
    ledger.install_guards()
    assert ready(client) == (200, "ok", {})


def test_a_database_of_an_earlier_release_is_down(
    client, everybody_is_there, monkeypatch
):
    class Executor:
        loader = type(
            "Loader",
            (),
            {"graph": type("Graph", (), {"leaf_nodes": staticmethod(list)})},
        )

        def __init__(self, connection):
            pass

        def migration_plan(self, targets):
            return [
                (type("M", (), {"app_label": "factcheck", "name": "0099_next"}), False)
            ]

    monkeypatch.setattr(readiness, "MigrationExecutor", Executor)

    status, said, missing = ready(client)

    assert (status, said) == (503, "down")
    assert missing["migrations"]["missing"] == ["factcheck.0099_next"]


def test_without_a_database_it_is_down(client, monkeypatch):
    def fail():
        raise OperationalError("password authentication failed for user secret")

    monkeypatch.setattr(readiness.connection, "cursor", fail, raising=False)

    response = client.get("/readyz")

    assert response.status_code == 503
    assert (
        response.json()["checks"]["database"]["remedy"]
        == "Start it, or look at DATABASE_URL."
    )
    assert "secret" not in response.content.decode()


def test_without_its_static_files_it_is_down(
    client, everybody_is_there, monkeypatch, tmp_path, settings
):
    settings.DEBUG = False
    uncollected = ManifestStaticFilesStorage(location=tmp_path, base_url="/static/")
    monkeypatch.setattr(readiness, "staticfiles_storage", uncollected)

    status, said, missing = ready(client)

    assert (status, said) == (503, "down")
    assert "collectstatic" in missing["static_files"]["remedy"]


@pytest.mark.parametrize(
    ("setting", "name"), [("BROKER_URL", "broker"), ("CACHE_URL", "cache")]
)
def test_without_redis_it_is_degraded(
    client, everybody_is_there, settings, setting, name
):
    setattr(settings, setting, NOBODY)

    status, said, missing = ready(client)

    assert (status, said, list(missing)) == (200, "degraded", [name])
    assert "a-secret" not in str(missing)


@pytest.mark.parametrize(
    ("row", "name"), [("a-worker", "workers"), (imports.BEAT, "scheduler")]
)
def test_without_workers_or_scheduler_it_is_degraded(
    client, everybody_is_there, row, name
):
    WorkerBeat.objects.filter(name=row).update(
        at=timezone.now() - dt.timedelta(minutes=2)
    )

    status, said, missing = ready(client)

    assert (status, said, list(missing)) == (200, "degraded", [name])
    assert missing[name]["seconds_since"] >= 120
    assert missing[name]["remedy"].startswith("Start")


@pytest.mark.django_db
def test_where_nobody_ever_answered_it_is_degraded(client):
    assert list(ready(client)[2]) == ["workers", "scheduler"]


def test_a_full_disk_is_degraded(client, everybody_is_there, settings):
    settings.DISK_FREE_MB = 10**9

    status, said, missing = ready(client)

    assert (status, said, list(missing)) == (200, "degraded", ["disk"])
    assert missing["disk"]["free_mb"] < 10**9


def test_a_folder_that_cannot_be_written_to_is_degraded(
    client, everybody_is_there, monkeypatch
):
    monkeypatch.setattr(readiness.os, "access", lambda *asked: False)

    assert ready(client)[2]["disk"]["problem"] == "Files cannot be stored."


def test_a_job_that_waits_for_long_is_named(client, everybody_is_there):
    job = ImportJob.objects.create(adapter="dossier", started_by=person("editor"))
    ImportJob.objects.filter(pk=job.pk).update(
        state_at=timezone.now() - dt.timedelta(minutes=11)
    )

    status, said, missing = ready(client)

    assert (status, said) == (200, "degraded")
    assert missing["jobs"]["oldest_queued_seconds"] >= 660


@pytest.mark.django_db
def test_a_monitor_that_reads_the_status_alone_asks_strictly(client):
    assert ready(client)[0] == 200
    assert ready(client, "?strict=1")[0] == 503


def test_it_is_looked_at_once_in_a_few_seconds(
    client, everybody_is_there, django_assert_num_queries
):
    client.get("/readyz")

    with django_assert_num_queries(0):
        client.get("/readyz")


def test_where_files_are_not_stored_yet_the_nearest_folder_counts(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path / "not" / "yet")

    assert readiness.disk().ok
    assert not Path(settings.MEDIA_ROOT).exists()


def test_the_checks_are_sent_packed_and_cached_by_nobody(client, everybody_is_there):
    response = client.get("/readyz", headers={"Accept-Encoding": "gzip"})

    assert response["Content-Encoding"] == "gzip"
    assert "no-cache" in response["Cache-Control"]
