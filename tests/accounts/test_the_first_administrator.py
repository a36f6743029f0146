"""The first administrator comes by an address that is printed on the command line and works once."""

import re
import socket
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.management import CommandError, call_command
from support.people import person

from factcheck.admin.accounts import firstrun
from factcheck.management import demo_address
from factcheck.models import User

CHOSEN = {
    "username": "ada",
    "desk_name": "Ada Lund",
    "password1": "a bridge over it",
    "password2": "a bridge over it",
}


@pytest.fixture
def address(capsys, settings, tmp_path):
    """The address that the command prints, without its host."""
    settings.VAR_ROOT = tmp_path

    def printed(*options: str) -> str:
        call_command("first_run", *options)
        return re.search(r"http://127\.0\.0\.1:8000(/\S+)", capsys.readouterr().out)[1]

    return printed


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def test_from_the_command_line_to_the_desk(browser, address):
    page = browser()
    path = address()
    assert "email" not in page.get(path).content.decode().lower()

    made = page.post(path, CHOSEN, follow=True)

    assert made.redirect_chain[-1][0] == "/accounts/second-factor/set-up/"
    secret = made.context["form"].secret
    page.post("/accounts/second-factor/set-up/", {"code": code_of(secret)})
    assert page.is_in()
    ada = User.objects.get()
    assert (ada.desk_name, ada.is_staff, ada.is_superuser, ada.email) == (
        "Ada Lund",
        True,
        True,
        "",
    )
    assert [group.name for group in ada.groups.all()] == ["Administrator"]
    assert Authenticator.objects.filter(user=ada, type="totp").exists()


def test_it_is_the_address_of_the_demonstration_that_runs(capsys, settings, tmp_path):
    settings.VAR_ROOT = tmp_path
    with socket.create_server(("127.0.0.1", 0)) as demonstration:
        port = demonstration.getsockname()[1]
        demo_address.keep(tmp_path, port)
        call_command("first_run")

    assert f"  http://127.0.0.1:{port}/accounts/first-run/" in capsys.readouterr().out


def test_a_demonstration_that_has_ended_has_no_address(address, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as ended:
        demo_address.keep(tmp_path, ended.getsockname()[1])

    assert address().startswith("/accounts/first-run/")


def test_the_address_works_once(browser, address):
    path = address()
    browser().post(path, CHOSEN)

    again = browser().post(path, CHOSEN | {"username": "eve"})

    assert again.status_code == 404
    assert "used already" in again.content.decode()
    assert User.objects.count() == 1


def test_of_two_printed_addresses_one_works(browser, address):
    first, second = address(), address()
    browser().post(first, CHOSEN)

    assert browser().get(second).status_code == 404


def test_after_an_hour_it_is_over(browser, address, monkeypatch):
    path = address()
    later = time.time() + firstrun.SECONDS + 5
    monkeypatch.setattr(time, "time", lambda: later)

    assert browser().get(path).status_code == 404


def test_an_invented_address_is_nothing(browser):
    assert browser().get("/accounts/first-run/bm90aGluZw:1abc:def/").status_code == 404


def test_where_there_is_an_administrator_it_is_refused_by_name(address):
    person("admin")

    with pytest.raises(CommandError, match="There is an administrator already: admin"):
        address()


def test_a_request_for_one_more_gives_one_more(browser, address):
    person("admin")

    browser().post(address("--again"), CHOSEN)

    assert firstrun.administrators().count() == 2


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"password2": "another"}, "password2"),
        ({"password1": "12345678", "password2": "12345678"}, "password2"),
        ({"desk_name": ""}, "desk_name"),
        ({"username": "ada lund"}, "username"),
    ],
)
def test_an_error_stands_beside_the_field(browser, address, change, field):
    path = address()

    answer = browser().post(path, CHOSEN | change)

    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert not User.objects.exists()
    assert browser().get(path).status_code == 200


def test_a_database_without_roles_is_an_error(monkeypatch, address):
    firstrun.Group.objects.all().delete()

    with pytest.raises(CommandError, match=r"Run manage\.py migrate first"):
        address()
