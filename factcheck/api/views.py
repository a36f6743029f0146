"""The view sets: one family for every kind of record, and the change feed."""

from collections.abc import Callable, Iterable, Sequence
from typing import cast
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from rest_framework import viewsets
from rest_framework.exceptions import APIException, Throttled
from rest_framework.negotiation import (
    BaseContentNegotiation,
    DefaultContentNegotiation,
)
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.views import APIView

from factcheck import ledger
from factcheck.ledger import View
from factcheck.pages.cache import past_limits, past_pages, single_flight
from factcheck.records import registry
from factcheck.records.filters.record_names import RecordNames
from factcheck.records.registry import Kind

from . import caching, pagination, publications, responses
from .filters import (
    SIZE,
    DetailParameters,
    FeedParameters,
    ListRequest,
    NoParameters,
    Parameters,
    parameters_of,
)
from .schema import FeedSchema, RecordSchema

TOO_MANY = "Too many answers of the past that were not made yet, in one minute."


class RetryLater(APIException):
    """The answer is being made for others, or others are made before it; `wait` is in seconds."""

    status_code = 503
    default_detail = "This answer of the past is being made, or others are before it. Ask again in a few seconds."

    def __init__(self, wait: int):
        super().__init__()
        self.wait = wait


class Negotiation(DefaultContentNegotiation):
    """There is one format; what takes anything gets it without further ado, what takes something else a 406."""

    def select_renderer(
        self,
        request: Request,
        renderers: Iterable[BaseRenderer],
        format_suffix: str | None = None,
    ) -> tuple[BaseRenderer, str]:
        accepted = request.META.get("HTTP_ACCEPT", "*/*")
        if "*/*" in accepted or "application/json" in accepted:
            first = next(iter(renderers))
            return first, first.media_type
        return super().select_renderer(request, renderers, format_suffix)


class OpenView(APIView):
    """Open to everyone: no token, and nothing to write."""

    authentication_classes = ()
    permission_classes = ()
    throttle_classes = ()
    renderer_classes: Sequence[type[BaseRenderer]] = (JSONRenderer,)
    content_negotiation_class: type[BaseContentNegotiation] = Negotiation
    http_method_names = ("get", "head", "options")


class ReadView(OpenView, viewsets.GenericViewSet):
    """Reads one View of the ledger a request. `list_parameters` and `detail_parameters` say what may be asked."""

    list_parameters: type[Parameters]
    detail_parameters: type[Parameters] = DetailParameters

    def dispatch(
        self, request: HttpRequest, *args: object, **kwargs: object
    ) -> HttpResponseBase:
        if response := caching.not_modified_now(request):
            return response
        return super().dispatch(request, *args, **kwargs)

    def answer(
        self,
        request: Request,
        values: dict,
        make: Callable[[View], HttpResponse],
        seq: int | None = None,
    ) -> HttpResponse:
        """`make(view)` as of the moment or the line asked for; 304 when the client has it."""
        with ledger.reading(values.get("as_of"), seq) as view:
            if view.moment:
                return self.answer_of_past(request, past_pages.at_its_line(view), make)
            tag = caching.etag(view, request)
            if response := caching.not_modified(request, tag):
                return response
            response = make(view)
        ledger.remember_view(view)
        return caching.with_cache_headers(response, tag)

    @staticmethod
    def answer_of_past(
        request: Request, view: View, make: Callable[[View], HttpResponse]
    ) -> HttpResponse:
        """The same for every moment with the same last line: kept, made once, and within the limits of the client."""
        tag = caching.etag_of_past(view, request)
        if response := caching.not_modified(request, tag, view):
            return response
        try:
            response = past_pages.get_or_render(
                request._request, tag, lambda: make(view)
            )
        except single_flight.Busy as busy:
            raise RetryLater(busy.retry_after) from busy
        except past_limits.TooMany as too_many:
            raise Throttled(too_many.retry_after, TOO_MANY) from too_many
        return caching.with_cache_headers(response, tag, view)


class RecordView(ReadView):
    """Lists and details of a kind, from what the ledger stores of it."""

    kind: Kind
    schema = RecordSchema()

    def list(self, request: Request) -> HttpResponse:
        asked = ListRequest(self.list_parameters.parse(request.GET))
        cursor = None
        if written := asked.values.get("cursor"):
            cursor = pagination.read_cursor(written, _list_of(request))

        def page(view: View) -> HttpResponse:
            # Only of a guess nobody knows the page.
            return cast(HttpResponse, self.page(request, view, asked, cursor))

        return self.quick_page(request, asked, cursor) or self.answer(
            request, asked.values, page, cursor.seq if cursor else None
        )

    def quick_page(
        self, request: Request, asked: ListRequest, cursor: pagination.Cursor | None
    ) -> HttpResponse | None:
        """A page of the present without a snapshot, if the head is still the one seen last and the page has rows."""
        view = ledger.recent_view()
        if (
            view is None
            or (cursor and cursor.seq != view.seq)
            or asked.needs_several_queries
        ):
            return None
        if not RecordNames(view, asked.uids).find_now(asked.named_records()):
            return None
        response = self.page(request, view, asked, cursor)
        return response and caching.with_cache_headers(
            response, caching.etag(view, request)
        )

    def retrieve(self, request: Request, key: str) -> HttpResponse:
        values = self.detail_parameters.read(request.GET)
        if not values and (found := ledger.current_record(self.kind.name, key)):
            payload, view = found
            return caching.with_cache_headers(
                responses.json_answer(payload), caching.etag(view, request)
            )
        return self.answer(
            request,
            values,
            lambda view: responses.json_answer(
                responses.find(request, view, self.kind, key)
            ),
        )

    def page(
        self,
        request: Request,
        view: View,
        asked: ListRequest,
        cursor: pagination.Cursor | None,
    ) -> HttpResponse | None:
        """The page as of the view; None when a guess gives no rows, for then nobody knows."""
        listing = asked.listing(self.kind, RecordNames(view, asked.uids))
        beside = (
            {"count": ledger.count(view, listing)} if asked.values.get("count") else {}
        )
        rows = ledger.page(
            view, cursor.place(listing) if cursor else listing, asked.size + 1
        )
        if view.is_guess and not rows:
            return None
        cut = pagination.cut(rows, asked.size, view.seq, cursor)
        links = {
            "next": _link(request, view, cut.next),
            "previous": _link(request, view, cut.previous),
        }
        return responses.json_answer(
            responses.list_text(
                [row.public_text for row in cut.rows], view, **links, **beside
            )
        )


def record_view(kind: Kind) -> type[RecordView]:
    """The view set of a kind."""
    named = {
        "kind": kind,
        "list_parameters": parameters_of(kind),
        "__doc__": RecordView.__doc__,
    }
    return type(f"{kind.name.title()}View", (RecordView,), named)


class PublicationView(ReadView):
    """The ledger itself, line by line: enough to mirror the record and to verify every hash of it."""

    list_parameters = FeedParameters
    detail_parameters = NoParameters
    schema = FeedSchema()

    def list(self, request: Request) -> HttpResponse:
        values = self.list_parameters.read(request.GET)
        return self.answer(
            request, values, lambda view: self.feed(request, view, values)
        )

    def retrieve(self, request: Request, seq: int) -> HttpResponse:
        values = self.detail_parameters.read(request.GET)
        return self.answer(request, values, lambda view: self.line(view, seq))

    @staticmethod
    def feed(request: Request, view: View, values: dict) -> HttpResponse:
        limit = values.get("page_size") or values.get("limit", SIZE)
        found = publications.lines(view, values.get("after", 0), limit + 1)
        lines, more = found[:limit], found[limit:]
        further = _address(request, view, ("after", lines[-1].seq)) if more else None
        texts = ",".join(map(publications.line_text, lines))
        rest = responses.to_json({"next": further, "as_of": responses.state(view)})
        return responses.json_answer(f'{{"results":[{texts}],{rest[1:]}')

    @staticmethod
    def line(view: View, seq: int) -> HttpResponse:
        found = publications.lines(view, seq - 1, 1) if 0 < seq <= view.seq else []
        if not found:
            raise Http404
        return responses.json_answer(publications.line_text(found[0]))


class RootView(OpenView):
    """Where everything is."""

    schema = None

    def get(self, request: Request) -> HttpResponse:
        NoParameters.read(request.GET)
        names = [
            *(kind.plural for kind in registry.all_kinds()),
            "publications",
            "schema",
            "docs",
        ]
        text = responses.to_json(
            {name: f"{_site(request)}/api/v1/{name}/" for name in names}
        )
        return caching.with_cache_headers(responses.json_answer(text))


class NothingView(OpenView):
    """Any other address under the API: a problem that programs can read, not a page."""

    schema = None

    def get(self, request: Request, rest: str) -> HttpResponse:
        raise Http404


def _link(request: Request, view: View, cursor: pagination.Cursor | None) -> str | None:
    if cursor is None:
        return None
    return _address(request, view, ("cursor", cursor.write(_list_of(request))))


def _list_of(request: Request) -> str:
    """The list that a cursor is of: its address without what may differ from page to page. A cursor names its line."""
    params = _without(request.GET, "cursor", "page_size", "count", "as_of")
    return f"{request.path}?{urlencode(sorted(params))}"


def _without(params: QueryDict, *names: str) -> list[tuple[str, str]]:
    pairs = []
    for name, values in params.lists():
        if name not in names:
            pairs += [(name, value) for value in values]
    return pairs


def _address(request: Request, view: View, place: tuple[str, object]) -> str:
    """The address of another page of what is asked for; of a past moment, as of its last line."""
    query = [pair for pair in caching.pairs(request) if pair[0] != place[0]]
    if view.moment and view.seq:
        at = ledger.moment_text(view.moment)
        query = [(name, at if name == "as_of" else value) for name, value in query]
    return f"{_site(request)}{request.path}?{urlencode([*query, place])}"


def _site(request: Request) -> str:
    """Scheme and host of absolute addresses; a local site answers to every loopback name and port."""
    return request.build_absolute_uri("/")[:-1] if settings.LOCAL else settings.SITE_URL
