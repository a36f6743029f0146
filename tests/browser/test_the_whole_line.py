"""One claim from the reporter's first word to its correction, through the desk alone and a stranger's eyes."""

import re

import pytest
from playwright.sync_api import Page, expect
from support.browser import screenshot
from support.people import World, person

from factcheck.models import Claim, Publication

PASSWORD = "correct horse battery"
TEXT = "The deed of the bridge burnt in 1911."
NOTICE = "The deed burnt in 1912, not in 1911."


@pytest.fixture
def world(live_site) -> World:
    made = World()
    for name in ("reporter", "editor", "publisher"):
        person(name)
    return made


def sign_in(page: Page, name: str) -> None:
    page.wait_for_load_state(
        "networkidle"
    )  # what is still loading would be sent to the sign-in page instead
    page.context.clear_cookies()
    page.goto("/admin/login/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page).to_have_url(re.compile(r"/admin/$"))


def choose(page: Page, field: str, words: str) -> None:
    """Pick from an autocomplete by typing."""
    page.locator(f"#id_{field} + .select2 .select2-selection").click()
    page.locator(".select2-container--open .select2-search__field").last.fill(words)
    page.locator(".select2-results__option--highlighted", has_text=words).click()


def add(page: Page, part: str, group: str) -> None:
    """Add a row. What closes above the link meanwhile may move it away from under the pointer: then once more."""
    row = page.locator(f"#{group}-0")
    for _ in range(3):
        page.get_by_text(f"Add {part.lower()}", exact=True).click()
        page.wait_for_timeout(200)
        if row.count():
            break
    expect(row).to_be_visible()


def open_claim(page: Page, name: str) -> None:
    sign_in(page, name)
    page.goto(f"/admin/factcheck/claim/{Claim.objects.latest('created_at').pk}/change/")


def write(page: Page) -> None:
    page.goto("/admin/factcheck/claim/add/")
    page.locator("#id_text").fill(TEXT)
    choose(page, "disputes", "bridge")
    page.locator("#id_claim_kind").select_option("fact")
    add(page, "Verdict", "verdict")
    choose(page, "verdict-0-rating", "Unproven")
    page.locator("#id_verdict-0-rationale").fill("Nobody has seen it.")
    page.locator("#id_verdict-0-decided_on").fill("2026-01-16")
    add(page, "Appearance", "appearances")
    choose(page, "appearances-0-party", "Upper Town")
    add(page, "Evidence", "evidence")
    choose(page, "evidence-0-source", "Bridge report")
    page.locator("#id_evidence-0-stance").select_option("supports")
    page.locator("#id_evidence-0-note").fill("It tells of the fire.")
    page.get_by_role("button", name="Save and continue editing").click()


def approve_and_publish(page: Page) -> None:
    open_claim(page, "editor")
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_text("is approved in this version")).to_be_visible()
    open_claim(page, "publisher")
    page.get_by_role("link", name="Publish…", exact=True).click()
    page.wait_for_url("**/publish/?of=*")
    for warning in page.locator("input[name$='-acknowledged']").all():
        warning.check()


def test_a_claim_goes_the_whole_line(page: Page, world: World):
    sign_in(page, "reporter")
    write(page)
    page.get_by_role("button", name="Submit for review").click()
    expect(page.get_by_text("waits for review")).to_be_visible()
    expect(page.get_by_role("button", name="Approve")).to_be_disabled()
    screenshot(page, "a claim in review")

    approve_and_publish(page)
    screenshot(page, "the preflight")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("of the ledger")).to_be_visible()
    line = Publication.objects.latest("seq")
    before = f"{line.published_at:%Y-%m-%dT%H:%M:%S.%fZ}"

    page.context.clear_cookies()
    page.goto(f"/claims/{line.slug}/")
    expect(page.get_by_role("heading", level=1)).to_contain_text(TEXT)

    open_claim(page, "reporter")
    page.locator("#id_text").fill(TEXT.replace("1911", "1912"))
    page.get_by_role("button", name="Save and continue editing").click()
    page.get_by_role("button", name="Submit for review").click()
    expect(page.get_by_text("waits for review")).to_be_visible()
    approve_and_publish(page)
    page.get_by_label("Correction").check()
    page.get_by_role("textbox", name="Public notice").fill(NOTICE)
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("of the ledger")).to_be_visible()

    page.context.clear_cookies()
    page.goto(f"/claims/{line.slug}/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("1912")
    expect(page.get_by_text(NOTICE).first).to_be_visible()
    page.goto(f"/claims/{line.slug}/?as_of={before}")
    expect(page.get_by_role("heading", level=1)).to_contain_text("1911")
    expect(page.get_by_text(NOTICE)).to_have_count(0)


def test_the_page_did_not_exist_before_it_was_published(page: Page, world: World):
    line = Publication.objects.get(slug=world.claim.slug, kind="claim")
    first = Publication.objects.earliest("seq")

    then = page.goto(
        f"/claims/{line.slug}/?as_of={first.published_at:%Y-%m-%dT%H:%M:%S.%fZ}"
    )

    assert then.status == 404
    page.complaints.clear()  # of the 404
    expect(page.get_by_role("heading", level=1)).to_have_text("Not yet published then")
    expect(page.get_by_text(world.claim.text)).to_have_count(0)
    page.complaints.clear()
