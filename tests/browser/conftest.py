import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from support.browser import ARGUMENTS, complaints_of


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """One Chromium for the tests of a file, ended with it.

    Playwright's event loop counts as running in this thread from here on, and Django refuses the database under a
    running loop. The guard is for coroutines that share a connection; here everything is one thread that waits for
    each call in turn, so it is lifted - for these tests alone, which is why the browser does not outlive its file.
    """
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        chrome = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield chrome
        chrome.close()


@pytest.fixture
def live_site(transactional_db: None, live_server, settings) -> str:
    """The address of the site, served from this test's database."""
    settings.SITE_URL = live_server.url
    return live_server.url


@pytest.fixture
def page(browser: Browser, live_site: str) -> Iterator[Page]:
    """A page in a fresh profile. The test fails when the page complains; expected ones are cleared by the test:
    `page.complaints.clear()`."""
    context = browser.new_context(
        base_url=live_site, viewport={"width": 1280, "height": 900}
    )
    page = context.new_page()
    page.complaints = complaints_of(page)
    yield page
    context.close()
    assert not page.complaints, "\n".join(page.complaints)
