"""A job's page says how fast it is, when it will be over, and what its last trouble was; a script keeps it fresh."""

import csv
import io
from datetime import timedelta

import pytest
from django.utils import timezone
from support.people import person

from factcheck import imports
from factcheck.models import ImportIssue, ImportJob, StagedRecord

pytestmark = pytest.mark.django_db


def running(**changes) -> ImportJob:
    now = timezone.now()
    times = {"state_at": now - timedelta(seconds=20), "heartbeat_at": now}
    job = ImportJob.objects.create(
        adapter="dossier", state="running", started_by=person("editor"), **changes
    )
    ImportJob.objects.filter(pk=job.pk).update(**times)
    return ImportJob.objects.get(pk=job.pk)


def url(job, act):
    return f"/admin/factcheck/importjob/{job.pk}/{act}"


def test_rate_and_time_left_are_shown(desk):
    job = running(done=300, done_before=100, total=600)

    shown = desk("editor").get(url(job, "progress/")).json()

    assert (shown["read"], shown["rate"]) == ("300 of 600 read", "10.0 a second")
    assert shown["remaining"] in ("about 30 s left", "about 29 s left")


def test_a_job_taken_up_again_is_measured_from_there(desk):
    shown = (
        desk("editor")
        .get(url(running(done=100, done_before=100, total=600), "progress/"))
        .json()
    )

    assert (shown["rate"], shown["remaining"]) == ("", "")


def test_nothing_new_costs_no_answer(desk):
    job, editor = running(done=1), desk("editor")
    imports.beat("one")
    tag = editor.get(url(job, "progress/"))["ETag"]

    again = editor.client.get(url(job, "progress/"), headers={"If-None-Match": tag})
    ImportJob.objects.filter(pk=job.pk).update(done=2)
    moved = editor.client.get(url(job, "progress/"), headers={"If-None-Match": tag})

    assert (again.status_code, moved.status_code) == (304, 200)


def test_progress_is_for_who_may_see_imports(client, desk):
    job = running()

    assert client.get(url(job, "progress/")).status_code == 302
    assert desk("stranger").get(url(job, "progress/")).status_code == 403


def test_the_last_trouble_is_named_while_it_runs(desk):
    job = running(issue_count=1)
    ImportIssue.objects.create(job=job, place="line 7", message="No such day.")

    assert (
        "Last: line 7: No such day."
        in desk("editor").get(url(job, "change/")).content.decode()
    )


def test_the_issues_come_as_csv_that_no_spreadsheet_runs(desk):
    job = running(issue_count=1)
    ImportIssue.objects.create(
        job=job, place="=1+1", field="@x", message="No such day, “here”.", value="-2"
    )

    answer = desk("editor").get(url(job, "issues.csv"))

    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text)))[1] == [
        "error",
        "'=1+1",
        "'@x",
        "No such day, “here”.",
        "'-2",
        "",
    ]


def test_only_what_failed_is_tried_again(desk):
    job = ImportJob.objects.create(
        adapter="dossier", state="done", done=3, failed=1, started_by=person("editor")
    )
    StagedRecord.objects.create(
        job=job,
        position=0,
        kind="party",
        uid=job.uid,
        slug="a",
        place="line 1",
        raw={},
        next_pass=4,
        result="failed",
    )
    page = desk("editor").get(url(job, "change/")).content.decode()

    desk("editor").post(url(job, "do/retry-failed/"), {})

    job.refresh_from_db()
    assert "Try the 1 that failed again" in page
    assert (job.state, job.failed, job.done) == ("queued", 0, 2)
