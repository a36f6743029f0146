"""A guest who was asked reads a claim by a link, without scripts too, and answers; the desk reads what came."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect
from support.browser import looked_at, screenshot
from support.guest_links import invite
from support.people import World, change, person, uid

from factcheck import workflow
from factcheck.models import Claim, GuestLink

SIZES = [(390, "dark"), (1280, "light")]


@pytest.fixture
def claim(live_site) -> Claim:
    """A live claim whose next version waits for approval."""
    world = World()
    evidence = [
        {
            "source": uid(world.source),
            "stance": "refutes",
            "note": "The deed names the other town.",
        }
    ]
    claim = change(
        world.claim, text="The bridge belongs to Lower Town.", evidence=evidence
    )
    workflow.submit(claim, person("reporter"))
    return Claim.objects.get(pk=claim.pk)


def looks_well(page: Page, name: str) -> None:
    """On a phone in the dark and at a desk in the light, with no accessibility violation."""
    for width, scheme in SIZES:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        screenshot(page, f"{name} at {width}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()
        page.complaints.clear()  # of what axe itself writes into the page


def test_from_the_link_to_the_answer(page: Page, claim: Claim):
    _link, token = invite(claim)
    page.goto(f"/guest/{token}/")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "The bridge belongs to Lower Town."
    )
    looks_well(page, "what a guest reads")

    page.get_by_label("I object").check()
    page.get_by_role("button", name="Send the answer").click()
    expect(page.get_by_text("Write what you object to")).to_be_visible()
    page.complaints.clear()  # the status of a form that lacks something
    looks_well(page, "an answer that lacks words")

    page.get_by_label("In your words").fill("The deed does not say so.")
    page.get_by_role("button", name="Send the answer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your answer")
    looks_well(page, "what a guest answered")

    assert GuestLink.objects.values_list("decision", "words").get() == (
        "object",
        "The deed does not say so.",
    )
    assert page.context.cookies() == []
    page.goto(f"/guest/{token[::-1]}/")
    page.complaints.clear()  # 404
    looks_well(page, "a link that opens nothing")


def test_the_desk_makes_a_link_and_revokes_it(
    page: Page, browser: Browser, live_site: str, claim: Claim
):
    client = Client()
    client.force_login(person("editor"))
    page.context.add_cookies(
        [
            {
                "name": "sessionid",
                "value": client.cookies["sessionid"].value,
                "url": live_site,
            }
        ]
    )
    page.goto(reverse("admin:factcheck_claim_verb", args=[claim.pk, "invite"]))
    assert looked_at(page) == []

    page.get_by_label("Name:").fill("Ada Berg")
    page.get_by_label("Role:").fill("lawyer, Berg & Co")
    page.get_by_label("Valid for:").select_option("7")
    page.get_by_role("button", name="Make the link").click()
    address = page.locator("code.secret").inner_text()
    assert looked_at(page) == []

    guest = browser.new_context().new_page()
    guest.goto(address)
    expect(guest.get_by_text("This link is for Ada Berg")).to_be_visible()

    page.get_by_role("button", name="Revoke the link of Ada Berg").click()
    expect(
        page.get_by_text("The link of Ada Berg opens nothing any more.")
    ).to_be_visible()
    assert looked_at(page) == []
    guest.reload()
    expect(guest.get_by_role("heading", level=1)).to_have_text(
        "This link opens nothing"
    )
    guest.context.close()


def test_without_scripts_it_is_read_and_approved(
    browser: Browser, live_site: str, claim: Claim
):
    _link, token = invite(claim)
    context = browser.new_context(base_url=live_site, java_script_enabled=False)
    page = context.new_page()

    page.goto(f"/guest/{token}/?lang=da")
    page.get_by_label("Jeg godkender").check()
    page.get_by_role("button", name="Send svaret").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Dit svar")
    context.close()
    assert Claim.objects.get(pk=claim.pk).status == "approved"


def test_no_other_site_learns_the_address(page: Page, claim: Claim):
    _link, token = invite(claim)
    page.goto(f"/guest/{token}/")

    page.get_by_role("link", name="Corrections").first.click()

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate("document.referrer") == ""
