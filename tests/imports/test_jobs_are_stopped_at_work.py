"""A job is cancelled while a real worker is at it, and run again: it ends like one that nobody stopped."""

import time

import pytest
from support.installation import Installation, both_transports, installed
from support.uploads import EVERY_WAY

from factcheck.imports.articles.reader import CHUNK

pytestmark = pytest.mark.slow
ONE_CHUNK = {"article.txt": CHUNK, "page.html": CHUNK, "feed.xml": 1}


def cancelled(site: Installation, name: str) -> int:
    """A job that is cancelled when its worker has begun, a dossier when some records are written."""
    (pk,) = site.start(name)
    site.wait(
        lambda jobs: (
            jobs[pk].state == "running" and (name in ONE_CHUNK or jobs[pk].done)
        )
    )
    site.ask("cancel", pk=pk)
    asked_at = time.monotonic()
    site.wait(lambda jobs: jobs[pk].state == "cancelled")
    print(f"{name} stopped after {time.monotonic() - asked_at:.1f} s")  # noqa: T201 - with -s
    return pk


@both_transports
def test_a_job_that_is_cancelled_and_retried_ends_like_an_undisturbed_one(
    transport, undisturbed, tmp_path
):
    with installed(tmp_path, transport, JOB_LEASE_SECONDS="60") as site:
        site.worker()
        pks = {name: cancelled(site, name) for name in EVERY_WAY}
        written = {name: site.written(pk) for name, pk in pks.items()}
        for pk in pks.values():
            site.ask("retry", pk=pk)
        report = site.finish()

    assert {name: written[name] for name in ONE_CHUNK} == ONE_CHUNK
    assert 0 < written["dossier.ndjson"] < undisturbed(*EVERY_WAY)["jobs"][0]["created"]
    assert report == undisturbed(*EVERY_WAY)
