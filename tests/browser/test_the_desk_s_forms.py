"""Where things stand on the desk's pages: beside what they are about, and not cut off."""

import pytest
from people import World, person
from playwright.sync_api import Locator, Page

PASSWORD = "correct horse battery"
RING = "e => { const s = getComputedStyle(e); return parseFloat(s.outlineWidth) + parseFloat(s.outlineOffset); }"


@pytest.fixture
def claim(live_site, page: Page):
    world = World()
    person("reporter")
    page.goto("/admin/login/")
    page.get_by_label("Username").fill("reporter")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    return world.claim


def box(locator: Locator) -> dict:
    made = locator.bounding_box()
    return made | {"right": made["x"] + made["width"], "bottom": made["y"] + made["height"]}


def test_the_ring_of_a_field_covers_neither_its_label_nor_its_help(page: Page, claim):
    page.goto(f"/admin/factcheck/claim/{claim.pk}/change/")
    field = page.locator("#id_text")
    page.keyboard.press("Tab")
    field.focus()

    beyond = field.evaluate(RING)

    assert box(page.locator("label[for=id_text]"))["bottom"] <= box(field)["y"] - beyond
    assert box(page.locator(".field-text .help"))["y"] >= box(field)["bottom"] + beyond


def test_what_is_wrong_stands_at_the_left_edge_of_its_field(page: Page, claim):
    page.goto(f"/admin/factcheck/claim/{claim.pk}/change/")
    field = page.locator("#id_verdict-0-rationale")
    field.fill("")
    page.locator("form").last.evaluate("() => document.querySelectorAll('form').forEach(f => f.noValidate = true)")
    page.get_by_role("button", name="Save and continue").click()

    said = page.locator(".field-rationale .errorlist li")

    assert abs(box(said)["x"] - box(field)["x"]) <= 2


def test_the_status_of_a_record_is_not_cut_on_a_phone(page: Page, claim):
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto("/admin/factcheck/claim/?turn=all")

    edge = box(page.locator("#changelist .results"))["right"]

    assert box(page.locator("#result_list .field-chip .chip").first)["right"] <= edge
