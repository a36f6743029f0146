"""Where things stand on the desk's pages: beside what they are about, and not cut off."""

import pytest
from playwright.sync_api import Locator, Page, expect
from support.browser import screenshot
from support.people import World, approve, change, person

PASSWORD = "correct horse battery"
RING = "e => { const s = getComputedStyle(e); return parseFloat(s.outlineWidth) + parseFloat(s.outlineOffset); }"


@pytest.fixture
def claim(live_site, page: Page):
    world = World()
    person("reporter")
    sign_in(page, "reporter")
    return world.claim


def sign_in(page: Page, name: str) -> None:
    page.goto("/admin/login/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/admin/")


def box(locator: Locator) -> dict:
    made = locator.bounding_box()
    return made | {
        "right": made["x"] + made["width"],
        "bottom": made["y"] + made["height"],
    }


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
    page.locator("form").last.evaluate(
        "() => document.querySelectorAll('form').forEach(f => f.noValidate = true)"
    )
    page.get_by_role("button", name="Save and continue").click()

    said = page.locator(".field-rationale .errorlist li")

    assert abs(box(said)["x"] - box(field)["x"]) <= 2


def test_the_status_of_a_record_is_not_cut_on_a_phone(page: Page, claim):
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto("/admin/factcheck/claim/?turn=all")

    edge = box(page.locator("#changelist .results"))["right"]

    assert box(page.locator("#result_list .field-chip .chip").first)["right"] <= edge


def test_a_form_that_takes_no_more_rows_says_so_and_what_to_do(page: Page, claim):
    page.goto(f"/admin/factcheck/claim/{claim.pk}/change/")
    group = page.locator("#relations-group")
    for _ in range(30):
        group.locator(".add-row a").click()

    expect(group.locator(".add-row")).to_be_hidden()
    expect(group.locator(".rows-full")).to_contain_text(
        "Save it; further ones are added after that."
    )
    group.locator(".inline-deletelink").last.click()
    expect(group.locator(".rows-full")).to_be_hidden()


def test_of_a_later_time_the_button_that_stands_out_schedules(page: Page, claim):
    approved = approve(change(claim, context="More."))
    person("publisher")
    page.context.clear_cookies()
    sign_in(page, "publisher")
    page.goto(f"/admin/factcheck/claim/publish/?of=claim:{approved.uid}")
    page.get_by_text("At a later time").click()

    colours = {
        name: page.locator(f"input[name={name}]").evaluate(
            "e => getComputedStyle(e).backgroundColor"
        )
        for name in ("_schedule", "_now")
    }

    expect(page.locator("input[type=datetime-local]")).to_be_visible()
    assert colours["_schedule"] != colours["_now"]
    screenshot(page, "publish-later")
