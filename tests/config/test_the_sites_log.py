"""What the site writes as gunicorn runs it: every line is one JSON object, a request's with its id."""

import json
import logging
import urllib.request

import pytest
from django.test import RequestFactory

from factcheck.config import logs, wsgi
from factcheck.management import processes
from factcheck.management.commands import demo


@pytest.fixture
def home(tmp_path, monkeypatch):
    """An empty home folder for what the test starts."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    monkeypatch.setenv("VAR_ROOT", str(tmp_path / "var"))
    monkeypatch.delenv("PYTEST_VERSION", raising=False)
    monkeypatch.setenv("DEBUG", "1")  # static files need not be collected
    return tmp_path


@pytest.mark.slow
def test_the_site_logs_json_alone_and_leaves_nothing_at_home(home):
    port = processes.free_port()
    log = home / "var" / "site.log"
    with processes.Supervisor() as supervisor:
        supervisor.start("site", [*demo.SITE, "--bind", f"127.0.0.1:{port}"], log)
        processes.wait_for_answer(f"http://127.0.0.1:{port}/healthz")
        asked = urllib.request.Request(
            f"http://127.0.0.1:{port}/robots.txt",
            headers={"X-Request-ID": "request-0001"},
        )
        urllib.request.urlopen(asked).close()
        head = urllib.request.Request(
            f"http://127.0.0.1:{port}/robots.txt", method="HEAD"
        )
        with urllib.request.urlopen(head) as answer:
            server = answer.headers["Server"]

    lines = [json.loads(line) for line in log.read_text().splitlines()]
    line, _ = [line for line in lines if line.get("path") == "/robots.txt"]
    assert (line["method"], line["status"], line["request_id"]) == (
        "GET",
        200,
        "request-0001",
    )
    assert "gunicorn.error" in {line["logger"] for line in lines}
    assert {line["level"] for line in lines} <= {"debug", "info"}
    assert server == "record"
    assert not (home / ".gunicorn").exists()


def line_of(record: logging.LogRecord) -> dict:
    return json.loads(logs.json_formatter().format(record))


def record_of(status: int) -> logging.LogRecord:
    try:
        raise PermissionError("no")
    except PermissionError as error:
        trace = (type(error), error, error.__traceback__)
        record = logging.LogRecord(
            "django.request", logging.WARNING, "", 0, "No: /x/", None, trace
        )
    record.status_code = status
    return record


@pytest.mark.parametrize("status", [400, 403, 404])
def test_a_refusal_is_one_line_without_a_traceback(status):
    assert "exception" not in line_of(record_of(status))


def test_a_fault_of_ours_keeps_its_traceback():
    assert "PermissionError: no" in line_of(record_of(500))["exception"]


@pytest.mark.django_db
def test_a_head_is_answered_without_a_body():
    found = {}

    def start(status, headers):
        found.update(dict(headers), status=status)

    environ = RequestFactory().head("/healthz").environ
    body = wsgi.application(environ, start)
    sent = b"".join(body)
    body.close()

    assert (found["status"], sent) == ("200 OK", b"")
    assert int(found["Content-Length"]) == len(b'{"ok": true}')


def levels(caplog) -> dict[str, str]:
    return {record.name: record.levelname for record in caplog.records}


def test_a_wrong_host_is_no_error_of_ours(client, caplog, settings):
    settings.ALLOWED_HOSTS = ["record.example"]

    assert client.get("/", headers={"host": "elsewhere.example"}).status_code == 400

    assert levels(caplog)["django.security.DisallowedHost"] == "WARNING"


def test_too_many_fields_are_no_error_of_ours(client, caplog):
    fields = {f"field{i}": "" for i in range(3_000)}

    assert client.post("/accounts/login/", fields).status_code == 400

    assert levels(caplog)["django.security.TooManyFieldsSent"] == "WARNING"


@pytest.mark.django_db
def test_what_the_site_does_not_do_is_logged_as_a_warning(client, caplog):
    response = client.get("/oembed?format=xml")

    line = [record for record in caplog.records if record.name == "django.request"][-1]
    assert response.status_code == line.status_code == 501
    assert line.levelname == "WARNING"
