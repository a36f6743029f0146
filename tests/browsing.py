"""What browser tests look at besides the page: what it complained of, and how it looked."""

import re
from pathlib import Path

from django.conf import settings
from playwright.sync_api import ConsoleMessage, Error, Page

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
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
