"""The desk's pages show every moment in the desk's zone; everything public stays in UTC."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from factcheck.pages.middleware import is_of_the_desk

from . import moment_display


class DeskClock:
    """Middleware: Django's own columns, read-only fields and filters go by the desk's zone too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_of_the_desk(request.path_info):
            return self.get_response(request)
        with timezone.override(moment_display.zone()):
            return self.get_response(request)
