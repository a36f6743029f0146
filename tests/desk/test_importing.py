"""A file handed in at the desk becomes a job that is watched, stopped and run again there."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from support.people import person

from factcheck import imports
from factcheck.admin.imports.start import StartForm
from factcheck.models import (
    ImportIssue,
    ImportJob,
    Publication,
    Revision,
    WorkerBeat,
    blobs,
)

pytestmark = pytest.mark.django_db
DOSSIER = b"dossier: 1\nparties:\n- slug: upper-town\n  name: Upper Town\n  party_kind: government\n"
ADD = "/admin/factcheck/importjob/add/"


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


def hand_in(desk, name="editor", data=DOSSIER, **more):
    file = SimpleUploadedFile("bridge.yaml", data)
    return desk(name).client.post(ADD, {"file": file} | more)


def make_job(**changes) -> ImportJob:
    return ImportJob.objects.create(
        adapter="dossier",
        file_name="bridge.yaml",
        started_by=person("editor"),
        **changes,
    )


def page(desk, job, name="editor") -> str:
    return (
        desk(name).get(f"/admin/factcheck/importjob/{job.pk}/change/").content.decode()
    )


def act(desk, job, verb, name="editor"):
    return desk(name).post(f"/admin/factcheck/importjob/{job.pk}/do/{verb}/", {})


def test_a_dossier_handed_in_becomes_a_job(desk):
    response = hand_in(desk)

    job = ImportJob.objects.get()
    assert response["Location"] == f"/admin/factcheck/importjob/{job.pk}/change/"
    assert (job.state, job.file_name, job.started_by) == (
        "queued",
        "bridge.yaml",
        person("editor"),
    )
    with job.file.open() as file:
        assert file.read() == DOSSIER


def test_the_copies_handed_in_beside_it_are_stored(desk):
    hand_in(
        desk, copies=[SimpleUploadedFile("a", b"one"), SimpleUploadedFile("b", b"two")]
    )

    one = "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed"
    assert blobs.read("captures", one) == b"one"


def test_an_empty_file_is_refused_on_the_page(desk):
    response = hand_in(desk, data=b" \n")

    assert "is empty" in response.content.decode()
    assert not ImportJob.objects.exists()


def test_a_pasted_text_becomes_a_job_that_knows_its_fields(desk):
    desk("editor").client.post(
        ADD, {"text": "“Nej,” sagde hun.", "title": "Nej", "published_on": "2026-01-15"}
    )

    job = ImportJob.objects.get()
    assert (job.adapter, job.text, job.file_name) == (
        "text",
        "“Nej,” sagde hun.",
        "Nej",
    )
    assert job.options == {"title": "Nej", "published_on": "2026-01-15"}


def test_the_form_says_that_it_takes_one_of_three_and_what_each_field_is_for(desk):
    html = desk("reporter").client.get(ADD).content.decode()

    groups = re.findall(
        r'<h2 class="fieldset-heading"[^>]*>([^<]*)</h2>\s*(?:<p class="description">([^<]*)</p>)?',
        html,
    )
    assert groups == [
        ("What to import", "One of these three."),
        ("What you know of it", "All of it may stay empty."),
        ("Seldom needed", ""),
    ]
    fields = re.findall(r'name="(\w+)"[^>]*aria-describedby="id_\w+_helptext"', html)
    assert set(StartForm.base_fields) == set(fields)


LINES = [
    ("Nuuk waits for the talks\n\n“Nej,” sagde hun.", "Nuuk waits for the talks"),
    ("\n\n  One line. \n", "One line."),
    ("word " * 40, "word " * 15 + "word…"),
]


@pytest.mark.parametrize(("text", "name"), LINES)
def test_the_job_of_a_pasted_text_is_called_by_its_first_line(desk, text, name):
    desk("editor").client.post(ADD, {"text": text})

    assert ImportJob.objects.get().name == name


def test_a_suggestion_without_a_passage_does_not_say_where_it_was_pasted(desk):
    desk("editor").client.post(
        ADD, {"text": "“We will not sell,” said Mette Hansen, a fisherman."}
    )
    job = ImportJob.objects.get()
    imports.run(job.pk)

    html = (
        desk("editor")
        .client.get(f"/admin/factcheck/importjob/{job.pk}/review/")
        .content.decode()
    )

    assert "Mette Hansen" in html
    assert "<dt>Place</dt>" not in html


def test_an_address_becomes_a_job_that_fetches_it(desk):
    desk("editor").client.post(ADD, {"address": "https://post.example/nuuk"})

    assert ImportJob.objects.get().address == "https://post.example/nuuk"


@pytest.mark.parametrize(
    "given", [{}, {"title": "a"}, {"text": "a", "address": "https://post.example/"}]
)
def test_one_thing_is_imported_at_a_time(desk, given):
    response = desk("editor").client.post(ADD, given)

    assert "Give one of the three" in response.content.decode()


def test_pasted_data_is_refused_on_the_page(desk):
    table = "claim,rating,date\nThe quay is closed,true,2026-01-02\n"

    response = desk("editor").client.post(ADD, {"text": table})

    assert "This is a spreadsheet as text (CSV)" in response.content.decode()
    assert not ImportJob.objects.exists()


def test_a_day_of_publication_that_does_not_exist_is_refused(desk):
    response = desk("editor").client.post(
        ADD, {"text": "a", "published_on": "2026-02-30"}
    )

    assert "February 2026" in response.content.decode()
    assert not ImportJob.objects.exists()


def test_a_reporter_imports_and_stops_what_is_his_own(desk):
    hand_in(desk, "reporter")

    job = ImportJob.objects.get()
    assert 'value="Cancel"' in page(desk, job, "reporter")
    assert act(desk, job, "cancel", "reporter").status_code == 302
    assert act(desk, job, "retry", "reporter").status_code == 302


def test_a_reporters_own_failed_imports_wait_on_the_first_page_and_nobody_elses(desk):
    make_job(state="failed", message="The disk was full.")
    ImportJob.objects.create(
        adapter="text",
        file_name="own.txt",
        state="failed",
        started_by=person("reporter"),
    )

    html = desk("reporter").client.get("/admin/").content.decode()

    assert 'Imports that failed <span class="count">1</span>' in html
    assert "own.txt" in html
    assert "The disk was full." not in html


def test_who_only_reads_at_the_desk_starts_no_import(desk):
    assert hand_in(desk, "stranger").status_code == 403


def test_the_page_shows_how_far_it_is(desk):
    html = page(
        desk, make_job(state="running", done=30, total=120, created=28, failed=2)
    )

    assert '<progress id="progress" max="120" value="30">' in html
    assert 'http-equiv="refresh"' in html


def test_the_page_of_a_job_that_is_over_stands_still(desk):
    assert 'http-equiv="refresh"' not in page(desk, make_job(state="done"))


def test_the_page_lists_what_could_not_be_taken(desk):
    job = make_job(state="done", issue_count=1)
    ImportIssue.objects.create(
        job=job,
        place="line 7",
        field="when",
        value="2026-02-30",
        message="No such day.",
    )

    html = page(desk, job)

    assert all(
        text in html for text in ("line 7", "when", "2026-02-30", "No such day.")
    )


def test_a_silent_worker_shows_on_the_page(desk):
    job = make_job()
    WorkerBeat.objects.create(name="one", at=timezone.now() - timedelta(seconds=90))

    assert "No worker has answered for 9" in page(desk, job)


def test_a_worker_that_answers_is_not_mentioned(desk):
    job = make_job()
    imports.beat("one")

    assert "No worker has" not in page(desk, job)


def test_a_lost_worker_shows_on_the_page(desk):
    job = make_job(state="running", heartbeat_at=timezone.now() - timedelta(minutes=2))

    assert "has not been heard of since" in page(desk, job)


def test_a_waiting_job_is_cancelled_at_once(desk):
    job = make_job()

    act(desk, job, "cancel")

    job.refresh_from_db()
    assert job.state == "cancelled"


def test_a_running_job_stops_after_the_records_in_hand(desk):
    job = make_job(state="running", lease_until=timezone.now() + timedelta(minutes=1))

    act(desk, job, "cancel")

    assert "it stops after the records in hand" in page(desk, job)


def test_a_failed_job_is_run_again(desk):
    job = make_job(state="failed", message="The disk was full.")

    act(desk, job, "retry")

    job.refresh_from_db()
    assert (job.state, job.message) == ("queued", "")


def test_a_job_that_is_done_is_neither_cancelled_nor_retried(desk):
    job = make_job(state="done")

    assert [act(desk, job, verb).status_code for verb in ("cancel", "retry")] == [
        409,
        409,
    ]


def test_a_reporter_watches_but_does_not_stop_a_job(desk):
    job = make_job()

    assert 'value="Cancel"' not in page(desk, job, "reporter")
    assert act(desk, job, "cancel", "reporter").status_code == 403


def test_the_first_page_counts_every_failed_import_and_leads_to_all(desk):
    make_job(state="done")
    for _ in range(7):
        make_job(
            state="failed", message="Byte 3 is not UTF-8; save the file as UTF-8. " * 5
        )
    browser = desk("editor")

    html = browser.get("/admin/").content.decode()

    assert 'Imports that failed <span class="count">7</span>' in html
    assert "save the file as UTF-8.…" in html
    [url] = re.findall(r'<a href="([^"]+)">See all 7</a>', html)
    assert "7 import jobs" in browser.get(unescape(url)).content.decode()


def test_an_import_that_left_records_out_is_on_the_first_page(desk):
    make_job(state="done", created=3)
    for _ in range(6):
        make_job(state="done", failed=2)
    browser = desk("editor")

    html = browser.get("/admin/").content.decode()

    assert 'Imports that left something out <span class="count">6</span>' in html
    assert "2 not taken" in html
    [url] = re.findall(r'<a href="([^"]+)">See all 6</a>', html)
    assert "6 import jobs" in browser.get(unescape(url)).content.decode()


def test_a_failed_import_waits_on_the_first_page(desk):
    make_job(state="failed", message="The disk was full.")

    assert "The disk was full." in desk("editor").get("/admin/").content.decode()


@pytest.mark.parametrize(
    "name",
    [
        "importjob",
        "importissue",
        "suggestion",
        "feed",
        "proposal",
        "revision",
        "publication",
    ],
)
def test_what_machines_and_verbs_wrote_is_listed(desk, world, name):
    make_job()

    assert desk("editor").get(f"/admin/factcheck/{name}/").status_code == 200


@pytest.mark.parametrize("model", [Revision, Publication])
def test_permanent_tables_are_readable_and_not_changed(desk, world, model):
    editor = desk("editor")
    url = (
        f"/admin/factcheck/{model._meta.model_name}/{model.objects.first().pk}/change/"
    )

    assert editor.get(url).status_code == 200
    assert editor.client.post(url, {}).status_code == 403
