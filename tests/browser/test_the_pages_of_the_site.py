"""The pages that sign the site, in a real browser: on a phone and a desktop, by day and by night, in its accent."""

import io
from collections import defaultdict

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Page
from support.browser import RULES, screenshot
from support.people import World, published
from support.record_contents import full

from factcheck.records import pictures

PAGES = ["/about/", "/contact/", "/about/method/", "/privacy/", "/accessibility/", "/"]
ACCENT = {"light": "rgb(122, 0, 25)", "dark": "rgb(240, 160, 168)"}


@pytest.fixture
def _site(live_site, settings, tmp_path) -> None:
    settings.MEDIA_ROOT = str(tmp_path)
    World()
    drawing = io.BytesIO()
    Image.new("RGB", (320, 120), "#7a0019").save(drawing, format="PNG")
    content = full("site", defaultdict(str)) | {
        "accent": "#7a0019",
        "accent_dark": "#f0a0a8",
        "logo": pictures.store(drawing.getvalue())._asdict(),
    }
    published("site", slug="papers", **content)


@pytest.mark.usefixtures("_site")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_they_are_accessible_and_in_the_accent_of_the_site(page: Page, width, scheme):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    found = []
    for path in PAGES:
        page.goto(path)
        violations = Axe().run(page, options=RULES).response["violations"]
        for each in violations:
            found.append(f"{path} {each['id']}: {each['nodes'][0]['html'][:200]}")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{path} scrolls sideways")
        screenshot(page, f"site {path} {width} {scheme}")

    accent = "getComputedStyle(document.documentElement).getPropertyValue('--accent')"
    page.evaluate(f"document.body.style.color = {accent}")
    assert found == []
    assert page.evaluate("getComputedStyle(document.body).color") == ACCENT[scheme]
