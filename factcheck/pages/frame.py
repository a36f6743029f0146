"""The frame of every public page: one View for the request, its moment, its caching, and what it answers otherwise.

Templates are rendered without the request, so that no page can touch session, user or messages by accident.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db.models import Count, F, Max, Q
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.http import http_date
from django.utils.translation import get_language_info
from django.views.generic import View as DjangoView

from factcheck import ledger
from factcheck.ledger import BadMoment, View, moment_text
from factcheck.models import Publication

from . import caching, kept
from .asked import BadQuery, check, language_of

CACHING = "public, max-age=0, s-maxage=60"


@dataclass(frozen=True)
class Frame:
    """What every template knows of the page it stands in; `view` is None where no ledger could be read.

    `previewed` names what is shown as if it were published, in the desk's preview.
    """

    path: str
    written: str = ""
    view: View | None = None
    language: str = settings.LANGUAGE_CODE
    asked: tuple[tuple[str, str], ...] = ()
    previewed: tuple[str, ...] = ()

    @property
    def moment(self) -> datetime | None:
        return self.view.moment if self.view else None

    @property
    def canonical(self) -> str:
        """The address of the page as it stands now, in its language."""
        return self._now_in(self.language)

    @property
    def translations(self) -> dict[str, str]:
        """The same page as it stands now in each language, by its code."""
        return {code: self._now_in(code) for code, _ in settings.LANGUAGES}

    def _now_in(self, language: str) -> str:
        tail = "" if language == settings.LANGUAGE_CODE else f"?lang={language}"
        return settings.SITE_URL + quote(self.path) + tail

    @property
    def tongues(self) -> list[tuple[str, str, str]]:
        """(code, own name, address from here) of every language, with what else this page is asked for."""
        others = [pair for pair in self.asked if pair[0] != "lang"]
        usual = settings.LANGUAGE_CODE
        return [
            (code, name, "?" + urlencode(others if code == usual else [*others, ("lang", code)]))
            for code, name in settings.LANGUAGES
        ]

    @property
    def as_of(self) -> str:
        """What every link of a page of the past carries on; empty for the present."""
        return self.written if self.moment else ""

    @cached_property
    def tail(self) -> dict[str, str]:
        """What every link of the page carries on: its moment, and its language where that is not the usual one."""
        carried = {"as_of": self.as_of, "lang": "" if self.language == settings.LANGUAGE_CODE else self.language}
        return {name: value for name, value in carried.items() if value}

    @property
    def direction(self) -> str:
        """`rtl` for a language of the interface that is written from the right."""
        return "rtl" if get_language_info(self.language)["bidi"] else "ltr"

    @property
    def changed_since(self) -> int:
        """How many records have changed since the moment of the page."""
        return _since(self.view.head_hash, self.view.seq)["changed"]

    @property
    def is_simulated(self) -> bool:
        """Whether the record's moments were set by hand, as the demonstration's are."""
        return bool(self.view and _since(self.view.head_hash, self.view.seq)["simulated"])

    @property
    def last_at(self) -> datetime | None:
        """When the last line was published that this page knows; None where nothing was."""
        return _since(self.view.head_hash, self.view.seq)["last_at"] if self.view else None

    @property
    def permanent(self) -> str:
        """The address under which this page reads for ever as it does now; empty where nothing was published."""
        if not self.last_at:
            return ""
        start = "&" if "?" in self.canonical else "?"
        return f"{self.canonical}{start}{urlencode({'as_of': moment_text(self.last_at)})}"

    def link(self, path: str, **query: str) -> str:
        """`path` with a query, at the moment and in the language of this page; a fragment stays at the end.

        What the query says itself is not carried on: an empty `as_of` leads to the present.
        """
        if not (query or self.tail):
            return path
        path, _, fragment = path.partition("#")
        asked = {name: value for name, value in {**query, **self.tail, **query}.items() if value}
        start = f"{path}{'&' if '?' in path else '?'}{urlencode(asked)}" if asked else path
        return f"{start}#{fragment}" if fragment else start


@lru_cache(maxsize=256)
def _since(_head_hash: str, seq: int) -> dict[str, int]:
    """Records with lines after `seq`, when that line was published, and whether the first line is simulated: those
    come before all real ones."""
    later, first, last = Q(seq__gt=seq), Q(seq=1), Q(seq=seq)
    return Publication.objects.filter(later | first | last).aggregate(
        changed=Count("uid", distinct=True, filter=later),
        last_at=Max("published_at", filter=last),
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


def refused(frame: Frame, error: Exception, **context) -> HttpResponse:
    """The page that says why an address cannot be answered."""
    return rendered("400.html", frame, status=400, reason=str(error), **context)


class PublicPage(DjangoView):
    """A page of the record. A family of pages gives `template_name` and `context(view)`; both may raise Answer.

    `parameters` is what its address may ask for beside the moment. `previewed` names what the desk sees here as if it
    were published; such a page has no tag, and nothing of it is kept.
    """

    http_method_names = ("get", "head", "options")
    template_name = ""
    parameters: tuple[str, ...] = ()
    previewed: tuple[str, ...] = ()

    def get(self, request: HttpRequest, **named) -> HttpResponse:
        written = request.GET.get("as_of", "").strip()
        try:
            language = language_of(request.GET)
        except BadQuery as error:
            return refused(Frame(request.path), error, known=error.known)
        with translation.override(language):
            try:
                return self._read(request, written, language)
            except BadMoment as error:
                return refused(Frame(request.path, language=language), error, of_moment=True)
            except BadQuery as error:
                return refused(Frame(request.path, language=language), error, known=error.known)

    def _read(self, request: HttpRequest, written: str, language: str) -> HttpResponse:
        check(request.GET, self.parameters)
        if not (written or self.previewed) and (etag := caching.known_tag(request)):
            return framed(HttpResponseNotModified(), Frame(request.path), etag, self.timemap)
        with ledger.reading(written) as view:
            asked = tuple((name, value) for name, values in request.GET.lists() for value in values)
            frame = Frame(request.path, written, view, language, asked, self.previewed)
            return self._preview(frame) if self.previewed else self._answer(request, frame)

    def _preview(self, frame: Frame) -> HttpResponse:
        self.frame = frame
        with kept.nothing_kept():
            return self._made(frame.view)

    def _answer(self, request: HttpRequest, frame: Frame) -> HttpResponse:
        self.frame, etag = frame, caching.etag_of(request, frame.view)
        if caching.matches(request, etag):
            return framed(HttpResponseNotModified(), frame, etag, self.timemap)
        if page := caching.kept_page(request, etag):
            return framed(page, frame, etag, self.timemap)
        return framed(caching.keep(request, etag, self._made(frame.view)), frame, etag, self.timemap)

    def _made(self, view: View) -> HttpResponse:
        try:
            return self.page(view)
        except Answer as answer:
            return answer.response

    @property
    def timemap(self) -> str:
        """Where the moments are listed that this page can be read as of (RFC 7089); empty where nothing lists them."""
        return ""

    def page(self, view: View) -> HttpResponse:
        return rendered(self.template_name, self.frame, **self.context(view))

    def context(self, view: View) -> dict:
        """What the template shows, read from `view` alone."""
        raise NotImplementedError


def framed(response: HttpResponse, frame: Frame, etag: str, timemap: str = "") -> HttpResponse:
    """With what caches and archives read."""
    response["Cache-Control"] = CACHING
    if response.status_code in (200, 304):
        response["ETag"] = etag
    links = [f'<{frame.canonical}>; rel="original"'] if frame.moment else []
    if timemap and response.status_code in (200, 304, 410):
        links.append(f'<{settings.SITE_URL}{quote(timemap)}>; rel="timemap"; type="application/link-format"')
    if links:
        response["Link"] = ", ".join(links)
    if frame.moment:
        response["Memento-Datetime"] = http_date(frame.moment.timestamp())
        response["X-Robots-Tag"] = "noindex"
    return response
