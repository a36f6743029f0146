"""The frame of every public page: one View for the request, its moment, its caching, and what it answers otherwise.

Templates are rendered without the request, so that no page can touch session, user or messages by accident.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db.models import Count, F, Q
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.template.loader import render_to_string
from django.utils.http import http_date, parse_etags
from django.views.generic import View as DjangoView

from factcheck import ledger
from factcheck.ledger import BadMoment, View
from factcheck.models import Publication

from .release import release

CACHING = "public, max-age=0, s-maxage=60"


@dataclass(frozen=True)
class Frame:
    """What every template knows of the page it stands in; `view` is None where no ledger could be read."""

    path: str
    written: str = ""
    view: View | None = None

    @property
    def moment(self) -> datetime | None:
        return self.view.moment if self.view else None

    @property
    def canonical(self) -> str:
        """The address of the page as it stands now."""
        return settings.SITE_URL + quote(self.path)

    @property
    def as_of(self) -> str:
        """What every link of a page of the past carries on; empty for the present."""
        return self.written if self.moment else ""

    @property
    def changed_since(self) -> int:
        """How many records have changed since the moment of the page."""
        return _since(self.view.head_hash, self.view.seq)["changed"]

    @property
    def is_simulated(self) -> bool:
        """Whether the record's moments were set by hand, as the demonstration's are."""
        return bool(self.view and _since(self.view.head_hash, self.view.seq)["simulated"])

    def link(self, path: str, **query: str) -> str:
        """`path` with a query, at the moment of this page; a fragment stays at the end."""
        path, _, fragment = path.partition("#")
        asked = {name: value for name, value in query.items() if value}
        if self.as_of:
            asked["as_of"] = self.as_of
        start = f"{path}{'&' if '?' in path else '?'}{urlencode(asked)}" if asked else path
        return f"{start}#{fragment}" if fragment else start


@lru_cache(maxsize=256)
def _since(_head_hash: str, seq: int) -> dict[str, int]:
    """Records with lines after `seq`, and whether the first line is simulated: those come before all real ones."""
    later, first = Q(seq__gt=seq), Q(seq=1)
    return Publication.objects.filter(later | first).aggregate(
        changed=Count("uid", distinct=True, filter=later),
        simulated=Count("seq", filter=first & Q(published_at__lt=F("recorded_at"))),
    )


class Answer(Exception):
    """Ends the making of a page with another answer; `response` is it."""

    def __init__(self, response: HttpResponse):
        super().__init__(response.status_code)
        self.response = response


def rendered(template: str, frame: Frame, status: int = 200, **context) -> HttpResponse:
    """A page in its frame."""
    return HttpResponse(render_to_string(template, {"page": frame, **context}), status=status)


class PublicPage(DjangoView):
    """A page of the record. A family of pages gives `template_name` and `context(view)`; both may raise Answer."""

    http_method_names = ("get", "head", "options")
    template_name = ""

    def get(self, request: HttpRequest, **named) -> HttpResponse:
        written = request.GET.get("as_of", "").strip()
        try:
            with ledger.reading(written) as view:
                response = self._answer(request, Frame(request.path, written, view))
        except BadMoment as error:
            return rendered("400.html", Frame(request.path), status=400, reason=str(error))
        return response

    def _answer(self, request: HttpRequest, frame: Frame) -> HttpResponse:
        self.frame, etag = frame, etag_of(request, frame.view)
        if matches(request, etag):
            return framed(HttpResponseNotModified(), frame, etag)
        try:
            response = self.page(frame.view)
        except Answer as answer:
            response = answer.response
        return framed(response, frame, etag)

    def page(self, view: View) -> HttpResponse:
        return rendered(self.template_name, self.frame, **self.context(view))

    def context(self, view: View) -> dict:
        """What the template shows, read from `view` alone."""
        raise NotImplementedError


def etag_of(request: HttpRequest, view: View) -> str:
    """Of head hash, operational facts, release and address: nothing else can change a page."""
    said = f"{view.head_hash} {view.operations_seq} {release()} {request.get_full_path()}"
    return f'"{hashlib.sha256(said.encode()).hexdigest()[:32]}"'


def matches(request: HttpRequest, etag: str) -> bool:
    offered = parse_etags(request.headers.get("If-None-Match", ""))
    return "*" in offered or etag in offered or f"W/{etag}" in offered


def framed(response: HttpResponse, frame: Frame, etag: str) -> HttpResponse:
    """With what caches and archives read."""
    response["Cache-Control"] = CACHING
    if response.status_code in (200, 304):
        response["ETag"] = etag
    if frame.moment:
        response["Memento-Datetime"] = http_date(frame.moment.timestamp())
        response["Link"] = f'<{frame.canonical}>; rel="original"'
        response["X-Robots-Tag"] = "noindex"
    return response
