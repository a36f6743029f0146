"""Pages that search engines are asked to leave out, by the header X-Robots-Tag and by the meta element `robots`."""

import re

from django.http import HttpResponse

NOINDEX = "noindex"
NOT_PUBLIC = "data-private-person"
"""The attribute of an element that shows a private person: every page with one is left out."""
META = b'<meta name="robots" content="noindex">'
HAS_META = re.compile(rb'<meta name="robots"')


def mark_response(response: HttpResponse, *, is_left_out: bool) -> HttpResponse:
    """The response, marked `noindex` where it is to be left out or shows a private person."""
    if response.streaming:
        return response
    if not is_left_out and NOT_PUBLIC.encode() not in response.content:
        return response
    response["X-Robots-Tag"] = NOINDEX
    is_html = response["Content-Type"].startswith("text/html")
    if is_html and not HAS_META.search(response.content):
        response.content = response.content.replace(b"</head>", META + b"\n</head>", 1)
    return response
