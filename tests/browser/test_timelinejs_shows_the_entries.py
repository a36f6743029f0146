"""TimelineJS itself, as a newsroom embeds it on a site of its own, reads a dispute's slides from ours."""

import re
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import quote, unquote

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect
from support.browser import screenshot
from support.feeds_support import HOSTILE, ODD_DATES
from support.people import World, change, make, publish
from support.services import missing

PACKAGE = (
    Path(settings.BASE_DIR) / "node_modules" / "@knight-lab" / "timelinejs" / "dist"
)
OTHERS = re.compile(r"^https?://(?!localhost|127\.0\.0\.1)")
EMBED = """<!doctype html><html lang="en"><title>Newsroom</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="/css/timeline.css"><script src="/js/timeline.js"></script>
<div id="timeline" style="height: 600px"></div><script>
window.timeline = new TL.Timeline("timeline", "%s", {script_path: location.origin + "/js/"})
</script></html>"""


class Newsroom(SimpleHTTPRequestHandler):
    """Another site: TimelineJS as it is installed, and a page that embeds what its query names."""

    def __init__(self, *arguments):
        super().__init__(*arguments, directory=PACKAGE)

    def do_GET(self) -> None:
        if not self.path.startswith("/?"):
            return super().do_GET()
        page = (EMBED % unquote(self.path[2:])).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *arguments) -> None:
        """Nothing: what went wrong is seen in the browser."""


@pytest.fixture(scope="module")
def newsroom_site() -> Iterator[str]:
    if not PACKAGE.is_dir():
        missing("REQUIRE_BROWSER", "TimelineJS is not installed; get it with: npm ci")
    with ThreadingHTTPServer(("127.0.0.1", 0), Newsroom) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def newsroom(newsroom_site: str, page: Page, live_site: str):
    """Opens the newsroom's page that embeds the slides under an address of ours."""

    def open_embed(path: str) -> Page:
        # TimelineJS asks others for fonts; no test leaves this machine.
        page.route(
            OTHERS, lambda route: route.fulfill(body="", content_type="text/css")
        )
        page.goto(f"{newsroom_site}/?{quote(live_site + path)}")
        expect(page.locator(".tl-timemarker")).not_to_have_count(0)
        return page

    return open_embed


@pytest.fixture
def world(live_site: str) -> World:
    """Entries of every kind of date that TimelineJS can place, and some that it cannot say."""
    made = World()
    dates = [
        when
        for when in (*ODD_DATES, "2026-01-15/2026-01-17", "1951/1953")
        if when != "Y-400000"
    ]
    publish(
        *(
            make("entry", headline=f"On {when}", when=when, **made.entry_content())
            for when in dates
        )
    )
    publish(
        change(made.entry, headline=HOSTILE.translate(dict.fromkeys(range(32)))),
        action="update",
    )
    made.shown = len([when for when in dates if when]) + 1
    return made


def test_every_dated_entry_is_a_slide(world: World, newsroom):
    page = newsroom("/disputes/bridge/timeline.json")

    assert page.evaluate("timeline.config.messages.errors") == []
    assert page.evaluate("timeline.config.events.length") == world.shown
    assert page.locator(".tl-timemarker").count() == world.shown
    expect(page.locator(".tl-slide-titleslide h2")).to_have_text("Who owns the bridge?")
    screenshot(page, "timelinejs")


def test_dates_read_as_the_record_says_them(world: World, newsroom):
    page = newsroom("/disputes/bridge/timeline.json")

    said = page.evaluate(
        "timeline.config.events.map(e => e.display_date || e.start_date.getDisplayDate())"
    )

    words = {
        "45 BC",
        "1951",
        "about January 2026",
        "on or before 12 January 2026",
        "since 12 January 2026",
        "the 1950s",
    }
    assert words <= set(said)


def test_hostile_text_is_shown_and_not_run(world: World, newsroom):
    page = newsroom("/disputes/bridge/timeline.json")

    headlines = page.evaluate(
        "[...document.querySelectorAll('.tl-headline')].map(e => e.textContent)"
    )

    assert any("]]> <script>alert(1)</script> &" in headline for headline in headlines)
    assert page.locator(".tl-timeline script").count() == 0


def test_a_slide_is_addressed_by_the_entry_s_slug(world: World, newsroom):
    page = newsroom("/disputes/bridge/timeline.json")

    page.evaluate("timeline.goToId('closing')")

    expect(page.locator("#closing blockquote")).to_contain_text("It is our bridge")


def test_a_date_beyond_human_ages_is_placed_by_its_year(world: World, newsroom):
    publish(
        make("entry", headline="Long ago", when="Y-400000", **world.entry_content())
    )

    page = newsroom("/disputes/bridge/timeline.json")

    assert page.evaluate("timeline.config.messages.errors") == []
    assert page.evaluate(
        "[timeline.config.scale, timeline.config.events[0].start_date.getTime()]"
    ) == [
        "cosmological",
        -400000,
    ]
