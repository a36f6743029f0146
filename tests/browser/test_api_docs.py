"""The documentation of the API is a page like the others: at any width, by day and night, with and without script."""

import pytest
from playwright.sync_api import Browser, Page
from support.browser import screenshot

SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_api_is_described_at_any_width_by_day_and_night(page: Page, width, scheme):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/api/v1/docs/")
    page.evaluate(
        "document.querySelectorAll('details').forEach(each => each.open = true)"
    )

    screenshot(page, f"api docs {width} {scheme}")
    assert not page.evaluate(SIDEWAYS)
    assert page.get_by_role(
        "heading", name="GET /api/v1/claims/", exact=True
    ).is_visible()
    assert (
        page.locator("section[aria-labelledby=claims] dl")
        .first.get_by_text("rating", exact=True)
        .is_visible()
    )


def test_what_is_linked_on_the_page_is_there(page: Page):
    page.goto("/api/v1/docs/")

    targets = page.eval_on_selector_all(
        "main a[href^='#']", "links => links.map(link => link.hash.slice(1))"
    )
    missing = [
        target
        for target in set(targets)
        if page.locator(f"[id='{target}']").count() != 1
    ]

    assert len(targets) > 50
    assert missing == []


def test_the_api_is_described_without_script(browser: Browser, live_site):
    context = browser.new_context(base_url=live_site, java_script_enabled=False)
    page = context.new_page()
    page.goto("/api/v1/docs/")

    page.get_by_text("Parameters of claims_list").click()

    assert (
        page.locator("section[aria-labelledby=claims] dl")
        .first.get_by_text("rating", exact=True)
        .is_visible()
    )
    context.close()
