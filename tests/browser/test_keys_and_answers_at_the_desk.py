"""Lists and forms by keyboard, and what the desk answers while somebody types."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from support.browser import screenshot
from support.people import World, make, person

from factcheck.models import Capture, Claim

PASSWORD = "correct horse battery"
TEXT = "The mayor spoke. “It is our bridge”, she said. Nobody showed a deed."


@pytest.fixture
def world(live_site, page: Page) -> World:
    world = World()
    Capture.objects.create(
        source=world.source,
        sha256="b" * 64,
        media_type="text/plain",
        byte_count=9,
        text=TEXT,
        captured_at=timezone.now(),
    )
    person("reporter")
    page.goto("/admin/login/")
    page.get_by_label("Username").fill("reporter")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/admin/")
    return world


def test_the_keys_are_listed_and_letters_can_be_switched_off(page: Page, world):
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_be_visible()
    screenshot(page, "desk-keys")
    dialog.get_by_label("Single letters are keys").uncheck()
    dialog.get_by_role("button", name="Close").click()

    page.keyboard.press("?")

    expect(dialog).to_be_hidden()
    expect(page.get_by_role("button", name="Keys")).to_be_visible()


def test_a_list_is_walked_and_a_record_saved_by_keys(page: Page, world):
    make("claim", slug="toll", text="The toll was paid.", **world.claim_content())
    page.goto("/admin/factcheck/claim/?status__exact=draft")
    page.keyboard.press("/")
    page.keyboard.type("jx toll")
    expect(page.locator("#searchbar")).to_have_value("jx toll")
    page.goto("/admin/factcheck/claim/?status__exact=draft")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("#result_list tbody input.action-select").first).to_be_checked()
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.locator("#result_list tbody th a").first.focus()
    page.keyboard.press("Enter")
    page.locator("#id_text").fill("The toll was never paid.")
    page.keyboard.press("Control+s")

    expect(page.locator(".messagelist .success")).to_be_visible()
    assert Claim.objects.get(slug="toll").text == "The toll was never paid."


def test_a_date_is_put_in_words_as_it_is_typed_in_a_row_that_was_just_added_too(
    page: Page, world
):
    page.goto(f"/admin/factcheck/claim/{world.claim.pk}/change/")
    page.locator("#id_claimed_on").fill("2026-01-14~")
    expect(page.locator(".field-claimed_on .edtf-words")).to_have_text(
        "Readers see: about 14 January 2026"
    )
    page.locator("#id_claimed_on").fill("2026-02-30")
    expect(page.locator(".field-claimed_on .problem")).to_be_visible()

    page.locator("#appearances-group .add-row a").click()
    page.locator("#id_appearances-1-stated_on").fill("2026-01")

    expect(page.locator("#appearances-1 .edtf-words")).to_have_text(
        "Readers see: January 2026"
    )


def test_words_are_shown_in_their_source_before_anything_is_saved(page: Page, world):
    page.goto(f"/admin/factcheck/quote/{world.quote.pk}/change/")
    page.locator("#id_words").fill("Nobody showed a deed")
    page.get_by_role("button", name="Check in the source").click()

    found = page.locator(".passage-found")
    expect(found.locator("mark")).to_have_text("Nobody showed a deed")
    found.scroll_into_view_if_needed()
    screenshot(page, "quote-checked-in-source")
    page.locator("#id_words").fill("Nobody shows a deed")
    page.get_by_role("button", name="Check in the source").click()
    expect(found).to_contain_text("Not there, letter for letter")


def test_a_passage_of_a_row_is_checked_in_the_source_of_that_row(page: Page, world):
    page.goto(f"/admin/factcheck/claim/{world.claim.pk}/change/")
    page.locator("#id_evidence-0-exact").fill("It is our bridge")

    page.locator("#evidence-0").get_by_role(
        "button", name="Check in the source"
    ).click()

    expect(page.locator("#evidence-0 .passage-found mark")).to_have_text(
        "It is our bridge"
    )


def test_a_source_that_is_known_is_named_while_its_address_is_typed(page: Page, world):
    make("source", slug="deed", title="The deed", url="https://example.org/deed")
    page.goto("/admin/factcheck/source/add/")

    page.locator("#id_url").fill("http://www.example.org/deed/?utm_source=feed")

    expect(page.get_by_text("This address is on record already")).to_be_visible()
    screenshot(page, "source-known-already")
