import datetime as dt

import pytest
from django.utils import timezone
from people import person

from factcheck import ledger
from factcheck.models import ImportJob


def test_the_process_answers_without_a_database(client):
    assert client.get("/healthz").json() == {"ok": True}


@pytest.mark.django_db
def test_a_sound_site_is_ready(client):
    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json()["oldest_queued_job_seconds"] is None
    assert not response.cookies


@pytest.mark.django_db
def test_a_site_without_its_triggers_is_not_ready(client):
    ledger.lift_guards()

    response = client.get("/readyz")

    assert response.status_code == 503
    assert "ledger_publication_update" in response.json()["triggers_missing"]


@pytest.mark.django_db
def test_the_oldest_waiting_job_is_told(client):
    job = ImportJob.objects.create(adapter="dossier", started_by=person("editor"))
    ImportJob.objects.filter(pk=job.pk).update(state_at=timezone.now() - dt.timedelta(minutes=5))

    assert client.get("/readyz").json()["oldest_queued_job_seconds"] >= 300
