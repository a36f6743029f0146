"""What reading a dispute of 50 entries costs a reader, and what it does not need: scripts, a mouse, a wide screen."""

import gzip
import re
from collections.abc import Iterator
from io import BytesIO

import pytest
from playwright.sync_api import Browser, Page, Response, expect
from pypdf import PdfReader
from support.browser import SCREENSHOTS, complaints_of
from support.long_dispute import ENTRIES, PATH, SOURCES, Desk, publish_dispute

KB = 1_000
TITLES = ".entry h3"
# The place in the order of the document of what has the focus, and whether the focus can be seen.
FOCUSED = """() => {
  const at = document.activeElement, style = getComputedStyle(at), all = [...document.querySelectorAll("*")];
  return [all.indexOf(at), style.outlineStyle !== "none" && style.outlineWidth !== "0px"];
}"""
CAN_FOCUS = """() => {
  const all = [...document.querySelectorAll("*")];
  const can = "a[href]:not([tabindex='-1']), button, input, select, textarea, summary, [tabindex='0']";
  const asked = all.filter((each) => each.matches(can));
  return asked.filter((each) => each.checkVisibility({contentVisibilityAuto: true}) && each.type !== "hidden")
    .map((each) => all.indexOf(each));
}"""
SHIFTS = """
window.shift = 0;
new PerformanceObserver((list) => list.getEntries().forEach((each) => { shift += each.value; }))
  .observe({type: "layout-shift", buffered: true});
"""


@pytest.fixture
def titles(live_site: str) -> list[str]:
    return publish_dispute()


@pytest.fixture
def bare(browser: Browser, live_site: str) -> Iterator[Page]:
    """A page of a browser that runs no script of the site."""
    context = browser.new_context(base_url=live_site, java_script_enabled=False)
    page = context.new_page()
    complaints = complaints_of(page)
    yield page
    context.close()
    assert complaints == []


def is_text(answer: Response) -> bool:
    """Whether it is HTML, a style sheet or a script."""
    return answer.request.resource_type in ("document", "stylesheet", "script")


def spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize(
    ("entries", "query", "shown"),
    [(ENTRIES, "", TITLES), (200, "?view=index", ".line > a")],
    ids=["fifty entries", "two hundred headlines"],
)
def test_a_page_of_the_timeline_comes_in_few_bytes(
    page, live_site, entries, query, shown
):
    publish_dispute(entries, entries)
    answers = []
    page.on("response", lambda answer: answers.append(answer))

    page.goto(PATH + query, wait_until="networkidle")

    packed = {
        answer.url: len(gzip.compress(answer.body(), 6))
        for answer in answers
        if is_text(answer)
    }
    assert page.locator(shown).count() == entries
    assert len(packed) >= 3
    scripts = sum(size for url, size in packed.items() if url.endswith(".js"))
    assert sum(packed.values()) - scripts <= 40 * KB, packed
    assert scripts <= 10 * KB


def test_nothing_comes_from_elsewhere_or_stays_or_moves(page, titles, live_site):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.add_init_script(SHIFTS)

    page.goto(f"{PATH}?evidence=open", wait_until="networkidle")

    assert asked
    assert [url for url in asked if not url.startswith(live_site)] == []
    assert page.context.cookies() == []
    assert page.evaluate("shift") < 0.01


def test_the_page_is_sent_packed(page, titles):
    answer = page.goto(PATH)

    assert answer.header_value("content-encoding") == "gzip"


def test_nothing_needs_a_script(bare, titles):
    bare.goto(PATH)
    assert bare.locator(TITLES).all_inner_texts() == sorted(
        titles, key=bare.locator("#timeline").inner_text().index
    )

    evidence = bare.locator(
        "details", has=bare.locator("> summary", has_text="evidence")
    ).first
    evidence.locator("summary").click()
    expect(evidence.locator(".ref").first).to_be_visible()

    bare.locator(".filter > summary").click()
    bare.get_by_role("searchbox", name="Words").last.fill("walrus")
    bare.get_by_role("button", name="Show", exact=True).first.click()
    expect(bare).to_have_url(re.compile(r"[?&]q=walrus.*#list$"))
    expect(bare.get_by_role("status").first).to_contain_text(f"1 of {ENTRIES} entries.")
    expect(bare.get_by_role("status").first).to_be_in_viewport()


def test_paper_holds_every_title_and_every_address(page, titles):
    page.goto(PATH)

    text = spaced(
        " ".join(
            sheet.extract_text()
            for sheet in PdfReader(BytesIO(page.pdf(format="A4"))).pages
        )
    )

    assert [title for title in titles if title not in text] == []
    notes = dict(
        re.findall(
            r"(\d+)\. [^.]+\. secondary article · .+? (https://news\.example/\S+)", text
        )
    )
    assert set(notes.values()) >= {Desk.address(number) for number in range(SOURCES)}
    named = re.findall(r" \[(\d+)\]", text)
    assert len(named) > ENTRIES
    assert set(named) == set(notes)


def test_paper_shows_the_query(page, titles, live_site):
    page.goto(f"{PATH}?q=walrus&as_of=2026-02-01&evidence=open")

    text = spaced(PdfReader(BytesIO(page.pdf(format="A4"))).pages[0].extract_text())

    moment = re.search("as_of=([^&]+)", page.url)[1]
    assert moment.startswith("2026-01-01T00")
    assert f"{live_site}{PATH}?q=walrus&as_of={moment}" in text.replace(" ", "")
    assert "As published on" in text
    assert "Only entries that match: “walrus”" in text


def test_the_whole_page_is_walked_by_tab_in_reading_order(page, titles):
    page.goto(PATH)
    stops = page.evaluate(CAN_FOCUS)

    walked = []
    for _ in stops:
        page.keyboard.press("Tab")
        walked.append(page.evaluate(FOCUSED))

    assert len(stops) > 5 * ENTRIES
    assert [place for place, _ in walked] == stops
    assert all(is_seen for _, is_seen in walked)


@pytest.mark.parametrize(
    ("width", "scale"), [(640, 2), (320, 1)], ids=["zoomed to 200 %", "narrow"]
)
def test_nothing_is_read_sideways(browser, titles, live_site, width, scale):
    context = browser.new_context(
        base_url=live_site,
        viewport={"width": width, "height": 480},
        device_scale_factor=scale,
    )
    page = context.new_page()
    page.goto(f"{PATH}?evidence=open")

    edge = page.evaluate("document.documentElement.scrollWidth")
    context.close()

    assert edge <= width


def test_forced_colours_leave_words_and_borders(page, titles):
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    page.goto(PATH)

    verdict, claim = page.locator(".check__verdict").first, page.locator(".check").first

    expect(verdict).to_be_visible()
    assert verdict.inner_text().startswith("Step")
    assert claim.evaluate("each => getComputedStyle(each).borderBottomWidth") == "1px"
    assert (
        page.evaluate("getComputedStyle(document.documentElement).scrollBehavior")
        == "auto"
    )
    page.locator(".entry", has=claim).first.screenshot(
        path=SCREENSHOTS / "forced-colours.png"
    )
