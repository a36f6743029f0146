"""Reading a response's status and headers."""

import time
from http import HTTPStatus

import httpx
import webencodings
from django.utils.http import parse_header_parameters, parse_http_date_safe

from .errors import FetchRefused
from .request import FetchResponse

LONGEST_ETAG = 300  # as long as a feed keeps it
LONGEST_DATE = 100
LONGEST_HEADER = 300
STORED_HEADERS = (
    "Content-Type",
    "Content-Language",
    "Date",
    "ETag",
    "Last-Modified",
    "Cache-Control",
    "Age",
)
PASSING = {408, 425, 429}
REMEDIES = {
    401: "The page wants a login. Save the document and import the file.",
    403: "The site keeps robots out. Save the document and import the file.",
    404: "The page is not there. Check the address, or look for an archived copy.",
    410: "The page was taken away. Look for an archived copy.",
}


def conditions(etag: str, last_modified: str) -> dict[str, str]:
    """The headers of a conditional request; what no header can hold is left out."""
    headers = {}
    for name, value in (("If-None-Match", etag), ("If-Modified-Since", last_modified)):
        if value and value.isascii() and value.isprintable():
            headers[name] = value
    return headers


def check_status(
    url: httpx.URL, response: FetchResponse, *, is_conditional: bool
) -> None:
    """Raises FetchRefused unless there is a document, or none because it has not changed."""
    if response.status == 200 or (response.status == 304 and is_conditional):
        return
    passing = response.status >= 500 or response.status in PASSING
    remedy = REMEDIES.get(response.status, "Check the address in a browser.")
    if passing:
        remedy = "Try again later."
    reason = f"{url.host} answered {status_text(response.status)}. {remedy}"
    raise FetchRefused(
        reason, passing=passing, address=str(url), status=response.status
    )


def status_text(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def location(url: httpx.URL, response: FetchResponse) -> str:
    """Where a redirect leads, in full."""
    try:
        return str(url.join(response.headers["Location"]))
    except (httpx.InvalidURL, ValueError) as problem:
        raise FetchRefused(
            f"{url.host} redirects to what is no address. Check it in a browser."
        ) from problem


def retry_after(headers: httpx.Headers) -> float | None:
    """Seconds to wait as the site asks, given as such or as a date (RFC 9110, section 10.2.3)."""
    value = headers.get("Retry-After", "").strip()
    if value.isascii() and value.isdecimal():
        return float(value[:9])
    moment = parse_http_date_safe(value)
    return None if moment is None else max(moment - time.time(), 0)


def response_fields(response: FetchResponse, etag: str, last_modified: str) -> dict:
    """Media type, charset, what to ask with next time and the headers kept; what cannot be used is empty.

    An answer that nothing has changed may leave out what it was asked with: that stays good.
    """
    headers = response.headers
    media_type, parameters = parse_header_parameters(headers.get("Content-Type", ""))
    if response.status != 304:
        etag = last_modified = ""
    etag = headers.get("ETag", etag)
    last_modified = headers.get("Last-Modified", last_modified)
    return {
        "media_type": media_type,
        "charset": known_charset(parameters.get("charset", "")),
        "etag": short(etag, LONGEST_ETAG),
        "last_modified": short(last_modified, LONGEST_DATE),
        "headers": stored_headers(headers),
    }


def stored_headers(headers: httpx.Headers) -> dict[str, str]:
    """The headers that are stored with a look, without NUL, which no database takes."""
    stored = {}
    for name in STORED_HEADERS:
        value = headers.get(name, "")[:LONGEST_HEADER].replace("\0", "")
        if value:
            stored[name] = value
    return stored


def known_charset(name: str) -> str:
    """A name that browsers know an encoding by, in lower case; empty for any other."""
    return name.lower() if webencodings.lookup(name) else ""


def short(value: str, longest: int) -> str:
    return value if len(value) <= longest else ""
