"""The base of every public page: its parameters, moment and caching, and what it answers instead of a page."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
)
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View as DjangoView

from factcheck import ledger
from factcheck.ledger import EVERY_LINE, BadMoment, Content, View, moment_address
from factcheck.models import Publication

from . import robots, time_gate
from .cache import etags, page_cache, past_limits, past_pages, single_flight, store
from .cache.conditional import is_offered
from .page_context import Frame
from .query.moment_fields import settled_pairs
from .query.params import (
    BadMomentField,
    BadQuery,
    KnownParameters,
    check,
    language_of,
    pairs_of,
)
from .responses import (
    ImmediateResponse,
    add_headers,
    bad_moment_page,
    bad_request_page,
    redirect_here,
    render_page,
)


class PublicPage(DjangoView):
    """A page of the record. A family of pages gives `template_name` and `context(view)`; both may raise
    ImmediateResponse.

    `parameters` is what its address may ask for beside the moment, each once.
    `moment_fields` are those of them that forms send in parts, a day and a time of day.
    `previewed` names what the desk sees here as if it were published; such a page has no tag, and nothing of it is
    kept. A page asked for a moment leads to the address of its state then, unless it `keeps_address`. `status` is that
    of the response: 400 where `context` finds a filter that cannot be answered.
    """

    http_method_names: Sequence[str] = ("get", "head", "options")
    template_name = ""
    parameters: tuple[str, ...] = ()
    moment_fields: tuple[str, ...] = ("as_of",)
    previewed: tuple[str, ...] = ()
    keeps_address = False
    status = 200

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Callable[..., HttpResponseBase]:
        """The view. No cookie reaches it, so there is nothing that a forged post could borrow."""
        return csrf_exempt(super().as_view(**initkwargs))

    def get(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        response = self._get(request)
        if not self.previewed:
            patch_vary_headers(response, ["Accept-Datetime"])
        return response

    def _get(self, request: HttpRequest) -> HttpResponse:
        as_of_param = request.GET.get("as_of", "").strip()
        try:
            language = language_of(request.GET)
        except BadQuery as error:
            return bad_request_page(Frame(request.path), error, known=error.known)
        with translation.override(language):
            frame = Frame(request.path, language=language)
            try:
                return self._read(request, as_of_param, language)
            except BadMoment as error:
                field = BadMomentField(
                    str(error), "as_of", _("As known on"), as_of_param
                )
                return bad_moment_page(frame, field, pairs_of(request.GET))
            except BadMomentField as error:
                return bad_moment_page(frame, error, pairs_of(request.GET))
            except BadQuery as error:
                return bad_request_page(frame, error, known=error.known)

    def known_parameters(self) -> KnownParameters:
        """What the address may ask for; a page that takes declared filters takes theirs."""
        return KnownParameters(self.parameters)

    def _read(
        self, request: HttpRequest, as_of_param: str, language: str
    ) -> HttpResponse:
        known = self.known_parameters()
        pairs = settled_pairs(request.GET, self.moment_fields)
        if pairs is not None and not self.keeps_address:
            return redirect_here(request, pairs)
        check(request.GET, known.names, known.several)
        is_plain = not (as_of_param or self.previewed)
        if is_plain and (moment := time_gate.negotiated_moment(request)):
            return self._negotiate(request, moment, language)
        if is_plain and (etag := etags.etag_held_by_client(request)):
            return self._not_modified(Frame(request.path, language=language), etag)
        with ledger.reading(as_of_param) as view:
            content_of: Callable[[View], Content | None] | None = self.content_then
            if self.keeps_address and view.moment:
                as_of_param = moment_address(view.line_at or view.moment)
                view, content_of = past_pages.at_its_line(view), None
            self.frame = Frame(
                request.path,
                as_of_param,
                view,
                language,
                pairs_of(request.GET),
                self.previewed,
                content_of,
            )
            if self.previewed:
                return self._preview(self.frame)
            return self._answer(request)

    def _negotiate(
        self, request: HttpRequest, moment: datetime, language: str
    ) -> HttpResponse:
        """To the page as it stood at a moment; to its first state where it was not there yet."""
        with ledger.reading() as present:
            view = time_gate.view_at(present, moment)
            self.frame = Frame(
                request.path,
                moment_address(moment),
                view,
                language,
                pairs_of(request.GET),
                content_of=self.content_then,
            )
            response = self._to_moment(present)
            return add_headers(response, self.frame, "", self.timemap)

    def _to_moment(self, present: View) -> HttpResponse:
        """A redirect to the state of the frame's moment, or to the first one; what there is instead of a page."""
        view = self.frame.ledger_view
        missing = None
        if view.seq:
            try:
                self.content(view)
            except ImmediateResponse as immediate:
                missing = immediate.response
        at = view.line_at if self.keeps_address else self.frame.since
        if missing is None and at:
            return self._at_moment(moment_address(at))
        if missing is not None and missing.status_code != 404:
            return self._of_then(missing, view)
        first = time_gate.first_moment(self.frame, present)
        if first:
            return self._at_moment(moment_address(first))
        return missing or self._not_yet(view)

    def _of_then(self, response: HttpResponse, view: View) -> HttpResponse:
        """What there was at a past moment instead of the page: a redirect as it is, a tombstone at its address."""
        if response.status_code == 410 and view.line_at:
            return self._at_moment(moment_address(view.line_at))
        return response

    def _preview(self, frame: Frame) -> HttpResponse:
        self.frame = replace(frame, content_of=None)
        with store.disabled():
            return self._render()

    def _answer(self, request: HttpRequest) -> HttpResponse:
        try:
            self._settle(self.frame)
        except ImmediateResponse as immediate:
            return add_headers(immediate.response, self.frame, "", self.timemap)
        etag = etags.page_etag(request, self.frame)
        if is_offered(request, etag):
            return self._not_modified(self.frame, etag)
        response = self._get_or_render(request, etag)
        return add_headers(response, self.frame, etag, self.timemap)

    def _not_modified(self, frame: Frame, etag: str) -> HttpResponse:
        return add_headers(HttpResponseNotModified(), frame, etag, self.timemap)

    def _get_or_render(self, request: HttpRequest, etag: str) -> HttpResponse:
        """The page, cached or rendered; one of the past only within the limits of this client and process."""
        if not self.frame.moment:
            return self._get_or_render_present(request, etag)
        try:
            return past_pages.get_or_render(request, etag, self._render)
        except single_flight.Busy as busy:
            return self._turned_away(503, busy.retry_after)
        except past_limits.TooMany as too_many:
            return self._turned_away(429, too_many.retry_after)

    def _get_or_render_present(self, request: HttpRequest, etag: str) -> HttpResponse:
        """The page of the present, which nobody is refused."""

        def from_cache() -> HttpResponse | None:
            return page_cache.get_page(request, etag)

        def render() -> HttpResponse:
            return page_cache.set_page(request, etag, self._render())

        try:
            return from_cache() or single_flight.run_once(etag, from_cache, render)
        except single_flight.Busy:
            return render()

    def _turned_away(self, status: int, seconds: int) -> HttpResponse:
        if status == 429:
            title = _("Too many pages of the past")
            message = _(
                "You asked for many pages of the past in one minute. Wait %d seconds, then load this page again."
            )
            message %= seconds
        else:
            title = _("Not made yet")
            message = _(
                "This page of the past is being made, or others are made before it. Load it again in a few seconds."
            )
        response = self.message_page(status, title, message)
        response["Retry-After"] = str(seconds)
        return response

    def message_page(self, status: int, title: str, message: str) -> HttpResponse:
        """A few words in place of the page."""
        return render_page(
            "instead.html",
            Frame(self.request.path, language=self.frame.language),
            status,
            title=title,
            said=message,
        )

    def _settle(self, frame: Frame) -> None:
        """Stay at the address of a state of the page.

        Raises ImmediateResponse: a redirect to where that is, or that there was no page then.
        """
        if not frame.as_of_param or self.keeps_address:
            return
        if not frame.moment:
            raise ImmediateResponse(self._at_moment(""))
        self.content(frame.ledger_view)
        if frame.since is None:
            raise ImmediateResponse(self._not_yet(frame.ledger_view))
        if moment_address(frame.since) != frame.as_of_param:
            raise ImmediateResponse(self._at_moment(moment_address(frame.since)))

    def _at_moment(self, as_of_param: str) -> HttpResponse:
        """To the same page as of another moment; empty for the present."""
        pairs = []
        for name, values in self.request.GET.lists():
            if name != "as_of":
                pairs += [(name, value) for value in values]
        if as_of_param:
            pairs.append(("as_of", as_of_param))
        return redirect_here(self.request, pairs)

    def _not_yet(self, view: View) -> HttpResponse:
        """That the page was not there at the moment, and since when it is, if it is."""
        first = Publication.objects.filter(seq=1).only("published_at").first()
        self.frame = replace(self.frame, first=first.published_at if first else None)
        return render_page("404.html", self.frame, status=404)

    def content(self, view: View) -> Content:
        """What the page is of, as of a view. Raises ImmediateResponse where there is no page."""
        return EVERY_LINE

    def content_then(self, view: View) -> Content | None:
        """What the page is of, as of any view; None where there was none."""
        return EVERY_LINE

    def _render(self) -> HttpResponse:
        view = self.frame.ledger_view
        try:
            response = self.page(view)
            is_left_out = self.is_left_out(view)
        except ImmediateResponse as immediate:
            return immediate.response
        return robots.mark_response(response, is_left_out=is_left_out)

    def is_left_out(self, view: View) -> bool:
        """Whether the desk asks search engines to leave this page out."""
        return False

    @property
    def timemap(self) -> str:
        """Where the moments are listed that this page can be read as of (RFC 7089); empty where nothing lists them."""
        return ""

    def page(self, view: View) -> HttpResponse:
        context = self.context(view)
        context |= self.moment_context(view, context)
        return render_page(self.template_name, self.frame, self.status, **context)

    def moment_context(self, view: View, context: dict) -> dict:
        """What the parts of the page show that lead to its other moments; `context` is that of the page."""
        return {}

    def context(self, view: View) -> dict:
        """What the template shows, read from `view` alone."""
        raise NotImplementedError
