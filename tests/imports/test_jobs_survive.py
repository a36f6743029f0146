"""A job outlives its worker and its database; whoever lost it changes nothing any more."""

import pytest
from django.db import OperationalError
from support.dossiers import bring_in, dossier, hand_in, party
from support.people import change, person
from support.races import at_once
from support.workers import (
    COUNTERS,
    UNDISTURBED,
    WHOLE,
    Worker,
    counters,
    fresh,
    lose_the_lease,
    now,
    overtaken,
    set_,
)

from factcheck import imports
from factcheck.imports import jobs, runner
from factcheck.imports.dossier import stages
from factcheck.models import ImportJob, Party, Revision, Suggestion

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_record_a_chunk")]


def test_a_worker_that_lost_its_job_changes_nothing_any_more():
    job = hand_in(WHOLE)
    first, second = overtaken(job)
    second.advance(1)
    before = counters(job), Revision.objects.count(), fresh(job).cursor

    with pytest.raises(runner.LostLease):
        first.advance(1)

    assert (counters(job), Revision.objects.count(), fresh(job).cursor) == before


def test_a_job_that_changed_hands_ends_like_one_that_did_not():
    job = hand_in(WHOLE)
    first, second = overtaken(job)
    second.finish()
    with pytest.raises(runner.LostLease):
        first.advance(1)

    assert counters(job) == UNDISTURBED
    assert Revision.objects.filter(verb="save").count() == 12


def test_twin_without_the_fence_records_are_counted_twice(monkeypatch):
    monkeypatch.setattr(
        jobs,
        "held_by",
        lambda job, owner: ImportJob.objects.running().filter(pk=job.pk),
    )
    job = hand_in(WHOLE)
    first, second = overtaken(job)

    second.advance(3)
    first.advance(1)
    second.finish()

    assert sum(getattr(fresh(job), name) for name in COUNTERS[:5]) > 12


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_one_gets_the_job():
    for i in range(5):
        job = hand_in(dossier(party(f"p{i}")))

        got = at_once(
            lambda pk=job.pk: jobs.claim(pk, "a"), lambda pk=job.pk: jobs.claim(pk, "b")
        )

        assert sorted(type(claimed).__name__ for claimed in got) == [
            "ImportJob",
            "NoneType",
        ]
        assert fresh(job).attempts == 1


def test_a_job_under_a_lease_is_not_taken():
    job = hand_in(WHOLE)
    jobs.claim(job.pk, "first")

    assert imports.run(job.pk) == "busy"
    assert fresh(job).owner == "first"


def test_a_job_whose_lease_ran_out_is_taken():
    job = hand_in(WHOLE)
    jobs.claim(job.pk, "first")
    lose_the_lease(job)

    assert imports.run(job.pk) == "done"


@pytest.mark.parametrize("state", ["done", "failed", "cancelled", "cancelling"])
def test_a_late_message_for_a_job_that_is_over_does_nothing(state):
    job = set_(hand_in(WHOLE), state=state)

    assert imports.run(job.pk) == "busy"
    assert (fresh(job).state, Party.objects.count()) == (state, 0)


def test_a_job_that_kills_its_worker_five_times_is_stopped_and_says_so():
    job = hand_in(WHOLE)
    for attempt in range(1, 6):
        assert jobs.claim(job.pk, f"worker {attempt}").attempts == attempt
        lose_the_lease(job)

    assert imports.run(job.pk) == "busy"
    assert fresh(job).state == "failed"
    assert fresh(job).message.startswith(
        "It was begun 5 times and never came to an end."
    )


def test_a_job_that_gets_on_between_its_crashes_is_never_given_up():
    job = hand_in(WHOLE)
    for attempt in range(8):
        Worker(job, f"worker {attempt}").advance(1)
        lose_the_lease(job)

    assert imports.run(job.pk) == "done"


@pytest.fixture
def troubles(monkeypatch) -> list[Exception]:
    """What is raised when the fourth record has been written, each once."""
    found, chunk = [], stages.DossierReader.chunk

    def troubled(self, job):
        outcome = chunk(self, job)
        if found and outcome.done == 4:
            raise found.pop()
        return outcome

    monkeypatch.setattr(stages.DossierReader, "chunk", troubled)
    return found


def test_a_database_that_does_not_answer_puts_the_job_back_into_the_queue(troubles):
    job = hand_in(WHOLE)
    troubles.append(OperationalError("database is locked"))

    assert imports.run(job.pk) == "queued"
    assert (fresh(job).created, fresh(job).owner) == (3, "")
    assert fresh(job).message == "The database did not answer: database is locked"

    assert imports.run(job.pk) == "done"
    assert (counters(job)["created"], fresh(job).message) == (12, "")


def test_a_job_in_the_queue_after_a_trouble_is_swept_a_minute_later(troubles, sent):
    job = hand_in(WHOLE)
    troubles.append(OperationalError("gone"))
    imports.run(job.pk)

    assert imports.sweep() == 0
    set_(job, sent_at=now(seconds=61))
    assert (imports.sweep(), sent) == (1, [job.pk])


def test_a_trouble_while_the_job_is_being_cancelled_cancels_it(troubles):
    job = hand_in(WHOLE)

    class Cancelling(OperationalError):
        def __str__(self):
            ImportJob.objects.filter(pk=job.pk).update(state="cancelling")
            return "gone"

    troubles.append(Cancelling())
    imports.run(job.pk)

    assert fresh(job).state == "cancelled"


def test_a_file_that_is_gone_fails_the_job_with_the_remedy():
    job = hand_in(WHOLE)
    job.file.storage.delete(job.file.name)

    assert imports.run(job.pk) == "failed"
    assert fresh(job).message == "The file is no longer stored here; hand it in again."


def test_a_person_who_may_no_longer_write_fails_the_job_with_the_reason():
    job = hand_in(WHOLE)
    person("editor").groups.clear()

    assert imports.run(job.pk) == "failed"
    assert "may not add a" in fresh(job).message


def saved_meanwhile(monkeypatch, slug: str) -> None:
    """An editor's save of a party just before the import's own."""
    save = stages.RecordImporter._save

    def late(self, staged, resolved, record):
        if (
            record is not None
            and record.slug == slug
            and not Suggestion.objects.exists()
        ):
            change(record, person("reporter"), description="Ours.")
        return save(self, staged, resolved, record)

    monkeypatch.setattr(stages.RecordImporter, "_save", late)


def test_an_editor_who_saves_meanwhile_keeps_the_text_and_gets_a_suggestion(
    monkeypatch,
):
    bring_in(dossier(party(), party("good")))
    saved_meanwhile(monkeypatch, "upper-town")

    job = bring_in(
        dossier(party(description="Theirs."), party("good", description="New."))
    )

    assert (job.state, job.duplicate, job.updated) == ("done", 1, 1)
    assert Party.objects.get(slug="upper-town").description == "Ours."
    assert Suggestion.objects.get().differs["description"] == ["Ours.", "Theirs."]


def test_an_editor_who_saves_between_the_passes_gets_a_suggestion_for_what_was_left(
    monkeypatch,
):
    role = {"title": "Mayor", "organization": "later"}
    saved_meanwhile(monkeypatch, "first")

    job = bring_in(dossier(party("first", roles=[role]), party("later")))

    assert (job.state, job.created) == ("done", 2)
    assert Party.objects.get(slug="first").description == "Ours."
    assert Suggestion.objects.get().fields["roles"][0]["organization"] == str(
        Party.objects.get(slug="later").uid
    )
    assert "waits as a suggestion" in job.issues.get().message
