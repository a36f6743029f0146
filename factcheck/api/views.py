"""The view sets: one family for every kind of record, and the change feed."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from rest_framework import viewsets
from rest_framework.permissions import AllowAny

from factcheck import kinds, ledger
from factcheck.ledger import BadMoment, View
from factcheck.models import Publication

from . import answers, filters, paging, publications
from .errors import BadRequest
from .schema import described_publications, described_record


class ReadView(viewsets.GenericViewSet):
    """Reads one View of the ledger a request and sends no cookie; CORS is open, for reads alone."""

    permission_classes = (AllowAny,)
    authentication_classes = ()
    http_method_names = ("get", "head", "options")
    queryset = Publication.objects.none()

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, Memento-Datetime, Location"
        return response

    def options(self, request, *args, **kwargs) -> HttpResponse:
        response = HttpResponse(status=204)
        response["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
        response["Access-Control-Allow-Headers"] = "If-None-Match, X-Request-ID"
        return response

    def answer(self, request, make) -> HttpResponse:
        """`make(view)` at the moment that the request names, with its caching."""
        try:
            with ledger.reading(request.GET.get("as_of")) as view:
                return answers.cached(request, view, lambda: make(view))
        except BadMoment as error:
            raise BadRequest([("as_of", str(error))]) from error


class RecordView(ReadView):
    """Lists and details of a kind, from what the ledger stores of it."""

    kind: kinds.Kind
    lookup_field = lookup_url_kwarg = "key"

    def list(self, request) -> HttpResponse:
        cursor, size = paging.read_cursor(request.GET), paging.read_size(request.GET)
        return self.answer(request, lambda view: self.page(request, view, cursor, size))

    def retrieve(self, request, key: str) -> HttpResponse:
        _refuse_unknown(request, ("as_of",))
        return self.answer(
            request, lambda view: answers.json_answer(answers.record_text(request, view, self.kind, key))
        )

    def page(self, request, view: View, cursor: paging.Cursor | None, size: int) -> HttpResponse:
        if cursor:
            view = ledger.as_of_seq(cursor.seq)
        listing = filters.read(self.kind.name, view, request.GET)
        count = ledger.count(view, listing) if request.GET.get("count") == "true" else None
        if cursor:
            listing = filters.replace(listing, after=cursor.after, ascending=listing.ascending != cursor.backwards)
        cut = paging.cut(ledger.page(view, listing, size + 1), size, view.seq, cursor)
        links = [_link(request, other) for other in (cut.next, cut.previous)]
        return answers.json_answer(answers.list_text(cut.rows, *links, view, count))


def _link(request: HttpRequest, cursor: paging.Cursor | None) -> str | None:
    if cursor is None:
        return None
    query = request.GET.copy()
    query["cursor"] = cursor.write()
    return f"{settings.SITE_URL}{request.path}?{query.urlencode()}"


def _refuse_unknown(request: HttpRequest, known: tuple[str, ...]) -> None:
    wrong = [
        (name, f"There is no parameter “{name}”; there is {', '.join(known)}.")
        for name in request.GET
        if name not in known
    ]
    if wrong:
        raise BadRequest(wrong)


def record_view(kind: kinds.Kind) -> type[RecordView]:
    """The view set of a kind."""
    made = type(f"{kind.name.title()}View", (RecordView,), {"kind": kind, "__doc__": RecordView.__doc__})
    return described_record(made, kind)


@described_publications
class PublicationView(ReadView):
    """The ledger itself, line by line: enough to mirror the record and to verify every hash of it."""

    lookup_field = lookup_url_kwarg = "seq"

    def list(self, request) -> HttpResponse:
        _refuse_unknown(request, ("after", "page_size"))
        after, size = publications.read_after(request.GET), paging.read_size(request.GET)
        return self.answer(request, lambda view: publications.feed(request, view, after, size))

    def retrieve(self, request, seq: int) -> HttpResponse:
        _refuse_unknown(request, ())
        return self.answer(request, lambda view: publications.one(view, seq))
