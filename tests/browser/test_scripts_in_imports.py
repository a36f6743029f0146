"""Scripts in every field of every format: each page of the desk shows the words, with and without its policy."""

from contextlib import suppress

import pytest
from django.apps import apps
from playwright.sync_api import Page
from support.articles import bring
from support.browser import complaints_of, screenshot
from support.hostile_markup import ADDRESS, HANDED_IN, SCRIPT
from support.people import World, person
from support.reviewer import accept

from factcheck.imports import jobs
from factcheck.imports.suggestions import AlreadyDecided, CannotBeAccepted
from factcheck.models import Feed, ImportJob, Suggestion

LISTS = (
    "factcheck.importjob",
    "factcheck.feed",
    "factcheck.party",
    "factcheck.source",
    "factcheck.quote",
)
LISTS += ("factcheck.claim", "timeline.entry")
LINKS = """() => [...document.querySelectorAll('[href], [src], [action], [formaction]')].map(
    one => ['href', 'src', 'action', 'formaction'].map(name => one.getAttribute(name) || '').join(' ')
).filter(said => /\\bjavascript:/i.test(said))"""


@pytest.fixture
def job_of(live_site, settings, tmp_path, monkeypatch) -> dict[str, ImportJob]:
    """Every document handed in and read; the file is called by markup as well."""
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(jobs.current_app, "send_task", lambda *args, **options: None)
    world = World()
    Feed.objects.create(
        name=SCRIPT[:120],
        address=ADDRESS,
        adapter="feed",
        dispute=world.dispute,
        added_by=person("editor"),
    )
    return {
        name: bring(data, adapter, f"{name} {SCRIPT}", dispute=world.dispute, **given)
        for name, (data, adapter, given) in HANDED_IN.items()
    }


@pytest.fixture(params=[False, True], ids=["with its policy", "without"])
def desk(browser, live_site, request) -> Page:
    """The editor, signed in; what the page ran or complained of is kept."""
    context = browser.new_context(base_url=live_site, bypass_csp=request.param)
    page = context.new_page()
    page.complaints, page.dialogs = complaints_of(page), []
    page.on(
        "dialog", lambda dialog: (page.dialogs.append(dialog.message), dialog.dismiss())
    )
    person("editor")
    page.goto("/admin/login/")
    page.fill("[name=login]", "editor")
    page.fill("[name=password]", "correct horse battery")
    page.click("[type=submit]")
    yield page
    context.close()


class Reading:
    """The editor opens pages; what ran, what leads to a script and what was seen as words is noted."""

    def __init__(self, page: Page):
        self.page, self.ran, self.words = page, [], []

    def open(self, path: str) -> None:
        answer = self.page.goto(path, wait_until="load")
        assert answer.status == 200, path
        shown = self.page.evaluate(
            "document.body.innerText + [...document.querySelectorAll('input, textarea')].map(e => e.value).join(' ')"
        )
        if "<script>window.ran=1" in shown:
            self.words.append(path)
        found = [self.page.evaluate("window.ran"), *self.page.evaluate(LINKS)]
        found += [*self.page.dialogs, *self.page.complaints]
        self.ran += [f"{path}: {one}" for one in found if one]
        self.page.dialogs.clear(), self.page.complaints.clear()


def accept_all() -> int:
    """What can be taken as it is, taken; taking one may settle others."""
    for row in Suggestion.objects.open():
        with suppress(CannotBeAccepted, AlreadyDecided):
            accept(row, by="editor")
    return Suggestion.objects.filter(state="accepted").count()


def list_of(model: str) -> str:
    return f"/admin/{model.replace('.', '/')}/"


def records(model: str) -> list[str]:
    """The addresses of the newest few of a kind."""
    found = apps.get_model(model).objects.order_by("-pk")[:4]
    return [f"{list_of(model)}{record.pk}/change/" for record in found]


def reviews(job: ImportJob) -> list[str]:
    base = f"/admin/factcheck/importjob/{job.pk}/review/"
    first = {row.kind: row.pk for row in Suggestion.objects.filter(job=job)}.values()
    return [
        base,
        f"{base}many/?act=accept",
        *(f"{base}{pk}/{page}/" for pk in first for page in ("edit", "merge")),
    ]


def test_no_script_of_an_import_runs_at_the_desk(desk, job_of):
    reading = Reading(desk)

    for job in job_of.values():
        reading.open(f"/admin/factcheck/importjob/{job.pk}/change/")
        for path in reviews(job):
            reading.open(path)
    assert accept_all() > 5
    for model in LISTS:
        reading.open(list_of(model))
        for path in records(model):
            reading.open(path)
    screenshot(desk, "scripts in imports")

    assert not reading.ran, "\n".join(reading.ran)
    assert len(reading.words) > 25, reading.words
