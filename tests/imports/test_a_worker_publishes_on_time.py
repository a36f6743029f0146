"""A scheduled set goes live by the worker and its beat, with nobody at the desk."""

import sqlite3
import time
from contextlib import closing

import pytest
from support.installation import installed

pytestmark = pytest.mark.slow
SECONDS = 3
LONGEST = 60
PREPARE = f"""
from datetime import timedelta
from django.utils import timezone
from support.people import World, approve, make, person
from factcheck import workflow
world = World()
claim = approve(make("claim", slug="waits", **world.claim_content()))
changes = workflow.acknowledging([workflow.Change(claim)])
workflow.schedule(changes, person("publisher"), at=timezone.now() + timedelta(seconds={SECONDS}))
"""


def test_a_scheduled_set_goes_live_by_the_worker(tmp_path):
    with installed(tmp_path) as site:
        site.shell(PREPARE)
        assert _query(site, "SELECT state FROM factcheck_schedule") == "pending"
        site.worker("--beat", "--concurrency", "1")
        deadline = time.monotonic() + LONGEST
        while _query(site, "SELECT state FROM factcheck_schedule") == "pending":
            assert time.monotonic() < deadline, site.log.read_text()[-3000:]
            time.sleep(0.2)

        assert _query(site, "SELECT state FROM factcheck_schedule") == "done"
        assert (
            _query(
                site, "SELECT COUNT(*) FROM factcheck_publication WHERE slug = 'waits'"
            )
            == 1
        )
        assert _query(
            site, "SELECT at FROM factcheck_workerbeat WHERE name = 'scheduler'"
        )


def _query(site, question: str):
    with closing(
        sqlite3.connect(f"file:{site.database}?mode=ro", uri=True, timeout=10)
    ) as database:
        row = database.execute(question).fetchone()
        return row and row[0]
