"""Sign-ins, refusals, lock-outs and sign-outs leave a line with the login and the client's IP address."""

import json
import logging
import re

import pytest
from support.people import person

from factcheck.config import logs

ADDRESS = "203.0.113.9"
FAIL2BAN = re.compile(
    r'^\{"client_ip": "(?P<host>\S+)".*"event": "sign-in (refused|locked|held back)"'
)


@pytest.fixture
def log_lines(caplog):
    """Each line of the log about signing in: (event, login, whether it is one, address)."""
    caplog.set_level(logging.INFO)

    def lines() -> list[tuple]:
        found = [
            r.msg for r in caplog.records if r.name == "factcheck.admin.accounts.audit"
        ]
        return [
            (line["event"], line["login"], line["known_login"], line["client_ip"])
            for line in found
        ]

    return lines


def from_there(browser):
    return browser(REMOTE_ADDR=ADDRESS)


def test_a_sign_in_and_a_sign_out(browser, log_lines):
    person("reporter")
    page = from_there(browser)

    page.log_in("reporter")
    page.post("/accounts/logout/")

    assert log_lines() == [
        ("signed in", "reporter", True, ADDRESS),
        ("signed out", "reporter", True, ADDRESS),
    ]


def test_a_wrong_password(browser, log_lines):
    person("reporter")

    from_there(browser).log_in("Reporter", "wrong")

    assert log_lines() == [("sign-in refused", "reporter", True, ADDRESS)]


def test_what_is_no_login_is_not_written_down(browser, log_lines, caplog):
    from_there(browser).log_in("my secret password", "wrong")

    assert log_lines() == [("sign-in refused", None, False, ADDRESS)]
    assert "my secret password" not in caplog.text


def test_a_lock_out(browser, log_lines):
    person("reporter")
    for _ in range(5):
        from_there(browser).log_in("reporter", "wrong")

    from_there(browser).log_in("reporter")

    assert log_lines()[-1] == ("sign-in locked", "reporter", True, ADDRESS)


def test_a_wrong_code(browser, holder, log_lines):
    page = from_there(browser)
    holder("editor")
    page.log_in("editor")

    page.give("000000")

    assert log_lines() == [("second factor refused", "editor", True, ADDRESS)]


def test_a_lock_out_at_the_second_factor(browser, holder, log_lines):
    page, editor = from_there(browser), holder("editor")
    page.log_in("editor")
    for _ in range(5):
        page.give("000000")

    page.give(editor.code())

    assert log_lines()[-1] == ("sign-in locked", "editor", True, ADDRESS)


def test_who_asks_without_pause(browser, log_lines, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"login": "1/m/ip"}
    from_there(browser).log_in("nobody", "wrong")

    from_there(browser).log_in("nobody", "wrong")

    assert log_lines()[-1] == ("sign-in held back", None, False, ADDRESS)


def test_fail2ban_reads_the_address(browser, caplog):
    from_there(browser).log_in("nobody", "wrong")

    (record,) = [
        record
        for record in caplog.records
        if record.name == "factcheck.admin.accounts.audit"
    ]
    line = logs.json_formatter().format(record)

    assert json.loads(line)["event"] == "sign-in refused"
    assert FAIL2BAN.match(line)["host"] == ADDRESS
