"""What answers under an address that no page has."""

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from factcheck.pages.asked import BadQuery, language_of
from factcheck.pages.frame import Frame, rendered


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page that says so, in the language of the address; the usual one where it names none that we speak."""
    try:
        frame = Frame(request.path, language=language_of(request.GET))
    except BadQuery:
        frame = Frame(request.path)
    with translation.override(frame.language):
        return rendered("404.html", frame, status=404)
