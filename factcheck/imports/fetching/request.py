"""One request to one checked place, and its answer within the limits."""

import ssl
from dataclasses import dataclass
from functools import cache

import httpcore
import httpx
from django.conf import settings

from .bodies import read_body, too_long
from .connecting import CheckedBackend
from .deadline import Deadline
from .errors import FetchRefused
from .results import Limits
from .ssrf_guard import Target

PRODUCT = "factcheck"
ACCEPT = "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8"
HEADERS_TOO_LARGE = 431


@dataclass(frozen=True)
class FetchResponse:
    """`data` is empty unless the status is 200."""

    status: int
    headers: httpx.Headers
    data: bytes


def user_agent() -> str:
    return f"{PRODUCT}/1 (+{settings.SITE_URL})"


def send(
    target: Target, headers: dict[str, str], limits: Limits, deadline: Deadline
) -> FetchResponse:
    """GET it. Raises FetchRefused for what went wrong on the way; any status is an answer."""
    host = target.host
    try:
        return exchange(target, headers, limits, deadline)
    except TimeoutError as problem:
        raise FetchRefused(
            f"{host} did not answer in time. Try again later.", passing=True
        ) from problem
    except ssl.SSLCertVerificationError as problem:
        reason = f"{host} cannot prove who it is ({problem.verify_message})."
        raise FetchRefused(
            f"{reason} Save the document and import the file."
        ) from problem
    except httpcore.ProtocolError as problem:
        raise malformed(host, problem) from problem
    except OSError as problem:
        reason = problem.strerror or type(problem).__name__
        raise FetchRefused(
            f"The connection to {host} failed ({reason}). Try again later.",
            passing=True,
        ) from problem


def exchange(
    target: Target, headers: dict[str, str], limits: Limits, deadline: Deadline
) -> FetchResponse:
    url = httpcore.URL(
        scheme=target.url.raw_scheme,
        host=target.url.raw_host,
        port=target.url.port,
        target=target.url.raw_path,
    )
    backend = CheckedBackend(target.places, deadline)
    sent = list((common_headers(target) | headers).items())
    with (
        httpcore.HTTPConnection(
            url.origin, ssl_context=tls(), network_backend=backend
        ) as connection,
        connection.stream("GET", url, headers=sent) as response,
    ):
        received = httpx.Headers(response.headers)
        data = b""
        if response.status == 200:
            data = body_of(response, received, limits, deadline)
        return FetchResponse(response.status, received, data)


def common_headers(target: Target) -> dict[str, str]:
    return {
        "Host": target.url.netloc.decode(),
        "User-Agent": user_agent(),
        "Accept": ACCEPT,
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }


def body_of(
    response: httpcore.Response,
    headers: httpx.Headers,
    limits: Limits,
    deadline: Deadline,
) -> bytes:
    length = headers.get("Content-Length", "")
    if length.isdecimal() and int(length) > limits.sent:
        raise too_long(limits.sent)
    return read_body(
        response.iter_stream(), headers.get("Content-Encoding", ""), limits, deadline
    )


def malformed(host: str, problem: httpcore.ProtocolError) -> FetchRefused:
    """What broke off may come whole another time; headers without end will not."""
    if getattr(problem.__cause__, "error_status_hint", 0) == HEADERS_TOO_LARGE:
        return FetchRefused(
            f"{host} sends headers of more than 100 kB. Save the document and import the file."
        )
    reason = f"The answer of {host} is broken or incomplete ({problem})."
    return FetchRefused(f"{reason} Try again later.", passing=True)


@cache
def tls() -> ssl.SSLContext:
    return httpx.create_ssl_context(trust_env=False)
