"""A job that kills every worker that takes it is given up after a few times; the others do not suffer for it."""

import pytest
from support.installation import both_transports, installed
from support.troubled_extractors import POISON
from support.uploads import EVERY_WAY, feed, html

pytestmark = pytest.mark.slow
DEADLY = "support.troubled_extractors.deadly,factcheck.text.extraction.rules.find"
POISONED = {
    "poisoned.txt": ("text", POISON.encode()),
    "poisoned.html": (
        "page",
        html(3, "pier").replace("<p>", f"<p>{POISON} ", 1).encode(),
    ),
    "poisoned.xml": (
        "feed",
        feed(1).replace(b"&lt;p&gt;", b"&lt;p&gt;" + POISON.encode(), 1),
    ),
}


@both_transports
def test_a_poisoned_job_is_begun_five_times_and_fails_while_the_others_finish(
    transport, undisturbed, tmp_path
):
    with installed(
        tmp_path, transport, EXTRACTORS=DEADLY, JOB_LEASE_SECONDS="4"
    ) as site:
        poisoned = [site.hand_in(name, *given) for name, given in POISONED.items()]
        site.start(*EVERY_WAY)
        site.worker("--concurrency", "2")
        jobs = site.finish()["jobs"]
        attempts = [site.begun(pk) for pk in poisoned]

    assert attempts == [[1, 2, 3, 4, 5]] * len(poisoned)
    for job in jobs[: len(poisoned)]:
        assert (job["state"], job["suggestions"]) == ("failed", 0)
        assert job["message"].startswith(
            "It was begun 5 times and never came to an end."
        )
    assert jobs[len(poisoned) :] == undisturbed(*EVERY_WAY)["jobs"]
