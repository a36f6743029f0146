"""Signing in by login and password, and what it refuses."""

import pytest
from django.urls import NoReverseMatch, reverse
from support.people import person


def test_the_desk_leads_to_the_sign_in_page_and_back(browser):
    person("reporter")
    reader = browser()

    asked = reader.get("/admin/factcheck/claim/", follow=True)
    address, _ = asked.redirect_chain[-1]
    let_in = reader.post(
        address, {"login": "reporter", "password": "correct horse battery"}
    )

    assert address.startswith("/accounts/login/?next=")
    assert let_in["Location"] == "/admin/factcheck/claim/"
    assert reader.is_in()


@pytest.mark.parametrize(
    "name", ["reporter", "nobody"], ids=["wrong password", "unknown login"]
)
def test_a_refusal_does_not_say_who_exists(browser, name):
    person("reporter")

    page = browser().log_in(name, "wrong")

    assert page.status_code == 200
    assert page.context["form"].non_field_errors() == [
        "The username and/or password you specified are not correct."
    ]


def test_after_five_wrong_passwords_the_right_one_is_not_tried(browser):
    person("reporter")
    for _ in range(5):
        browser().log_in("reporter", "wrong")

    page = browser().log_in("reporter")

    assert "Too many failed login attempts" in page.content.decode()


def test_an_invented_address_does_not_help(browser, settings):
    settings.BEHIND_PROXY = 1
    for i in range(10):
        browser().log_in(
            f"somebody{i}",
            "wrong",
            headers={"X-Forwarded-For": f"10.0.0.{i}, 203.0.113.9"},
        )
    person("reporter")

    page = browser().log_in(
        "reporter", headers={"X-Forwarded-For": "10.9.9.9, 203.0.113.9"}
    )

    assert "Too many failed login attempts" in page.content.decode()


def test_behind_two_proxies_each_reader_is_counted_alone(browser, settings):
    settings.BEHIND_PROXY = 2
    for i in range(10):
        browser().log_in(
            f"somebody{i}",
            "wrong",
            headers={"X-Forwarded-For": f"203.0.113.{i}, 198.51.100.7"},
        )
    person("reporter")
    page = browser()

    page.log_in("reporter", headers={"X-Forwarded-For": "203.0.113.99, 198.51.100.7"})

    assert page.is_in()


def test_a_request_past_our_proxies_is_answered(browser, settings):
    settings.BEHIND_PROXY = 2
    person("reporter")
    page = browser()

    page.log_in("reporter", headers={"X-Forwarded-For": "203.0.113.99"})

    assert page.is_in()


def test_asking_without_pause_is_refused(browser, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"login": "1/m/ip"}
    browser().log_in("reporter", "wrong")

    page = browser().log_in("reporter", "wrong")

    assert page.status_code == 429
    assert "Too many tries" in page.content.decode()


def test_who_is_switched_off_reads_why(browser):
    somebody = person("reporter")
    somebody.is_active = False
    somebody.save()

    page = browser()
    answer = page.log_in("reporter")

    assert answer["Location"] == "/accounts/inactive/"
    assert not page.is_in()


@pytest.mark.parametrize(
    "name", ["signup", "email", "reset_password", "set_password", "change_password"]
)
def test_what_the_desk_does_not_use_has_no_address(name):
    with pytest.raises(NoReverseMatch):
        reverse(f"account_{name}")


def test_the_desk_lists_no_secrets(browser, holder):
    above = holder("admin").user
    above.is_superuser = True
    above.save()
    admin = browser()
    admin.force_login(above)

    page = admin.get("/admin/").content.decode()

    assert "/admin/factcheck/user/" in page
    assert "/admin/mfa/" not in page
    assert admin.get("/admin/mfa/authenticator/").status_code == 404
