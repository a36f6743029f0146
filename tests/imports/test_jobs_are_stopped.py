"""A job is cancelled and retried by who may; a retry goes on where the job stopped."""

import pytest
from support.dossiers import hand_in
from support.people import person
from support.workers import (
    UNDISTURBED,
    WHOLE,
    Worker,
    counters,
    fresh,
    lose_the_lease,
    now,
    set_,
)

from factcheck import imports
from factcheck.imports import jobs, runner
from factcheck.models import ImportJob, Revision
from factcheck.workflow import NotAllowed, WrongState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_record_a_chunk")]


def test_a_waiting_job_is_cancelled_at_once():
    job = hand_in(WHOLE)

    imports.cancel(job, person("editor"))

    assert fresh(job).state == "cancelled"
    assert imports.run(job.pk) == "busy"


def test_a_running_job_is_cancelled_after_the_chunk_in_hand(monkeypatch):
    job = hand_in(WHOLE)
    advance = runner.advance

    def cancelled_meanwhile(job, owner, reader):
        if job.done == 5:
            imports.cancel(job, person("editor"))
        return advance(job, owner, reader)

    monkeypatch.setattr(runner, "advance", cancelled_meanwhile)

    assert imports.run(job.pk) == "cancelled"
    assert (fresh(job).done, fresh(job).created, fresh(job).owner) == (6, 6, "")


def test_a_job_whose_worker_is_gone_is_cancelled_at_once():
    job = hand_in(WHOLE)
    first = Worker(job, "first")
    lose_the_lease(job)

    imports.cancel(job, person("editor"))

    assert fresh(job).state == "cancelled"
    with pytest.raises(runner.LostLease):
        first.advance(1)


def test_a_job_that_was_being_cancelled_when_its_worker_died_is_cancelled_by_the_sweeper(
    sent,
):
    job = set_(
        hand_in(WHOLE), state="cancelling", lease_until=now(seconds=1), owner="gone"
    )

    assert (imports.sweep(), fresh(job).state, fresh(job).owner) == (0, "cancelled", "")


@pytest.mark.parametrize("state", ["done", "failed", "cancelled", "cancelling"])
def test_what_is_over_cannot_be_cancelled(state):
    job = set_(hand_in(WHOLE), state=state)

    with pytest.raises(WrongState):
        imports.cancel(job, person("editor"))


@pytest.mark.parametrize("state", ["queued", "running", "cancelling", "done"])
def test_what_is_not_over_or_is_done_cannot_be_retried(state):
    job = set_(hand_in(WHOLE), state=state)

    with pytest.raises(WrongState):
        imports.retry(job, person("editor"))


@pytest.mark.parametrize("act", [imports.cancel, imports.retry])
def test_a_reporter_neither_cancels_nor_retries(act):
    job = set_(hand_in(WHOLE), state="queued" if act is imports.cancel else "failed")

    with pytest.raises(NotAllowed):
        act(job, person("reporter"))


@pytest.mark.parametrize("chunks", [1, 2, 5, 9, 14, 20])
def test_a_retry_goes_on_from_the_cursor_and_ends_like_an_undisturbed_run(chunks):
    job = hand_in(WHOLE)
    worker = Worker(job, "first")
    worker.advance(chunks)
    jobs.end(worker.job, "first", ImportJob.State.CANCELLED)

    imports.retry(job, person("editor"))
    assert imports.run(job.pk) == "done"

    assert counters(job) == UNDISTURBED
    assert Revision.objects.filter(verb="save").count() == 12
