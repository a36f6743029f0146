"""What could not be taken is tried again when what it lacked is there; a file handed in twice at once is one job."""

import pytest
from support.dossiers import bring_in, claim, dossier, entry, ground, hand_in, party
from support.people import person

from factcheck import imports
from factcheck.models import Claim, ImportJob, StagedRecord
from factcheck.workflow import NotAllowed, WrongState

pytestmark = pytest.mark.django_db


def fresh(job: ImportJob) -> ImportJob:
    return ImportJob.objects.get(pk=job.pk)


def test_what_failed_can_be_tried_alone_when_what_it_lacked_is_there():
    lacking = dossier(
        party(), claim(evidence=[{"source": "report", "stance": "context"}])
    )
    job = bring_in(lacking)
    assert (job.created, job.failed) == (1, 1)
    bring_in(dossier(*ground()[0:1], *ground()[2:]), name="ground.json")

    assert imports.retry_failed(job, person("editor")) == 1
    imports.run(job.pk)

    assert (fresh(job).created, fresh(job).failed) == (2, 0)


def test_a_job_without_failures_cannot_be_tried_again():
    job = bring_in(dossier(party()))

    with pytest.raises(WrongState, match="nothing to try again"):
        imports.retry_failed(job, person("editor"))
    with pytest.raises(WrongState, match="Only a job that failed"):
        imports.retry(job, person("editor"))


def test_what_is_read_as_a_whole_cannot_be_tried_again_in_part():
    job = ImportJob.objects.create(
        adapter="text", state="done", failed=1, started_by=person("editor")
    )

    with pytest.raises(WrongState, match="nothing to try again"):
        imports.retry_failed(job, person("editor"))


def test_the_same_file_handed_in_twice_at_once_is_one_job():
    first = hand_in(dossier(party()))

    assert hand_in(dossier(party())) == first
    imports.run(first.pk)
    assert hand_in(dossier(party())) != first


def test_a_reporter_runs_cancels_and_retries_own_imports_alone():
    own, other = (
        hand_in(dossier(party()), by="reporter"),
        hand_in(dossier(party("other"))),
    )

    imports.cancel(own, person("reporter"))
    imports.retry(own, person("reporter"))

    assert fresh(own).state == "queued"
    for act in (imports.cancel, imports.retry, imports.retry_failed):
        with pytest.raises(NotAllowed, match="only own imports"):
            act(other, person("reporter"))


@pytest.mark.parametrize("name", ["onlooker", "stranger"])
def test_who_writes_nothing_at_the_desk_runs_no_imports(name):
    with pytest.raises(NotAllowed, match="may not run imports"):
        hand_in(dossier(party()), by=name)


def test_only_failures_stay_for_another_try():
    job = bring_in(dossier(*ground(), entry(when="2026-02-31"), entry("good")))

    assert [staged.slug for staged in StagedRecord.objects.filter(job=job)] == [
        "closing"
    ]


def test_a_file_may_be_handed_in_again_when_its_job_was_cancelled():
    first = hand_in(dossier(party()))
    imports.cancel(first, person("editor"))

    assert hand_in(dossier(party())) != first


def test_what_fails_again_is_counted_once():
    job = bring_in(dossier(party(), claim()))

    imports.retry_failed(job, person("editor"))
    imports.run(job.pk)

    assert (fresh(job).created, fresh(job).failed, fresh(job).done) == (1, 1, 2)
    assert not Claim.objects.exists()
