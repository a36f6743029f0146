"""In a browser: an editor is led to set a second factor up, and signs in with it; every page that has to do with it."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, expect
from support.browser import looked_at, screenshot
from support.people import person

PASSWORD = "correct horse battery"
ENTRANCE = ["/accounts/login/", "/accounts/inactive/"]
INSIDE = [
    "/accounts/second-factor/",
    "/accounts/second-factor/remove/",
    "/accounts/second-factor/again/",
    "/accounts/reauthenticate/",
    "/accounts/recovery-codes/",
    "/accounts/recovery-codes/new/",
    "/accounts/sessions/",
    "/accounts/logout/",
    "/admin/",
]


@pytest.fixture
def editor(live_site, settings):
    settings.REQUIRE_MFA = True
    settings.MFA_TOTP_TOLERANCE = 1
    return person("editor")


def code_of(secret: str, ahead: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))


def log_in(page: Page) -> None:
    page.goto("/admin/")
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill(PASSWORD)
    with page.expect_navigation():  # the next page asks for the password too
        page.get_by_role("button", name="Log in").click()


def test_an_editor_sets_a_second_factor_up_and_signs_in_with_it(page: Page, editor):
    found = [wrong for path in ENTRANCE for wrong in looked_at(page, path)]
    log_in(page)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    expect(
        page.get_by_text("you need a second factor before anything else")
    ).to_be_visible()
    assert (
        page.get_by_alt_text("QR code").evaluate("picture => picture.naturalWidth") > 0
    )
    found += looked_at(page)
    screenshot(page, "setting a second factor up")

    secret = page.locator(".account__key").inner_text()
    page.get_by_label("Authenticator code").fill(code_of(secret))
    page.keyboard.press("Enter")
    expect(page.locator(".account__codes li")).to_have_count(10)
    page.get_by_role("link", name="They are kept: to the desk").click()
    expect(page).to_have_url(re.compile(r"/admin/$"))
    for path in INSIDE:
        found += looked_at(page, path)

    page.context.clear_cookies()
    log_in(page)
    found += looked_at(page)
    page.get_by_label("Code").fill(code_of(secret, ahead=1))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/admin/$"))

    assert not found, "\n".join(found)
    assert Authenticator.objects.filter(user=editor).count() == 2
