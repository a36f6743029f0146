"""What strangers get wrong keeps nobody out of a browser that they signed in with before."""

import pytest
from django.core import signing
from support.people import person

from factcheck.admin.accounts import browsers

TOO_MANY = "Too many failed login attempts"


def locked_out(browser) -> None:
    for i in range(5):
        browser(REMOTE_ADDR=f"198.51.100.{i}").log_in("reporter", "wrong")
    assert TOO_MANY in browser().log_in("reporter").content.decode()


@pytest.fixture
def own(browser):
    """The reporter's own browser, signed out again."""
    person("reporter")
    page = browser()
    page.log_in("reporter")
    page.post("/accounts/logout/")
    assert not page.is_in()
    return page


def cookie(page):
    (name,) = [name for name in page.cookies if name.startswith("known-")]
    return page.cookies[name]


def test_the_owner_signs_in_while_strangers_are_locked_out(browser, own):
    locked_out(browser)

    own.log_in("reporter")

    assert own.is_in()


def test_strangers_at_the_same_address_keep_nobody_out(browser, own):
    for i in range(10):
        browser().log_in(f"somebody{i}", "wrong")

    own.log_in("reporter")

    assert own.is_in()


def test_its_own_wrong_passwords_are_counted(browser, own):
    for _ in range(5):
        own.log_in("reporter", "wrong")

    page = own.log_in("reporter")

    assert TOO_MANY in page.content.decode()


def test_it_is_known_to_one_account_alone(browser, own):
    person("reader")
    stolen = browser()
    stolen.cookies[browsers._name("reader")] = cookie(own).value

    assert browsers.known(request_of(own), "reporter")
    assert not browsers.known(request_of(stolen), "reader")


def test_a_changed_password_makes_it_a_stranger(browser, own):
    reporter = person("reporter")
    reporter.set_password("another one altogether")
    reporter.save()

    assert not browsers.known(request_of(own), "reporter")


def test_after_thirty_days_it_is_a_stranger(own, monkeypatch):
    monkeypatch.setattr(browsers, "SECONDS", -1)

    assert not browsers.known(request_of(own), "reporter")


@pytest.mark.parametrize(
    "value",
    ["", "x", signing.dumps({"user": 1}, salt="another")],
    ids=["empty", "short", "another"],
)
def test_what_was_not_signed_here_is_nothing(own, value):
    cookie(own).set("known", value, value)
    own.cookies[browsers._name("reporter")] = value

    assert not browsers.known(request_of(own), "reporter")


def test_the_cookie_goes_to_the_pages_of_signing_in_alone(own):
    morsel = cookie(own)

    assert (morsel["path"], morsel["httponly"], morsel["samesite"]) == (
        "/accounts/",
        True,
        "Lax",
    )
    assert morsel["max-age"] == 30 * 24 * 3600


def test_the_password_alone_gives_none_where_a_code_is_needed(browser, holder):
    holder("editor")
    page = browser()

    page.log_in("editor")

    assert not [name for name in page.cookies if name.startswith("known-")]


def test_setting_a_second_factor_up_keeps_the_browser_known(browser):
    person("editor")
    page = browser()
    page.log_in("editor")

    page.set_up()

    assert browsers.known(request_of(page), "editor")


def request_of(page):
    return type(
        "Request",
        (),
        {"COOKIES": {name: morsel.value for name, morsel in page.cookies.items()}},
    )
