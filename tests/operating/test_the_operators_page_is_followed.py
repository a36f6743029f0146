"""docs/operators.md to the letter: from an empty folder to a signed-in administrator and a published claim."""

import json
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Browser, Page, expect, sync_playwright
from support.brokers import Broker
from support.browser import ARGUMENTS, complaints_of
from support.documented_commands import ORDER, Machine, blocks
from support.dossiers import claim, dossier, ground
from support.proxies import HOST

PASSWORD = "a bridge over the stream"
RECORDS = ("rating", "party", "source", "dispute", "claim")
TAKEN = 30_000


def test_the_page_has_every_step_in_order():
    assert tuple(blocks()) == ORDER


def test_the_page_names_no_package_twice_and_every_unit():
    assert "redis-server" in blocks()["packages"]
    assert re.findall(
        r"record-(?:worker|beat|site)\b", blocks()["processes"].splitlines()[-1]
    ) == [
        "record-worker",
        "record-beat",
        "record-site",
    ]


def code_of(secret: str) -> str:
    """What an authenticator app shows; where that is about to change, what it shows next."""
    if time.time() % 30 > 15:
        time.sleep(30 - time.time() % 30)
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.fixture
def machine(tmp_path, postgres_url) -> Iterator[Machine]:
    redis = Broker(tmp_path / "redis")
    redis.start()
    made = Machine(tmp_path, redis.url)
    yield made
    made.close()
    redis.kill()


@contextmanager
def browsing(chromium: str, machine: Machine) -> Iterator[Browser]:
    """A Chromium to which the site's name is nginx here."""
    mapped = f"--host-resolver-rules=MAP {HOST}:443 127.0.0.1:{machine.https}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=[*ARGUMENTS, mapped]
        )
        yield browser
        browser.close()


def opened(browser: Browser, machine: Machine) -> Page:
    context = browser.new_context(base_url=f"https://{HOST}", ignore_https_errors=True)
    context.set_default_timeout(TAKEN)
    page = context.new_page()
    page.complaints = complaints_of(page)
    return page


def install(machine: Machine) -> None:
    """Everything of the page up to the running site."""
    commands = blocks()
    machine.unpack_release()
    machine.run(commands["folders"])
    machine.run(commands["code"])
    machine.run(commands["settings"])
    machine.run(commands["processes"])
    machine.run(commands["nginx"])
    machine.adapt_installed()
    machine.run(commands["key"])
    machine.run(commands["database"])
    machine.start_units("record-worker", "record-beat", "record-site")
    machine.start_nginx()


def wait_until_ready(machine: Machine) -> None:
    deadline = time.monotonic() + 300
    while True:
        try:
            machine.run(blocks()["ready"])
        except AssertionError:
            assert time.monotonic() < deadline, machine.run("tail -n 5 *.log")
            time.sleep(1)
        else:
            return


def set_second_factor_up(page: Page) -> None:
    page.get_by_label("Authenticator code").fill(
        code_of(page.locator(".account__key").inner_text())
    )
    page.locator("main input[type=submit], #content input[type=submit]").first.click()
    page.get_by_text("They are kept: to the desk").click()
    expect(
        page.get_by_role("heading", name="People").or_(page.locator("#content-main"))
    ).to_be_visible()


def appoint(page: Page, machine: Machine) -> None:
    """The first administrator, by the address that the command prints."""
    printed = re.search(
        r"https://record\.example(/accounts/first-run/\S+)",
        machine.run(blocks()["administrator"]),
    )
    page.goto(printed[1])
    page.get_by_label("Username").fill("ada")
    page.get_by_label("Name at the desk").fill("Ada Lund")
    page.get_by_label("Password:", exact=True).fill(PASSWORD)
    page.get_by_label("Password confirmation").fill(PASSWORD)
    page.get_by_role("button", name="Create the account").click()
    set_second_factor_up(page)


def add_publisher(page: Page) -> None:
    page.goto("/admin/factcheck/user/add/")
    page.locator("#id_username").fill("pia")
    page.locator("#id_desk_name").fill("Pia Berg")
    page.locator("#id_password1").fill(PASSWORD)
    page.locator("#id_password2").fill(PASSWORD)
    page.get_by_role("button", name="Save and continue editing").click()
    page.locator("#id_is_staff").check()
    page.locator("#id_groups_from, #id_groups").first.select_option(label="Publisher")
    if page.locator("#id_groups_add_link, #id_groups_add").count():
        page.locator("#id_groups_add_link, #id_groups_add").first.click()
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()


def sign_in(page: Page, name: str) -> None:
    page.goto("/admin/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.get_by_label("Password").fill(
        PASSWORD
    )  # once more before the second factor is set up
    page.get_by_role("button", name="Confirm").click()
    set_second_factor_up(page)


def publish(page: Page, kind: str) -> None:
    """Submit, approve and publish the one record of the kind, which another person wrote."""
    page.goto(f"/admin/factcheck/{kind}/?turn=all")
    page.locator("#result_list tbody th a").first.click()
    page.get_by_role("button", name="Submit for review").click()
    expect(page.get_by_text("waits for review")).to_be_visible()
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_text("is approved in this version")).to_be_visible()
    page.get_by_role("link", name="Publish…", exact=True).click()
    page.wait_for_url("**/publish/?of=*")
    for warning in page.locator("input[name$='-acknowledged']").all():
        warning.check()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("of the ledger")).to_be_visible()


@pytest.mark.slow
@pytest.mark.services
@pytest.mark.browser
def test_from_nothing_to_a_published_claim(machine, chromium):
    install(machine)
    wait_until_ready(machine)
    with browsing(chromium, machine) as browser:
        page = opened(browser, machine)
        appoint(page, machine)
        add_publisher(page)

        (machine.root / "first.json").write_text(
            json.dumps(dossier(*ground(), claim()))
        )
        done = machine.run(
            f"record-manage import_file {machine.root}/first.json --as ada --wait"
        )
        assert "5" in done

        other = opened(browser, machine)
        sign_in(other, "pia")
        for kind in RECORDS:
            publish(other, kind)

        reader = opened(browser, machine)
        reader.goto("/claims/belongs/")
        expect(reader.get_by_role("heading", level=1)).to_contain_text(
            "The bridge belongs."
        )
        assert not page.complaints + other.complaints + reader.complaints
    assert "6 lines" in machine.run("record-manage verify_ledger")
