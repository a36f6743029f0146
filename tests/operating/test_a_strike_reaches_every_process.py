"""A name is struck while two web processes and a worker run: neither gives it any more, whatever they have kept."""

import http.client
import json
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

import pytest
from support.installation import Installation, both_transports, installed
from support.struck_name import NAME, RARE, SLUG

from factcheck.management import processes
from factcheck.management.commands import demo

pytestmark = [pytest.mark.slow, pytest.mark.services]
WITHIN = 60
"""Seconds after which nobody may be given the name any more."""
SITE = [*demo.SITE[:2], "--workers", "1", *demo.SITE[4:]]
BUILD = """
import json
from support.hold_dispute import at_moment, every_moment, public_addresses
from support.struck_name import NamedWorld, fill_the_desk
from support.people import person
world = NamedWorld()
fill_the_desk(world)
person("second_admin")
when = every_moment()
paths = [*public_addresses(world), f"/parties/{world.mayor.slug}/", f"/parties/{world.mayor.uid}/"]
print(json.dumps([each for path in paths for each in (path, *(at_moment(path, at) for at in when[::10]))]))
"""
PROPOSE = """
from factcheck import ledger, workflow
from support.people import person
from support.struck_name import NAME
asked = {"phrase": NAME, "ground": "privacy", "reason": "It must go."}
print(workflow.propose_strike(list(ledger.find_phrase(NAME)), person("admin"), **asked).pk)
"""
HELD = ("ledger", "desk", "accounts", "files")
VERIFIED = re.compile(r"verified \d+ lines")


class Visitor:
    """Somebody who asks one web process, by a connection and a jar of cookies of their own."""

    def __init__(self, port: int):
        self.port, self.cookies = port, {}

    def ask(self, path: str, data: dict | None = None) -> tuple[int, str]:
        """Status and all that is sent, redirects followed; with `data` it is posted."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {
            "Cookie": "; ".join(
                f"{name}={value}" for name, value in self.cookies.items()
            )
        }
        if data is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["Referer"] = f"http://127.0.0.1:{self.port}{path}"
        connection.request(
            "GET" if data is None else "POST",
            path,
            urlencode(data) if data else None,
            headers,
        )
        response = connection.getresponse()
        body = response.read().decode("utf-8", "replace")
        connection.close()
        for cookie in response.headers.get_all("Set-Cookie", ()):
            name, value = cookie.partition(";")[0].split("=", 1)
            self.cookies[name] = value
        if response.status in (301, 302) and response.headers["Location"].startswith(
            "/"
        ):
            return self.ask(response.headers["Location"])
        return response.status, body + repr(response.getheaders())

    def send(self, page: str, to: str, **data: str) -> tuple[int, str]:
        """The form of a page sent, with the token that the page holds."""
        token = re.search(
            r'name="csrfmiddlewaretoken" value="(\w+)"', self.ask(page)[1]
        )[1]
        return self.ask(to, {"csrfmiddlewaretoken": token} | data)


@contextmanager
def two_web_processes(site: Installation) -> Iterator[list[Visitor]]:
    ports = [processes.free_port(), processes.free_port()]
    for port in ports:
        command = ["-m", *SITE, "--bind", f"127.0.0.1:{port}"]
        site._process(command, site.folder / f"site-{port}.log")
    for port in ports:
        processes.wait_for_answer(f"http://127.0.0.1:{port}/healthz", 60)
    yield [Visitor(port) for port in ports]


def saying_it(visitor: Visitor, paths: list[str]) -> list[str]:
    """The addresses at which a process gives the name; none of them may fail. What was asked for is no leak."""
    found = []
    for path in paths:
        status, text = visitor.ask(path)
        assert status not in (429, 500, 503), (status, path)
        if RARE in text.replace(path, "").replace(SLUG, "").casefold():
            found.append(path)
    return found


def strike(site: Installation, by: Visitor) -> None:
    """Proposed by one administrator, decided by another in a browser."""
    proposal = f"/admin/factcheck/proposal/{site.shell(PROPOSE).strip()}"
    by.send(
        "/accounts/login/",
        "/accounts/login/",
        login="second_admin",
        password="correct horse battery",
    )
    status, _text = by.send(
        f"{proposal}/change/", f"{proposal}/do/approve/", comment="Rightly."
    )
    assert status == 200
    assert NAME not in by.ask(f"{proposal}/change/")[1]


@both_transports
def test_neither_process_gives_the_name_within_a_minute(tmp_path, transport):
    with (
        installed(
            tmp_path, transport, MOMENT_PAGES_PER_MINUTE="1000000", DEBUG="1"
        ) as site,
        two_web_processes(site) as (one, other),
    ):
        worker = site.worker()
        paths = json.loads(site.shell(BUILD).splitlines()[-1])
        warm = saying_it(other, paths)
        assert saying_it(one, paths) == warm != []

        strike(site, one)
        struck_at, left = time.monotonic(), {one: warm, other: warm}
        while any(left.values()) and time.monotonic() < struck_at + WITHIN:
            left = {
                visitor: saying_it(visitor, found) for visitor, found in left.items()
            }

        assert list(left.values()) == [[], []]
        assert saying_it(one, paths) + saying_it(other, paths) == []
        assert worker.poll() is None
        assert VERIFIED.search(site.manage("verify_ledger"))
        assert site.manage("subject", NAME).count(": nothing\n") == len(HELD)
