"""What browser tests look at besides the page: what it complained of, and how it looked."""

import re
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import ConsoleMessage, Error, Page

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "preload": False,
}
LOOKS = ((390, "dark"), (1280, "light"))
SETTLED = 250
"""Milliseconds after which the colours of another scheme have faded in."""
SCREENSHOTS = Path(settings.VAR_ROOT) / "screenshots"


def complaints_of(page: Page) -> list[str]:
    """A list that fills with whatever goes wrong on the page: refused by CSP, script errors, failed requests."""
    complaints: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error" or "Content Security Policy" in message.text:
            complaints.append(f"console: {message.text}")

    def catch(error: Error) -> None:
        complaints.append(f"script: {error}")

    page.on("console", hear)
    page.on("pageerror", catch)
    return complaints


def screenshot(page: Page, name: str) -> Path:
    """A picture of the whole page in var/screenshots, for people to look at."""
    path = SCREENSHOTS / f"{re.sub(r'[^a-z0-9-]+', '-', name.lower())}.png"
    page.screenshot(path=path, full_page=True)
    return path


def looked_at(page: Page, path: str = "") -> list[str]:
    """What is wrong with a page, on a phone in the dark and on a desk in the light: by axe, and scrolling sideways."""
    if path:
        page.goto(path)
    found, heard = [], len(page.complaints)
    for width, scheme in LOOKS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.wait_for_timeout(SETTLED)
        said = page.complaints[heard:]
        violations = Axe().run(page, options=RULES).response["violations"]
        page.complaints[heard:] = said  # without what axe itself writes into the page
        found += [
            f"{page.url} {width} {v['id']}: {v['nodes'][0]['html'][:200]}"
            for v in violations
        ]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{page.url} scrolls sideways at {width}")
    return found
