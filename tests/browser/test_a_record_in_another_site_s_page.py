"""A page of another site that shows records of ours, in a real browser."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Page, expect
from support.browser import screenshot
from support.people import World, change, person, publish

from factcheck import workflow

AROUND = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Newsroom</title><link rel="icon" href="data:,">
<h1>Our story</h1>%s<script>
addEventListener("message", (e) => { if (e.data.type === "embed-size") document.title = String(e.data.height); });
</script></html>"""


class Newsroom(BaseHTTPRequestHandler):
    """Another site, whose page holds what was pasted into it."""

    pasted = ""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write((AROUND % self.pasted).encode())

    def log_message(self, *arguments) -> None:
        """Nothing: what went wrong is seen in the browser."""


@pytest.fixture(scope="module")
def newsroom() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Newsroom) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()


@pytest.fixture
def world(live_site: str) -> World:
    return World()


@pytest.fixture
def paste(newsroom: str, page: Page):
    """Opens the newsroom's page with this HTML in it."""

    def put(html: str) -> Page:
        Newsroom.pasted = html
        page.goto(newsroom)
        return page

    return put


def snippet_of(page: Page, path: str, field: str = "#embed-live") -> str:
    """The snippet as a reader copies it from the page of a record."""
    page.goto(path)
    page.locator("details.embed summary").click()
    return page.locator(field).input_value()


@pytest.mark.parametrize("path", ["/claims/belongs/", "/entries/closing/"])
def test_a_pasted_snippet_shows_the_record(world, page, paste, path):
    html = snippet_of(page, path)

    framed = paste(html).frame_locator("iframe")

    expect(framed.locator("h1")).to_be_visible()
    expect(framed.locator("body")).to_contain_text("The bridge belongs to Upper Town.")
    expect(framed.locator(".shape").first).to_be_visible()
    screenshot(page, f"embedded {path}")


def test_a_dispute_in_another_page(world, page, paste, live_site):
    framed = paste(
        f'<iframe src="{live_site}/disputes/bridge/embed/?theme=dark"></iframe>'
    ).frame_locator("iframe")

    expect(framed.locator("li a")).to_have_text("Upper Town closes the bridge")
    expect(framed.locator("body")).to_have_css("background-color", "rgb(21, 20, 18)")


def test_a_link_in_the_frame_opens_the_full_page(world, page, paste, live_site):
    framed = paste(
        f'<iframe src="{live_site}/claims/belongs/embed/"></iframe>'
    ).frame_locator("iframe")

    framed.locator("h1 a").click()

    expect(page).to_have_url(f"{live_site}/claims/belongs/")


def test_the_frame_tells_its_height(world, page, paste, live_site):
    paste(f'<iframe src="{live_site}/claims/belongs/embed/"></iframe>')

    page.wait_for_function("Number(document.title) > 100")

    height = page.frames[1].evaluate(
        "Math.ceil(document.body.getBoundingClientRect().height)"
    )
    assert page.title() == str(height)


def test_the_words_stay_where_the_frame_is_taken_out(world, page, paste):
    html = snippet_of(page, "/claims/belongs/")

    paste(html.partition("<iframe")[0] + "</div>")

    expect(page.locator("blockquote")).to_contain_text(
        "The bridge belongs to Upper Town."
    )
    assert (
        page.locator("blockquote a").get_attribute("href").endswith("/claims/belongs/")
    )


def test_a_frozen_snippet_keeps_showing_what_stood(world, page, paste):
    html = snippet_of(page, "/claims/belongs/", "#embed-frozen")
    publish(
        change(world.claim, text="It belongs to nobody."),
        action="correct",
        notice="So.",
    )

    framed = paste(html).frame_locator("iframe")

    expect(framed.locator("h1")).to_have_text("The bridge belongs to Upper Town.")
    expect(framed.locator(".frozen")).to_contain_text("As published on")


def test_a_retracted_record_says_so_in_the_frame(world, page, paste, live_site):
    workflow.retract(world.claim, person("publisher"), reason="The deed was forged.")

    framed = paste(
        f'<iframe src="{live_site}/claims/belongs/embed/"></iframe>'
    ).frame_locator("iframe")

    expect(framed.locator("body")).to_contain_text("The deed was forged.")
    page.complaints.clear()  # the browser reports the 410 itself


def test_the_full_page_stays_out_of_frames(world, page, paste, live_site):
    paste(f'<iframe src="{live_site}/claims/belongs/"></iframe>')

    page.wait_for_timeout(300)
    assert any("frame-ancestors" in complaint for complaint in page.complaints)
    page.complaints.clear()


@pytest.mark.parametrize(
    "path", ["/claims/belongs/", "/disputes/bridge/", "/entries/closing/"]
)
def test_a_strict_browser_takes_no_offence_at_linked_data(world, page, path):
    page.add_init_script(
        "addEventListener('securitypolicyviolation', e => console.error(e.violatedDirective))"
    )

    page.goto(path)

    found = page.locator('script[type="application/ld+json"]')
    assert found.count() >= 1
    kinds = page.evaluate(
        "[...document.querySelectorAll('script[type=\"application/ld+json\"]')].map(e => JSON.parse(e.textContent))"
    )
    assert all(node["@context"] == "https://schema.org" for node in kinds)
