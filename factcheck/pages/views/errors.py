"""What answers under an address that no page has."""

import sys
from contextlib import suppress
from http import HTTPStatus

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.views import defaults

from factcheck.models import disk, storage

from ..page_context import Frame
from ..query.params import BadQuery, language_of
from ..responses import render_page


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page that says so, in the language of the address; the usual one where it names none that we speak."""
    try:
        frame = Frame(request.path, language=language_of(request.GET))
    except BadQuery:
        frame = Frame(request.path)
    with translation.override(frame.language):
        return render_page("404.html", frame, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """The page for a fault of ours; where the disk is full, one that says so, and no file without a row is left."""
    if not disk.is_full(sys.exc_info()[1]):
        return defaults.server_error(request)
    with suppress(DatabaseError):
        storage.take_back()
    return HttpResponse(
        render_to_string("507.html"), status=HTTPStatus.INSUFFICIENT_STORAGE
    )
