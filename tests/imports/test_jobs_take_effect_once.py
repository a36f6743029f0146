"""A job that is sent twice, taken for lost, or handed in again: what it brings is there once."""

import pytest
from support.installation import both_transports, installed
from support.uploads import EVERY_WAY

pytestmark = pytest.mark.slow
SENT_AGAIN = 5


@both_transports
def test_a_job_that_two_workers_are_woken_for_takes_effect_once(
    transport, undisturbed, tmp_path
):
    with installed(tmp_path, transport, JOB_LEASE_SECONDS="60") as site:
        pks = site.start(*EVERY_WAY)
        for pk in pks * SENT_AGAIN:
            site.ask("wake", pk=pk)
        for _ in range(2):
            site.worker()
        report = site.finish()
        attempts = [site.begun(pk) for pk in pks]

    assert attempts == [[1]] * len(pks)
    assert report == undisturbed(*EVERY_WAY)


def test_the_same_files_handed_in_again_bring_nothing_new(undisturbed, tmp_path):
    with installed(tmp_path) as site:
        site.worker()
        site.start(*EVERY_WAY)
        first = site.finish()
        site.start(*EVERY_WAY)
        second = site.finish()

    assert first == undisturbed(*EVERY_WAY)
    for job in second["jobs"][len(EVERY_WAY) :]:
        others = [
            issue
            for issue in job["issues"]
            if not issue[1].startswith("The same document as ")
        ]
        assert (job["state"], job["suggestions"], others) == ("done", 0, []), job
        assert (job["created"], job["updated"], job["duplicate"], job["failed"]) == (
            0,
            0,
            0,
            0,
        ), job
        assert job["unchanged"]
    assert {**second, "jobs": second["jobs"][: len(EVERY_WAY)]} == first


def test_a_job_longer_than_the_broker_waits_for_an_answer_takes_effect_once(
    undisturbed, tmp_path
):
    patience = {"BROKER_VISIBILITY_SECONDS": "1", "JOB_LEASE_SECONDS": "60"}
    slow = "factcheck.text.extraction.rules.find,support.troubled_extractors.slow"
    with installed(tmp_path, "redis", EXTRACTORS=slow, **patience) as site:
        (pk,) = site.start("article.txt")
        site.worker("--concurrency", "2")
        report = site.finish()
        attempts, taken = site.begun(pk), site.taken()

    assert attempts == [1]
    assert taken > 1, "the broker did not send it again"
    assert report == undisturbed("article.txt")
