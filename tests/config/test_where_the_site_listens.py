"""The site listens where its proxy reaches it, and nobody else unless somebody said so."""

import os
import subprocess
import sys

import pytest
from django.conf import settings as project

from factcheck.config import server
from factcheck.management import processes
from factcheck.management.commands import demo

LOCAL = [
    ("127.0.0.1", 8000),
    ("::1", 8000),
    ("localhost", 8000),
    "/run/record/site.sock",
    3,
]
OPEN = [
    ("0.0.0.0", 8000),
    ("::", 8000),
    ("192.0.2.7", 8000),
    ("", 8000),
    ("record.example", 80),
]


@pytest.fixture(autouse=True)
def _no_proxy_declared(monkeypatch):
    monkeypatch.delenv("BEHIND_PROXY", raising=False)


@pytest.mark.parametrize("address", LOCAL, ids=str)
def test_what_this_machine_alone_reaches_is_taken(address):
    assert server.refusal([address]) == ""


@pytest.mark.parametrize("address", OPEN, ids=str)
def test_an_address_open_to_clients_is_refused_with_the_reason(address):
    problem = server.refusal([("127.0.0.1", 8000), address])

    assert "slow connections" in problem
    assert "BEHIND_PROXY=1" in problem


@pytest.mark.parametrize("address", OPEN, ids=str)
def test_a_proxy_on_another_machine_has_to_be_declared(monkeypatch, address):
    monkeypatch.setenv("BEHIND_PROXY", "1")

    assert server.refusal([address]) == ""


@pytest.mark.slow
def test_the_server_does_not_start_where_clients_connect_directly(tmp_path):
    arguments = [
        sys.executable,
        "-m",
        *demo.SITE,
        "--bind",
        f"0.0.0.0:{processes.free_port()}",
    ]

    done = subprocess.run(
        arguments,
        cwd=project.BASE_DIR,
        env=os.environ | {"VAR_ROOT": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 1
    assert "was asked to listen on 0.0.0.0" in done.stderr
