"""The frame of every public page: one View for the request, its moment, its caching, and what it answers otherwise.

Templates are rendered without the request, so that no page can touch session, user or messages by accident.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from urllib.parse import quote, urlencode

from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseNotModified,
    HttpResponseRedirect,
)
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.http import http_date
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View as DjangoView

from factcheck import ledger
from factcheck.ledger import EVERY_LINE, BadMoment, Content, View, moment_text
from factcheck.models import Publication

from . import robots
from .cache import etags, past_limits, past_pages, single_flight, store
from .cache.page_states import State, last_line
from .query.params import BadQuery, check, language_of, pairs_of

CACHING = "public, max-age=0, s-maxage=60"


@dataclass(frozen=True)
class Frame:
    """What every template knows of the page it stands in; `view` is None where no ledger could be read.

    `previewed` names what is shown as if it were published, in the desk's preview. `content_of` says what the page is
    of as of a view, None where it cannot be asked. `first` is when the page was there first, where it is not now.
    """

    path: str
    as_of_param: str = ""
    view: View | None = None
    language: str = settings.LANGUAGE_CODE
    query: tuple[tuple[str, str], ...] = ()
    previewed: tuple[str, ...] = ()
    content_of: Callable[[View], Content | None] | None = field(
        default=None, compare=False, repr=False
    )
    first: datetime | None = None

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
    def language_links(self) -> list[tuple[str, str, str]]:
        """(code, own name, address from here) of every language, with what else this page is asked for."""
        others = [pair for pair in self.query if pair[0] != "lang"]
        usual = settings.LANGUAGE_CODE
        return [
            (
                code,
                name,
                "?" + urlencode(others if code == usual else [*others, ("lang", code)]),
            )
            for code, name in settings.LANGUAGES
        ]

    @property
    def as_of(self) -> str:
        """What every link of a page of the past carries on; empty for the present."""
        return self.as_of_param if self.moment else ""

    @cached_property
    def carried_query(self) -> dict[str, str]:
        """What every link of the page carries on: its moment, and its language where that is not the usual one."""
        carried = {
            "as_of": self.as_of,
            "lang": "" if self.language == settings.LANGUAGE_CODE else self.language,
        }
        return {name: value for name, value in carried.items() if value}

    @property
    def direction(self) -> str:
        """`rtl` for a language of the interface that is written from the right."""
        return "rtl" if get_language_info(self.language)["bidi"] else "ltr"

    @property
    def is_simulated(self) -> bool:
        """Whether the record's moments were set by hand, as the demonstration's are."""
        return bool(self.view and last_line(self.view.hash, self.view.seq).is_simulated)

    @property
    def last_at(self) -> datetime | None:
        """When the last line was published that this page knows; None where nothing was."""
        return last_line(self.view.hash, self.view.seq).at if self.view else None

    @cached_property
    def state(self) -> State | None:
        """From when until when the page reads as it does; None where nobody can say."""
        content = self.content_of(self.view) if self.view and self.content_of else None
        state = State(self.view, content, self.content_of) if content else None
        return state if state and state.since else None

    @property
    def permanent(self) -> str:
        """The address under which this page reads for ever as it does now; empty where nothing was published."""
        return self.memento(self.state.since) if self.state else ""

    def memento(self, at: datetime) -> str:
        """The address of this page as of a moment, in its language."""
        start = "&" if "?" in self.canonical else "?"
        return f"{self.canonical}{start}{urlencode({'as_of': moment_text(at)})}"

    @property
    def before(self) -> str:
        """The address of the state before this one, asked for the same."""
        return self._here(self.state.previous)

    @property
    def after(self) -> str:
        """The address of the state after this one, asked for the same."""
        return self._here(self.state.until)

    def _here(self, at: datetime) -> str:
        return "?" + urlencode(
            [
                *(pair for pair in self.query if pair[0] != "as_of"),
                ("as_of", moment_text(at)),
            ]
        )

    def link(self, path: str, **query: str) -> str:
        """`path` with a query, at the moment and in the language of this page; a fragment stays at the end.

        What the query says itself is not carried on: an empty `as_of` leads to the present.
        """
        if not (query or self.carried_query):
            return path
        path, _, fragment = path.partition("#")
        asked = {
            name: value
            for name, value in {**query, **self.carried_query, **query}.items()
            if value
        }
        start = (
            f"{path}{'&' if '?' in path else '?'}{urlencode(asked)}" if asked else path
        )
        return f"{start}#{fragment}" if fragment else start


class Answer(Exception):
    """Ends the making of a page with another answer; `response` is it."""

    def __init__(self, response: HttpResponse):
        super().__init__(response.status_code)
        self.response = response


def rendered(template: str, frame: Frame, status: int = 200, **context) -> HttpResponse:
    """A page in its frame."""
    return HttpResponse(
        render_to_string(template, {"page": frame, **context}), status=status
    )


def refused(frame: Frame, error: Exception, **context) -> HttpResponse:
    """The page that says why an address cannot be answered."""
    return rendered("400.html", frame, status=400, reason=str(error), **context)


class PublicPage(DjangoView):
    """A page of the record. A family of pages gives `template_name` and `context(view)`; both may raise Answer.

    `parameters` is what its address may ask for beside the moment, `several` those that take several values.
    `previewed` names what the desk sees here as if it were published; such a page has no tag, and nothing of it is
    kept. A page asked for a moment leads to the address of its state then, unless it `keeps_address`. `status` is that
    of the answer: 400 where `context` finds a filter that cannot be answered.
    """

    http_method_names = ("get", "head", "options")
    template_name = ""
    parameters: tuple[str, ...] = ()
    several: tuple[str, ...] = ()
    previewed: tuple[str, ...] = ()
    keeps_address = False
    status = 200

    @classmethod
    def as_view(cls, **initkwargs):
        """The view. No cookie reaches it, so there is nothing that a forged post could borrow."""
        return csrf_exempt(super().as_view(**initkwargs))

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
                others = [pair for pair in pairs_of(request.GET) if pair[0] != "as_of"]
                said = {"of_moment": True, "written": written, "others": others}
                return refused(Frame(request.path, language=language), error, **said)
            except BadQuery as error:
                return refused(
                    Frame(request.path, language=language), error, known=error.known
                )

    def _read(self, request: HttpRequest, written: str, language: str) -> HttpResponse:
        check(request.GET, self.parameters, self.several)
        if not (written or self.previewed) and (etag := etags.known_tag(request)):
            return framed(
                HttpResponseNotModified(), Frame(request.path), etag, self.timemap
            )
        with ledger.reading(written) as view:
            asked, content_of = pairs_of(request.GET), self.content_then
            if self.keeps_address and view.moment:
                view, content_of = past_pages.at_its_line(view), None
                written = moment_text(view.moment)
            self.frame = Frame(
                request.path, written, view, language, asked, self.previewed, content_of
            )
            return (
                self._preview(self.frame) if self.previewed else self._answer(request)
            )

    def _preview(self, frame: Frame) -> HttpResponse:
        self.frame = replace(frame, content_of=None)
        with store.nothing_kept():
            return self._made()

    def _answer(self, request: HttpRequest) -> HttpResponse:
        try:
            self._settle(self.frame)
        except Answer as answer:
            return framed(answer.response, self.frame, "", self.timemap)
        etag = etags.etag_of(request, self.frame)
        if etags.matches(request, etag):
            return framed(HttpResponseNotModified(), self.frame, etag, self.timemap)
        return framed(self._make_once(request, etag), self.frame, etag, self.timemap)

    def _make_once(self, request: HttpRequest, etag: str) -> HttpResponse:
        """The page as it is kept, or made; one of the past only within the limits of this client and process."""
        if not self.frame.moment:
            return self._make_now(request, etag)
        try:
            return past_pages.made(request, etag, self._made)
        except single_flight.Busy as busy:
            return self._turned_away(503, busy.retry_after)
        except past_limits.TooMany as too_many:
            return self._turned_away(429, too_many.retry_after)

    def _make_now(self, request: HttpRequest, etag: str) -> HttpResponse:
        """The page of the present, which nobody is refused."""

        def find() -> HttpResponse | None:
            return etags.kept_page(request, etag)

        def make() -> HttpResponse:
            return etags.keep(request, etag, self._made())

        try:
            return find() or single_flight.made_once(etag, find, make)
        except single_flight.Busy:
            return make()

    def _turned_away(self, status: int, seconds: int) -> HttpResponse:
        if status == 429:
            title = _("Too many pages of the past")
            said = _(
                "You asked for many pages of the past in one minute. Wait %d seconds, then load this page again."
            )
            said %= seconds
        else:
            title = _("Not made yet")
            said = _(
                "This page of the past is being made, or others are made before it. Load it again in a few seconds."
            )
        response = self.instead(status, title, said)
        response["Retry-After"] = str(seconds)
        return response

    def instead(self, status: int, title: str, said: str) -> HttpResponse:
        """A few words in place of the page."""
        return rendered(
            "instead.html",
            Frame(self.request.path, language=self.frame.language),
            status,
            title=title,
            said=said,
        )

    def _settle(self, frame: Frame) -> None:
        """Stay at the address of a state of the page. Raises Answer: where that is, or that there was no page then."""
        if not frame.as_of_param or self.keeps_address:
            return
        if not frame.moment:
            raise Answer(self._at_moment(""))
        self.content(frame.view)
        if frame.state is None:
            raise Answer(self._not_yet(frame.view))
        if moment_text(frame.state.since) != frame.as_of_param:
            raise Answer(self._at_moment(moment_text(frame.state.since)))

    def _at_moment(self, written: str) -> HttpResponse:
        """To the same page as of another moment; empty for the present."""
        asked = [
            (name, value)
            for name, values in self.request.GET.lists()
            for value in values
            if name != "as_of"
        ]
        asked += [("as_of", written)] if written else []
        return HttpResponseRedirect(
            f"{quote(self.request.path)}?{urlencode(asked)}".rstrip("?")
        )

    def _not_yet(self, view: View) -> HttpResponse:
        """That the page was not there at the moment, and since when it is, if it is."""
        first = Publication.objects.filter(seq=1).only("published_at").first()
        self.frame = replace(self.frame, first=first.published_at if first else None)
        return rendered("404.html", self.frame, status=404)

    def content(self, view: View) -> Content:
        """What the page is of, as of a view. Raises Answer where there is no page."""
        return EVERY_LINE

    def content_then(self, view: View) -> Content | None:
        """What the page is of, as of any view; None where there was none."""
        return EVERY_LINE

    def _made(self) -> HttpResponse:
        try:
            return robots.said(
                self.page(self.frame.view),
                is_left_out=self.is_left_out(self.frame.view),
            )
        except Answer as answer:
            return answer.response

    def is_left_out(self, view: View) -> bool:
        """Whether the desk asks search engines to leave this page out."""
        return False

    @property
    def timemap(self) -> str:
        """Where the moments are listed that this page can be read as of (RFC 7089); empty where nothing lists them."""
        return ""

    def page(self, view: View) -> HttpResponse:
        context = self.context(view)
        return rendered(self.template_name, self.frame, self.status, **context)

    def context(self, view: View) -> dict:
        """What the template shows, read from `view` alone."""
        raise NotImplementedError


def framed(
    response: HttpResponse, frame: Frame, etag: str, timemap: str = ""
) -> HttpResponse:
    """With what caches and archives read."""
    status = response.status_code
    response["Cache-Control"] = CACHING
    if status in (200, 304):
        response["ETag"] = etag
    links = [f'<{frame.canonical}>; rel="original"'] if frame.as_of_param else []
    if timemap and (status in (200, 302, 304, 410) or frame.first):
        links.append(
            f'<{settings.SITE_URL}{quote(timemap)}>; rel="timemap"; type="application/link-format"'
        )
    if frame.first:
        at = http_date(frame.first.timestamp())
        links.append(
            f'<{frame.memento(frame.first)}>; rel="first memento"; datetime="{at}"'
        )
    if links:
        response["Link"] = ", ".join(links)
    if frame.moment:
        response["X-Robots-Tag"] = "noindex"
        if status in (200, 304, 410) and frame.view.seq:
            response["Memento-Datetime"] = http_date(frame.moment.timestamp())
    return response
