import re

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import Page, expect
from support.browser import screenshot

PASSWORD = "correct horse battery staple"


@pytest.fixture
def administrator(live_site):
    return get_user_model().objects.create_superuser("ada", password=PASSWORD)


def test_an_administrator_signs_in(page: Page, administrator):
    page.goto("/admin/")
    page.get_by_label("Username").fill("ada")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()

    expect(page).to_have_url(re.compile(r"/admin/$"))
    screenshot(page, "the desk")
    administrator.refresh_from_db()
    assert administrator.last_login is not None


def test_what_breaks_the_policy_is_noticed(page: Page, live_site):
    page.goto("/admin/login/")
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'alert(1)'}))"
    )

    page.wait_for_timeout(100)
    assert any("Content Security Policy" in complaint for complaint in page.complaints)
    page.complaints.clear()
