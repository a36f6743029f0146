import re

import pytest
import structlog
from django.http import HttpResponse
from django.test import RequestFactory

from factcheck.config import logs


def answer(offered=None):
    """A request through the middleware: its response and what a log line inside it would have carried."""
    seen = {}

    def view(request):
        seen.update(structlog.contextvars.get_contextvars())
        return HttpResponse()

    headers = {"X-Request-ID": offered} if offered else {}
    return logs.RequestIdMiddleware(view)(
        RequestFactory().get("/", headers=headers)
    ), seen


def test_a_request_without_an_id_is_given_one():
    response, seen = answer()

    assert re.fullmatch(r"[0-9a-f]{32}", response["X-Request-ID"])
    assert seen == {"request_id": response["X-Request-ID"]}


@pytest.mark.parametrize(
    "offered", ["proxy-2026.0001", "7", "run_12", "0b7a2d0e-6a0f-4b9e-9a31", "x" * 128]
)
def test_the_id_of_a_client_or_proxy_stays(offered):
    response, seen = answer(offered)

    assert response["X-Request-ID"] == seen["request_id"] == offered


@pytest.mark.parametrize(
    "offered",
    [
        "-x",
        "x" * 129,
        "with space 1234",
        'quote"12345678',
        "line\n12345678",
        "ünicode-1234",
    ],
)
def test_an_unsafe_id_is_replaced(offered):
    response, _ = answer(offered)

    assert response["X-Request-ID"] != offered


def test_an_id_does_not_leak_into_the_next_request():
    structlog.contextvars.bind_contextvars(left_behind="by an earlier one")

    _, seen = answer()

    assert set(seen) == {"request_id"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/admin/login/", "/no-such-page/", "/static/admin/css/base.css"]
)
def test_every_answer_carries_the_security_headers(client, path):
    response = client.get(path)
    response.close()  # a static file, once collected, is an open one

    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.django_db
def test_a_reader_is_given_no_cookie(client):
    assert not client.get("/no-such-page/").cookies
