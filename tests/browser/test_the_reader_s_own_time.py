"""Where script runs, moments in UTC have the reader's own time beside them, with the zone named."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect
from support.browser import complaints_of
from support.long_dispute import PATH, publish_dispute
from support.people import World, change, publish

LOCAL = " (14 Jan, 15:30 CET)"


SHIFTS = """
window.shift = 0;
new PerformanceObserver((list) => list.getEntries().forEach((each) => { shift += each.value; }))
  .observe({type: "layout-shift", buffered: true});
"""


@pytest.fixture
def world(live_site: str) -> World:
    world = World()
    entry = change(world.entry, when="2026-01-14", time="12:30", zone="America/Nuuk")
    publish(entry, action="update")
    return world


def opened(browser: Browser, site: str, path: str, **options) -> Page:
    context = browser.new_context(base_url=site, **options)
    page = context.new_page()
    page.complaints = complaints_of(page)
    page.goto(path)
    return page


def test_a_moment_has_the_reader_s_own_time_beside_it(browser, live_site, world):
    page = opened(
        browser, live_site, "/entries/closing/", timezone_id="Europe/Copenhagen"
    )

    moment = page.locator('time[datetime="2026-01-14T14:30Z"]').first
    expect(moment.locator(".local")).to_have_attribute("title", "Europe/Copenhagen")
    expect(moment.locator(".local")).to_have_text(LOCAL)
    assert page.complaints == []


def test_a_day_is_no_moment_and_stays_as_it_is(browser, live_site, world):
    page = opened(browser, live_site, "/claims/", timezone_id="Asia/Tokyo")

    assert page.locator("time:not([datetime$=Z]) .local").count() == 0


@pytest.mark.parametrize(
    "options", [{"timezone_id": "UTC"}, {"java_script_enabled": False}]
)
def test_nothing_is_added_in_utc_or_without_script(browser, live_site, world, options):
    page = opened(browser, live_site, "/entries/closing/", **options)

    assert page.locator('time[datetime$="Z"]').count() > 0
    assert page.locator(".local").count() == 0


def test_it_reads_in_the_language_of_the_page(browser, live_site, world):
    path = "/entries/closing/?lang=de"
    page = opened(browser, live_site, path, timezone_id="Europe/Berlin")

    moment = page.locator('time[datetime="2026-01-14T14:30Z"] .local').first
    expect(moment).to_have_text(re.compile(r"14\. Jan.*15:30 MEZ"))


def test_nothing_moves_when_it_is_added(browser, live_site):
    publish_dispute()
    zone = {"timezone_id": "Europe/Copenhagen"}
    context = browser.new_context(base_url=live_site, **zone)
    page = context.new_page()
    page.add_init_script(SHIFTS)

    page.goto(PATH, wait_until="networkidle")

    assert page.locator(".local").count() > 0
    assert page.evaluate("shift") < 0.01
