"""The view sets: one family for every kind of record, and the change feed."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from rest_framework import viewsets
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.views import APIView

from factcheck import kinds, ledger
from factcheck.kinds import Kind
from factcheck.ledger import View

from . import answers, caching, paging, publications
from .filters import SIZE, Asked, DetailParameters, FeedParameters, NoParameters, Parameters, parameters_of
from .naming import Names
from .schema import FeedSchema, RecordSchema


class Negotiation(DefaultContentNegotiation):
    """There is one format; what takes anything gets it without further ado, what takes something else a 406."""

    def select_renderer(self, request, renderers, format_suffix=None):
        accepted = request.META.get("HTTP_ACCEPT", "*/*")
        if "*/*" in accepted or "application/json" in accepted:
            return renderers[0], renderers[0].media_type
        return super().select_renderer(request, renderers, format_suffix)


class OpenView(APIView):
    """Open to everyone: no cookie, no token, nothing to write, and the pages of any site may read it."""

    authentication_classes = ()
    permission_classes = ()
    throttle_classes = ()
    renderer_classes = (JSONRenderer,)
    content_negotiation_class = Negotiation
    http_method_names = ("get", "head", "options")

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return caching.opened(super().dispatch(request, *args, **kwargs))

    def options(self, request: Request, *args, **kwargs) -> HttpResponse:
        return HttpResponse(status=204, headers=caching.PREFLIGHT)


class ReadView(OpenView, viewsets.GenericViewSet):
    """Reads one View of the ledger a request. `list_parameters` and `detail_parameters` say what may be asked."""

    list_parameters: type[Parameters]
    detail_parameters: type[Parameters] = DetailParameters

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if response := caching.known_to_client(request):
            return caching.opened(response)
        return super().dispatch(request, *args, **kwargs)

    def answer(self, request: Request, values: dict, make: Callable[[View], HttpResponse], seq=None) -> HttpResponse:
        """`make(view)` as of the moment or the line asked for; 304 when the client has it."""
        written = values.get("as_of")
        moment = ledger.parse_moment(written) if written else None
        if written and (response := caching.known_to_client(request, moment)):
            return response
        with ledger.reading(written, seq) as view:
            response = make(view)
        ledger.remember(view)
        return caching.said_to_caches(response, caching.etag(view, request, moment), view)


class RecordView(ReadView):
    """Lists and details of a kind, from what the ledger stores of it."""

    kind: Kind
    schema = RecordSchema()

    def list(self, request: Request) -> HttpResponse:
        asked = Asked(self.list_parameters, self.list_parameters.read(request.GET))
        cursor = None
        if written := asked.values.get("cursor"):
            cursor = paging.read_cursor(written, _list_of(request))
        return self.quick_page(request, asked, cursor) or self.answer(
            request, asked.values, lambda view: self.page(request, view, asked, cursor), cursor and cursor.seq
        )

    def quick_page(self, request: Request, asked: Asked, cursor: paging.Cursor | None) -> HttpResponse | None:
        """A page of the present without a snapshot, if the head is still the one seen last and the page has rows."""
        view = ledger.guess()
        if view is None or (cursor and cursor.seq != view.seq) or asked.needs_more:
            return None
        if not Names(view, asked.uids).find_now(asked.named()):
            return None
        response = self.page(request, view, asked, cursor)
        return response and caching.said_to_caches(response, caching.etag(view, request, None))

    def retrieve(self, request: Request, key: str) -> HttpResponse:
        values = self.detail_parameters.read(request.GET)
        if not values and (found := ledger.record_now(self.kind.name, key)):
            payload, view = found
            return caching.said_to_caches(answers.json_answer(payload), caching.etag(view, request, None))
        return self.answer(
            request, values, lambda view: answers.json_answer(answers.find(request, view, self.kind, key))
        )

    def page(self, request: Request, view: View, asked: Asked, cursor: paging.Cursor | None) -> HttpResponse | None:
        """The page as of the view; None when a guess gives no rows, for then nobody knows."""
        listing = asked.listing(self.kind, Names(view, asked.uids))
        beside = {"count": ledger.count(view, listing)} if asked.values.get("count") else {}
        rows = ledger.page(view, cursor.place(listing) if cursor else listing, asked.size + 1)
        if view.is_guess and not rows:
            return None
        cut = paging.cut(rows, asked.size, view.seq, cursor)
        links = {"next": _link(request, cut.next), "previous": _link(request, cut.previous)}
        return answers.json_answer(answers.list_text([row.payload for row in cut.rows], view, **links, **beside))


def record_view(kind: Kind) -> type[RecordView]:
    """The view set of a kind."""
    named = {"kind": kind, "list_parameters": parameters_of(kind), "__doc__": RecordView.__doc__}
    return type(f"{kind.name.title()}View", (RecordView,), named)


class PublicationView(ReadView):
    """The ledger itself, line by line: enough to mirror the record and to verify every hash of it."""

    list_parameters = FeedParameters
    detail_parameters = NoParameters
    schema = FeedSchema()

    def list(self, request: Request) -> HttpResponse:
        values = self.list_parameters.read(request.GET)
        return self.answer(request, values, lambda view: self.feed(request, view, values))

    def retrieve(self, request: Request, seq: int) -> HttpResponse:
        values = self.detail_parameters.read(request.GET)
        return self.answer(request, values, lambda view: self.line(view, seq))

    @staticmethod
    def feed(request: Request, view: View, values: dict) -> HttpResponse:
        limit = values.get("limit", SIZE)
        found = publications.lines(view, values.get("after", 0), limit + 1)
        lines, more = found[:limit], found[limit:]
        further = _address(request, [*_without(request.GET, "after"), ("after", lines[-1].seq)]) if more else None
        texts = ",".join(map(publications.line_text, lines))
        beside = answers.said({"next": further, "as_of": answers.state(view)})
        return answers.json_answer(f'{{"results":[{texts}],{beside[1:]}')

    @staticmethod
    def line(view: View, seq: int) -> HttpResponse:
        found = publications.lines(view, seq - 1, 1) if 0 < seq <= view.seq else []
        if not found:
            raise Http404
        return answers.json_answer(publications.line_text(found[0]))


class RootView(OpenView):
    """Where everything is."""

    schema = None

    def get(self, request: Request) -> HttpResponse:
        NoParameters.read(request.GET)
        names = [*(kind.plural for kind in kinds.all_kinds()), "publications", "schema", "docs"]
        text = answers.said({name: f"{_site(request)}/api/v1/{name}/" for name in names})
        return caching.said_to_caches(answers.json_answer(text))


class NothingView(OpenView):
    """Any other address under the API: a problem that programs can read, not a page."""

    schema = None

    def get(self, request: Request, rest: str) -> HttpResponse:
        raise Http404


def _link(request: Request, cursor: paging.Cursor | None) -> str | None:
    if cursor is None:
        return None
    return _address(request, [*_without(request.GET, "cursor"), ("cursor", cursor.write(_list_of(request)))])


def _list_of(request: Request) -> str:
    """The list that a cursor is of: its address without what may differ from page to page."""
    return f"{request.path}?{urlencode(sorted(_without(request.GET, 'cursor', 'page_size', 'count')))}"


def _without(params: QueryDict, *names: str) -> list[tuple[str, str]]:
    return [(name, value) for name, values in params.lists() if name not in names for value in values]


def _address(request: Request, query: list[tuple[str, object]]) -> str:
    return f"{_site(request)}{request.path}?{urlencode(query)}"


def _site(request: Request) -> str:
    """Scheme and host of absolute addresses; a local site answers to every loopback name and port."""
    return request.build_absolute_uri("/")[:-1] if settings.LOCAL else settings.SITE_URL
