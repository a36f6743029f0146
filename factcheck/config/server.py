"""How gunicorn runs the site, `--config python:factcheck.config.server`: behind a proxy, and logging as we do."""

from datetime import timedelta
from ipaddress import ip_address

import structlog
from gunicorn.arbiter import Arbiter
from gunicorn.glogging import Logger
from gunicorn.http import wsgi

from . import env, logs

NEEDS_A_PROXY = (
    "The site was asked to listen on {address}, where clients reach it directly. A few slow connections would take it "
    "away from everybody. Listen on 127.0.0.1 or on a unix: socket behind a proxy that buffers (docs/operators.md); "
    "where the proxy is on another machine and nobody else reaches this address, set BEHIND_PROXY=1."
)


class AccessLogger(Logger):
    """A line a request, with the id that its response carries. The client's address is not logged."""

    def access(
        self, resp: wsgi.Response, req: object, environ: dict, request_time: timedelta
    ) -> None:
        headers = {name.lower(): value for name, value in resp.headers}
        structlog.get_logger("gunicorn.access").info(
            "request",
            method=environ["REQUEST_METHOD"],
            path=environ["RAW_URI"],
            status=int(str(resp.status).split()[0]),
            milliseconds=round(request_time / timedelta(milliseconds=1)),
            request_id=headers.get("x-request-id", ""),
        )


def refusal(addresses: list) -> str:
    """Why the site must not listen on one of these addresses as gunicorn has them; empty when it may."""
    if env.number("BEHIND_PROXY"):
        return ""
    for address in addresses:
        if not is_private(address):
            host_and_port = ":".join(map(str, address[:2]))
            return NEEDS_A_PROXY.format(address=host_and_port)
    return ""


def is_private(address: str | int | tuple) -> bool:
    """True for a socket file, an inherited socket, and an address that this machine alone reaches."""
    if not isinstance(address, tuple):
        return True
    host = address[0]
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def on_starting(server: Arbiter) -> None:
    if problem := refusal(server.cfg.address):
        raise SystemExit(problem)


bind = "127.0.0.1:8000"
threads = 4
max_requests = 5_000  # a process that grew is made anew, not all at once
max_requests_jitter = 1_000
logger_class = AccessLogger
limit_request_line = 8190  # the longest that gunicorn takes: whoever types 5,000 letters gets a page of ours
logconfig_dict = logs.configure()
control_socket_disable = True
wsgi.SERVER = "record"  # what the site is run by is nobody's business
