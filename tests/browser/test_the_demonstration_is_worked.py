"""The product as it is shipped, with its own worker, worked by several people in a browser: what docs/editors.md shows.

With DOCS=1 the pictures of docs/images are taken anew.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect
from support.browser import SCREENSHOTS, complaints_of

from factcheck.management.processes import port_is_free

NOT_OURS = (
    "DATABASE_URL",
    "REDIS_URL",
    "PYTEST_VERSION",
)  # it runs as it does for whoever types make demo
PATIENCE, SECONDS = 240, 1_000
IMAGES = Path(settings.BASE_DIR) / "docs" / "images"
SHOWN = {
    "dispute": "/disputes/vestvik/",
    "dispute-then": "/disputes/vestvik/?as_of=2025-03-11",
    "claim": "/claims/crane-on-the-quay/",
}
"""What the README shows beside the review screen: the address of each picture."""
LOWER = {"claim": "How the verdict came to be"}
"""What a picture begins with, where that is not the top of its page."""
ARTICLE = """Ferry between the two harbours is put off

The harbour office said on 20 January 2026 that the new ferry line will not open this month. The ice is too thick.

“We will not sail before the ice is safe,” said harbour master Malik Brandt in the town hall on Tuesday.

“Nobody has asked us for money,” said Ines Holm, who chairs the shipping company, at the same meeting.

Brandt said that the first ferry will leave on 3 March 2026. He added that the ice was half a metre thick.
"""


class Demo(NamedTuple):
    """A running demonstration: its address, and the passwords that it printed."""

    url: str
    passwords: dict[str, str]


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> Iterator[Demo]:
    folder = tmp_path_factory.mktemp("demo")
    port = next(port for port in range(8200, 8300) if port_is_free(port))
    command = [sys.executable, "manage.py", "demo", "--port", str(port)]
    kept = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
    with (folder / "said").open("w+b") as said:
        running = subprocess.Popen(
            command,
            cwd=settings.BASE_DIR,
            env=kept | {"VAR_ROOT": str(folder), "DESK_SIGNS": "1"},
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_for(
                lambda: (
                    b"The site is running" in Path(said.name).read_bytes()
                    or running.poll() is not None
                )
            )
            assert running.poll() is None, Path(said.name).read_text()
            yield Demo(
                f"http://127.0.0.1:{port}",
                json.loads((folder / "demo-accounts.json").read_text()),
            )
        finally:
            running.send_signal(signal.SIGINT)
            running.wait(PATIENCE)


def wait_for(is_so: Callable[[], bool], seconds: int = PATIENCE) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "It took too long."
        time.sleep(0.3)


@pytest.fixture
def sit(browser: Browser, demo: Demo) -> Iterator[Callable[[str], Page]]:
    """The desk of a person, signed in; several may sit at once. A complaint of any of their pages fails the test."""
    opened: list[Page] = []

    def sit_down(name: str) -> Page:
        context = browser.new_context(
            base_url=demo.url, viewport={"width": 1280, "height": 900}
        )
        page = context.new_page()
        page.complaints = complaints_of(page)
        opened.append(page)
        page.goto("/admin/")
        page.get_by_label("Username").fill(name)
        page.get_by_label("Password").fill(demo.passwords[name])
        page.get_by_role("button", name="Log in").click()
        page.wait_for_url("**/admin/")
        return page

    yield sit_down
    complaints = [complaint for page in opened for complaint in page.complaints]
    for page in opened:
        page.context.close()
    assert not complaints, "\n".join(complaints)


def shot(page: Page, name: str) -> None:
    """A picture of what is in sight."""
    path = (IMAGES if os.environ.get("DOCS") else SCREENSHOTS) / f"{name}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=path)


def choose(page: Page, field: str, text: str) -> None:
    """Choose from an autocomplete."""
    page.locator(f"#id_{field}").locator(
        "xpath=following::span[contains(@class, 'select2-selection')][1]"
    ).click()
    page.locator(".select2-container--open .select2-search__field").last.fill(text)
    page.locator(".select2-results__option--highlighted", has_text=text).first.click()


def open_from_list(page: Page, kind: str, words: str) -> None:
    page.goto(f"/admin/factcheck/{kind}/?turn=all&q={words}")
    page.locator("#result_list tbody th a").first.click()


def act_on_list(page: Page, kind: str, action: str) -> None:
    """Do one thing to everything that the list opens with."""
    page.goto(f"/admin/factcheck/{kind}/")
    page.locator("#action-toggle").check()
    page.locator("select[name=action]").select_option(action)
    page.get_by_role("button", name="Go").click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def tick(page: Page, boxes: str) -> None:
    for box in page.locator(boxes).all():
        box.check()


def done(page: Page, words: str) -> None:
    expect(page.locator(".messagelist .success")).to_contain_text(words)


def save(page: Page, **fields: str) -> None:
    for name, text in fields.items():
        page.locator(f"#id_{name}").fill(text)
    page.get_by_role("button", name="Save and continue").click()


def to_the_publisher(author: Page, publisher: Page) -> None:
    """The record that the author has open is handed in and, by the publisher, approved and opened for publication."""
    author.get_by_role("button", name="Submit for review").click()
    done(author, "waits for review")
    publisher.goto(author.url)
    publisher.get_by_role("button", name="Approve").click()
    done(publisher, "is approved")
    publisher.get_by_role("link", name="Publish…", exact=True).click()
    publisher.wait_for_url("**/publish/?of=*")


def test_a_reader_reads_the_past_and_becomes_the_editor(browser, demo):
    page = browser.new_page(
        base_url=demo.url,
        viewport={"width": 1280, "height": 800},
        device_scale_factor=1,
    )
    page.complaints = complaints_of(page)
    page.goto("/")
    page.get_by_role("link", name="Read it as it stood").click()
    expect(page.get_by_text("Mostly true").first).to_be_visible()
    for name, address in SHOWN.items():
        page.goto(address)
        if name in LOWER:
            page.get_by_role("heading", name=LOWER[name]).evaluate(
                "heading => heading.scrollIntoView({behavior: 'instant'})"
            )
        shot(page, name)

    page.goto("/")
    page.get_by_role("button", name="Be the editor").click()
    expect(page.get_by_text("Apart from one week in 2013").first).to_be_visible()
    page.goto("/admin/factcheck/importjob/")
    page.locator("#result_list tbody th a", has_text="article.txt").first.click()
    page.get_by_role("link", name="Review").first.click()
    page.wait_for_url("**/review/**")
    expect(page.locator(".suggestion").first).to_be_visible()
    shot(page, "review")

    assert page.complaints == []
    page.context.close()


def test_an_article_that_is_pasted_goes_live_at_its_time(sit, browser, demo):
    editor, publisher = sit("editor"), sit("publisher")
    editor.goto("/admin/factcheck/importjob/add/")
    editor.locator("#id_text").fill(ARTICLE)
    editor.locator("#id_published_on").fill("2026-01-20")
    editor.locator("#id_title").fill("Ferry between the two harbours is put off")
    choose(editor, "dispute", "Greenland")
    editor.get_by_role("button", name="Import").click()
    editor.get_by_role("link", name="Review").first.click(timeout=60 * SECONDS)
    editor.wait_for_url("**/review/**")
    decided = editor.locator(".review__count strong").first
    while editor.locator(".suggestion:not(.is-decided)").count():
        before = decided.inner_text()
        editor.keyboard.press("a")
        expect(decided).not_to_have_text(before)
    editor.get_by_role("button", name="to review").click()
    done(editor, "Handed to review")

    publisher.goto("/admin/")
    shot(publisher, "desk-first-page")
    for kind in ("party", "source", "quote"):
        act_on_list(publisher, kind, "approve_chosen")
    publisher.goto("/admin/factcheck/quote/")
    shot(publisher, "desk-list")
    open_from_list(publisher, "quote", "sail")
    publisher.get_by_role("link", name="Publish…", exact=True).click()
    publisher.wait_for_url("**/publish/?of=*")
    tick(publisher, "input[name=take]")
    with publisher.expect_navigation():
        publisher.get_by_role("button", name="Look again").click()
    tick(publisher, "input[name$='-acknowledged']")
    publisher.get_by_text("At a later time").click()
    publisher.get_by_label("Publish at").fill(
        f"{datetime.now(UTC) + timedelta(minutes=2):%Y-%m-%d %H:%M}"
    )
    with publisher.expect_navigation():
        publisher.get_by_role("button", name="Schedule", exact=True).click()
    shot(publisher, "desk-preflight")
    publisher.get_by_role("button", name="Yes, schedule it").click()
    done(publisher, "Scheduled for")
    stranger = browser.new_page(base_url=demo.url)
    assert (
        stranger.goto("/quotes/we-will-not-sail-before-the-ice-is-safe/").status == 404
    )

    wait_for(
        lambda: (
            stranger.goto("/quotes/we-will-not-sail-before-the-ice-is-safe/").status
            == 200
        )
    )
    expect(stranger.get_by_text("Malik Brandt").first).to_be_visible()
    stranger.context.close()


def test_two_who_save_the_same_record_are_merged(sit):
    one, other = sit("editor"), sit("reporter")
    for page in (one, other):
        open_from_list(page, "claim", "Nuuk")
    save(
        one,
        text="A German team of 13 is reported in Nuuk from 15 to 17 January 2026.",
        context="By one report.",
    )
    done(one, "changed successfully")

    save(other, text="A German team of 13 was in Nuuk from 15 to 17 January 2026.")
    expect(
        other.get_by_role("heading", name="Two of you changed this record")
    ).to_be_visible()
    shot(other, "desk-conflict")
    other.complaints.clear()  # the browser tells of every 409
    other.get_by_label("Keep theirs").check()
    other.get_by_role("button", name="Save both together").click()

    expect(other.locator("#id_text")).to_have_value(
        "A German team of 13 is reported in Nuuk from 15 to 17 January 2026."
    )
    expect(other.locator("#id_context")).to_have_value("By one report.")
    other.get_by_role("link", name="The whole history").click()
    shot(other, "desk-history")


def test_a_correction_reaches_readers(sit):
    reporter, publisher = sit("reporter"), sit("publisher")
    open_from_list(reporter, "claim", "working+group")
    save(
        reporter,
        text="The working group agreed at the talks will convene within six weeks.",
    )
    done(reporter, "changed successfully")
    reporter.get_by_role("link", name="Preview as a reader").click()
    expect(
        reporter.frame_locator("iframe").get_by_role("heading", level=1)
    ).to_contain_text("within six weeks")
    shot(reporter, "desk-preview")
    reporter.go_back()

    to_the_publisher(reporter, publisher)
    tick(publisher, "input[name$='-acknowledged']")
    publisher.locator("input[name$='-action'][value=correct]").check()
    publisher.locator("textarea[name$='-notice']").fill(
        "We said “within weeks”; the statement says six weeks."
    )
    publisher.get_by_role("button", name="Publish", exact=True).click()
    done(publisher, "line")

    publisher.get_by_role("link", name="Public page").click()
    expect(publisher.get_by_text("We said “within weeks”").first).to_be_visible()
    shot(publisher, "desk-correction")


def test_a_retraction_leaves_its_reason_and_names_what_rests_on_it(sit, browser, demo):
    publisher = sit("publisher")
    open_from_list(publisher, "source", "Deadlock")
    public = publisher.get_by_role("link", name="Public page").get_attribute("href")
    publisher.get_by_role("link", name="Retract…").click()
    expect(publisher.get_by_text("rest on it")).to_be_visible()
    shot(publisher, "desk-retraction")
    publisher.get_by_label("Reason").fill("The outlet withdrew the report.")
    publisher.get_by_role("button", name="Retract now").click()
    done(publisher, "was taken down")
    publisher.goto("/admin/")
    expect(
        publisher.locator(".waiting__block", has_text="To look at again")
        .get_by_role("link")
        .first
    ).to_be_visible()

    stranger = browser.new_page(base_url=demo.url)
    stranger.goto(public)
    expect(
        stranger.get_by_text("The outlet withdrew the report.").first
    ).to_be_visible()
    stranger.context.close()
