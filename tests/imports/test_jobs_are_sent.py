"""A worker is woken for every job: after its commit, and later when message, broker or worker were lost."""

import time
from datetime import timedelta

import pytest
from celery import Celery
from django.db import transaction
from django.utils import timezone
from support.dossiers import hand_in
from support.workers import WHOLE, Worker, fresh, now, set_

from factcheck import imports
from factcheck.config import env
from factcheck.imports import jobs
from factcheck.models import ImportJob, WorkerBeat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_record_a_chunk")]


def test_the_worker_is_woken_once_the_job_is_committed(
    sent, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        job = hand_in(WHOLE)
        assert sent == []

    assert sent == [job.pk]
    assert fresh(job).sent_at


@pytest.mark.django_db(transaction=True)
def test_a_job_that_was_rolled_back_wakes_nobody(sent):
    with transaction.atomic():
        hand_in(WHOLE)
        transaction.set_rollback(True)

    assert (sent, ImportJob.objects.count()) == ([], 0)


BROKERS = {
    "a closed port": {
        "broker": "redis://127.0.0.1:1/0",
        "broker_transport_options": env.REDIS_BROKER,
    },
    "a folder that is gone": {
        "broker": "letters://localhost",
        "broker_transport_options": {
            "data_folder_out": "/proc/none",
            "data_folder_in": "/proc/none",
        },
    },
}


@pytest.mark.parametrize("broker", BROKERS.values(), ids=BROKERS)
def test_with_the_broker_down_a_job_is_stored_and_sent_later(
    broker, monkeypatch, sent, django_capture_on_commit_callbacks
):
    working = jobs.current_app
    monkeypatch.setattr(
        jobs, "current_app", Celery("down", set_as_current=False, **broker)
    )

    begun = time.monotonic()
    with django_capture_on_commit_callbacks(execute=True):
        job = hand_in(WHOLE)
    assert time.monotonic() - begun < 3
    assert (imports.sweep(), fresh(job).state, fresh(job).sent_at) == (
        0,
        "queued",
        None,
    )

    monkeypatch.setattr(jobs, "current_app", working)
    assert (imports.sweep(), sent) == (1, [job.pk])


def test_a_trouble_that_nobody_thought_of_does_not_fail_the_request(
    monkeypatch, django_capture_on_commit_callbacks, caplog
):
    monkeypatch.setattr(jobs, "wake", lambda pk: 1 / 0)

    with django_capture_on_commit_callbacks(execute=True):
        job = hand_in(WHOLE)

    assert fresh(job).state == "queued"
    assert "division" in caplog.text


@pytest.mark.parametrize(
    "left",
    [
        {"state": "queued", "sent_at": None},
        {"state": "queued", "sent_at": {"seconds": 61}},
        {"state": "running", "sent_at": {"hours": 1}, "lease_until": {"seconds": 1}},
        {"state": "running", "sent_at": None, "lease_until": {"seconds": 1}},
    ],
)
def test_what_a_lost_message_or_a_killed_worker_left_is_sent_again(left, sent):
    job = set_(
        hand_in(WHOLE),
        **{k: now(**v) if isinstance(v, dict) else v for k, v in left.items()},
    )

    assert (imports.sweep(), sent) == (1, [job.pk])


@pytest.mark.parametrize(
    "well",
    [
        {"state": "queued", "sent_at": {"seconds": 5}},
        {"state": "running", "sent_at": {"hours": 1}, "lease_until": {"seconds": -30}},
        {"state": "cancelling", "sent_at": None, "lease_until": {"seconds": -30}},
        {"state": "running", "sent_at": {"seconds": 5}, "lease_until": {"seconds": 30}},
        {"state": "done", "sent_at": None},
        {"state": "failed", "sent_at": None},
        {"state": "cancelled", "sent_at": None, "lease_until": {"hours": 1}},
    ],
)
def test_nothing_else_is_sent_again(well, sent):
    set_(
        hand_in(WHOLE),
        **{k: now(**v) if isinstance(v, dict) else v for k, v in well.items()},
    )

    assert (imports.sweep(), sent) == (0, [])


def test_a_job_that_waits_for_the_only_worker_is_not_sent_by_every_sweep(sent):
    set_(hand_in(WHOLE), state="running", sent_at=None, lease_until=now(seconds=1))

    assert [imports.sweep() for _ in range(3)] == [1, 0, 0]


def test_a_worker_that_waits_is_heard_of_by_its_beat():
    assert imports.worker_seen_at() is None

    imports.beat("one")
    imports.beat("one")

    assert WorkerBeat.objects.count() == 1
    assert timezone.now() - imports.worker_seen_at() < timedelta(seconds=5)


def test_a_worker_that_is_busy_is_heard_of_by_its_chunks():
    imports.beat("one")
    WorkerBeat.objects.update(at=now(minutes=10))
    Worker(hand_in(WHOLE), "first").advance(1)

    assert timezone.now() - imports.worker_seen_at() < timedelta(seconds=5)
