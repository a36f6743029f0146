"""A reader reports an error from a record's page; an editor corrects it, and answers with the line that did."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Page, expect
from support.browser import screenshot
from support.people import World, change, person, publish

from factcheck.models import Report

WRONG = (
    'The bridge was closed on the 15th, see the register. <script>alert("no")</script>'
)


@pytest.fixture
def world(live_site) -> World:
    return World()


def looks_well(page: Page, name: str) -> None:
    """At a desk and on a phone, in the light and in the dark, with no accessibility violation."""
    for width, scheme in ((1280, "light"), (390, "dark")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        screenshot(page, f"{name} at {width}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert not page.complaints
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()
        page.complaints.clear()  # of what axe itself writes into the page
    page.set_viewport_size({"width": 1280, "height": 900})


def sit_down(page: Page, name: str) -> None:
    client = Client()
    client.force_login(person(name))
    session = client.cookies["sessionid"].value
    page.context.add_cookies(
        [
            {
                "name": "sessionid",
                "value": session,
                "url": page.evaluate("location.origin"),
            }
        ]
    )
    page.goto("/admin/")


def test_from_what_a_reader_saw_to_the_correction(page: Page, world: World):
    page.goto("/entries/closing/")
    page.get_by_role("link", name="Report an error").click()
    expect(page.get_by_label("What is wrong?")).to_be_visible()
    looks_well(page, "reporting an error")
    page.get_by_label("What is wrong?").fill(WRONG)
    page.get_by_role("button", name="Send the report").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    looks_well(page, "thanks for a report")
    assert page.context.cookies() == []

    notice = "It was closed on the 15th, not the 14th."
    line = publish(
        change(world.entry, when="2026-01-15"), action="correct", notice=notice
    )[0]
    sit_down(page, "editor")
    page.locator(".waiting__block", has_text="Reports by readers").get_by_role(
        "link", name="The bridge"
    ).click()
    expect(page.get_by_text(WRONG)).to_be_visible()
    expect(page.get_by_label("Put right by")).to_have_value(str(line.seq))
    looks_well(page, "answering a report")
    page.get_by_label("What you found").fill("The register says the 15th.")
    page.get_by_role("button", name="Answered").click()

    expect(page.get_by_text("Noted: the report about")).to_be_visible()
    assert Report.objects.values_list("state", "correction").get() == (
        "answered",
        line.seq,
    )
