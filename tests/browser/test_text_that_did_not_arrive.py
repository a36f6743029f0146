"""What was typed and not saved outlives a crash of the tab and a sign-in that ran out."""

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect
from support.browser import screenshot
from support.people import World, change, person

from factcheck.models import Claim

PASSWORD = "correct horse battery"
TYPED = "Nobody has shown a deed of the bridge."
OFFER = "was not saved"


def sign_in(page: Page, name: str) -> None:
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()


@pytest.fixture
def claim(live_site, page: Page):
    world = World()
    person("reporter")
    person("editor")
    page.goto("/admin/login/")
    sign_in(page, "reporter")
    page.wait_for_url("**/admin/")
    return world.claim


def edit(page: Page, claim: Claim) -> None:
    page.goto(f"/admin/factcheck/claim/{claim.pk}/change/")


def wait_until_stored(page: Page) -> None:
    """Waits until the browser has put away what was typed."""
    page.wait_for_function(
        "text => (sessionStorage.getItem('unsaved') ?? '').includes(text)", arg=TYPED
    )


def test_after_a_crash_the_text_is_offered_with_its_rows_and_saved(page: Page, claim):
    edit(page, claim)
    page.locator("#id_text").fill(TYPED)
    page.locator("#evidence-group .add-row a").click()
    page.locator("#id_evidence-1-note").fill("A row that was added.")
    wait_until_stored(page)

    page.reload()
    offer = page.get_by_text(OFFER)
    expect(offer).to_be_visible()
    expect(offer).to_have_text(
        re.compile(r"until \d{1,2} [A-Z][a-z]{2} \d{4}, \d\d:\d\d UTC was not saved")
    )
    expect(page.locator("#id_text")).not_to_have_value(TYPED)
    screenshot(page, "unsaved-offered")
    page.get_by_role("button", name="Put it back").click()

    expect(page.get_by_text("Nothing of it is saved yet")).to_be_visible()
    expect(page.locator("#id_text")).to_have_value(TYPED)
    expect(page.locator("#id_evidence-1-note")).to_have_value("A row that was added.")
    screenshot(page, "unsaved-put-back")
    page.locator("#evidence-1 .inline-deletelink").click()
    page.get_by_role("button", name="Save and continue").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert Claim.objects.get(pk=claim.pk).text == TYPED
    edit(page, claim)
    expect(page.get_by_text(OFFER)).to_be_hidden()


def test_a_sign_in_that_ran_out_eats_no_text(page: Page, claim):
    edit(page, claim)
    page.locator("#id_text").fill(TYPED)
    Session.objects.all().delete()
    page.get_by_role("button", name="Save and continue").click()

    sign_in(page, "reporter")
    page.get_by_role("button", name="Put it back").click()
    page.get_by_role("button", name="Save and continue").click()

    expect(page.locator(".messagelist .success")).to_be_visible()
    assert Claim.objects.get(pk=claim.pk).text == TYPED


def test_another_person_at_the_same_desk_is_offered_nothing(page: Page, claim):
    edit(page, claim)
    page.locator("#id_text").fill(TYPED)
    wait_until_stored(page)
    Session.objects.all().delete()
    edit(page, claim)

    sign_in(page, "editor")
    page.wait_for_url("**/change/")

    expect(page.get_by_text(OFFER)).to_be_hidden()


def test_stored_text_is_merged_with_a_save_of_somebody_else(page: Page, claim):
    edit(page, claim)
    page.locator("#id_text").fill(TYPED)
    wait_until_stored(page)
    change(
        claim, by=person("editor"), context="A bridge between two towns, and a toll."
    )
    page.reload()

    page.get_by_role("button", name="Put it back").click()
    expect(
        page.get_by_role("heading", name="Two of you changed this record")
    ).to_be_visible()
    page.complaints.clear()  # the browser says of every 409 that it is one
    screenshot(page, "conflict-nothing-overlaps")
    page.get_by_role("button", name="Save both together").click()

    fresh = Claim.objects.get(pk=claim.pk)
    assert (fresh.text, fresh.context) == (
        TYPED,
        "A bridge between two towns, and a toll.",
    )


def test_what_was_thrown_away_is_not_offered_again(page: Page, claim):
    edit(page, claim)
    page.locator("#id_text").fill(TYPED)
    wait_until_stored(page)
    page.reload()

    page.get_by_role("button", name="Throw it away").click()
    page.reload()

    expect(page.get_by_text(OFFER)).to_be_hidden()
    assert Claim.objects.get(pk=claim.pk).text != TYPED


def test_an_article_that_was_pasted_outlives_a_crash(page: Page, claim):
    Session.objects.all().delete()
    page.goto("/admin/factcheck/importjob/add/")
    sign_in(page, "editor")
    page.locator("#id_text").fill(TYPED)
    wait_until_stored(page)
    page.reload()

    page.get_by_role("button", name="Put it back").click()

    expect(page.locator("#id_text")).to_have_value(TYPED)
