"""Behind nginx as the example has it, clients that send nothing, or one byte now and then, keep nobody out."""

import os
import socket
import ssl
import subprocess
import sys
import threading
import time
import urllib.request
from contextlib import ExitStack, suppress

import pytest
from django.conf import settings
from support.proxies import HOST, require_nginx, write_config

from factcheck.management import processes
from factcheck.management.commands import demo

pytestmark = [pytest.mark.slow, pytest.mark.services]
SILENT, DRIPPING, CHECKS = 40, 10, 10
PATIENCE = 8
HALF = f"GET /healthz HTTP/1.1\r\nHost: {HOST}\r\nX-Half: ".encode()


@pytest.fixture
def site(tmp_path, monkeypatch):
    """The port at which nginx serves the site by https; both run until the test is over."""
    nginx = require_nginx()
    http, https, file = (
        processes.free_port(),
        processes.free_port(),
        tmp_path / "site.sock",
    )
    config = write_config(tmp_path, file, http, https)
    environment = os.environ | {
        "SITE_URL": f"https://{HOST}",
        "SECRET_KEY": "x" * 60,
        "VAR_ROOT": str(tmp_path),
    }
    environment.pop("PYTEST_VERSION", None)
    commands = {
        "gunicorn": [sys.executable, "-m", *demo.SITE, "--bind", f"unix:{file}"],
        "nginx": [
            nginx,
            "-p",
            str(tmp_path),
            "-e",
            str(tmp_path / "nginx.log"),
            "-c",
            str(config),
        ],
    }
    with ExitStack() as ends:
        for name, command in commands.items():
            log = ends.enter_context((tmp_path / f"{name}.log").open("ab"))
            process = subprocess.Popen(
                command, cwd=settings.BASE_DIR, env=environment, stdout=log, stderr=log
            )
            ends.callback(process.wait)
            ends.callback(process.terminate)
        wait_until_it_answers(https)
        yield https


def wait_until_it_answers(port: int) -> None:
    deadline = time.monotonic() + 60
    while not answers(port):
        assert time.monotonic() < deadline, "the site behind nginx does not answer"
        time.sleep(0.3)


def answers(port: int) -> bool:
    """Whether /healthz answers through nginx in time."""
    trusting = ssl._create_unverified_context()
    asked = urllib.request.Request(
        f"https://127.0.0.1:{port}/healthz", headers={"Host": HOST}
    )
    with (
        suppress(OSError),
        urllib.request.urlopen(asked, timeout=PATIENCE, context=trusting) as answer,
    ):
        return answer.status == 200
    return False


def drip(clients: list, ended: threading.Event) -> None:
    """Send each one byte of its header, again and again."""
    while not ended.wait(0.5):
        for client in clients:
            with suppress(OSError):
                client.send(b"x")


def connected(port: int, ends: ExitStack) -> ssl.SSLSocket:
    trusting = ssl._create_unverified_context()
    plain = socket.create_connection(("127.0.0.1", port), timeout=20)
    return ends.enter_context(trusting.wrap_socket(plain, server_hostname=HOST))


def test_silent_and_dripping_connections_keep_nobody_out(site):
    ended = threading.Event()
    with ExitStack() as ends:
        silent = [
            ends.enter_context(socket.create_connection(("127.0.0.1", site)))
            for _ in range(SILENT)
        ]
        dripping = [connected(site, ends) for _ in range(DRIPPING)]
        for client in dripping:
            client.send(HALF)
        thread = threading.Thread(target=drip, args=(dripping, ended))
        thread.start()
        try:
            found = [answers(site) for _ in range(CHECKS)]
        finally:
            ended.set()
            thread.join()

        assert len(silent) == SILENT
        assert found == [True] * CHECKS


def test_without_a_proxy_they_do(tmp_path, monkeypatch):
    """The twin: the same clients at gunicorn itself, to show that the proxy is what helps."""
    port = processes.free_port()
    environment = {"VAR_ROOT": str(tmp_path), "DEBUG": "1"}
    monkeypatch.delenv("PYTEST_VERSION", raising=False)
    with processes.Supervisor() as supervisor, ExitStack() as ends:
        supervisor.start(
            "site",
            [*demo.SITE, "--bind", f"127.0.0.1:{port}"],
            tmp_path / "site.log",
            **environment,
        )
        processes.wait_for_answer(f"http://127.0.0.1:{port}/healthz", 60)
        for _ in range(SILENT):
            client = ends.enter_context(socket.create_connection(("127.0.0.1", port)))
            client.send(HALF)

        assert any(is_waiting(port) for _ in range(CHECKS))


def is_waiting(port: int) -> bool:
    """Whether the site does not answer in time; a process of it that is only just starting still may."""
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).close()
    except TimeoutError:
        return True
    time.sleep(1)
    return False
