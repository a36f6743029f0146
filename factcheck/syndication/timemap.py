"""A record's moments as RFC 7089 lists them (section 5), in the link format of RFC 6690."""

from collections.abc import Iterable
from datetime import datetime
from urllib.parse import quote

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.http import http_date

from factcheck.ledger import View, moment_address
from factcheck.models import Publication
from factcheck.pages.moments import changing, of_dispute
from factcheck.pages.query import pagination
from factcheck.pages.query.addresses import address_query

from .base_views import RecordFormatView

LINK_FORMAT = "application/link-format"
SIZE = 1000


class TimeMap(RecordFormatView):
    """The versions of a record: a memento for each moment at which one was published, oldest first."""

    parameters = ("before",)

    def line(self, view: View) -> Publication:
        """Its line, also when it was taken down since: its past can still be read."""
        line = view.find(self.kind, self.kwargs["key"])
        if line is None or line.held_seq is not None:
            return super().line(view)
        is_retracted = line.action == Publication.Action.RETRACT
        return line if is_retracted else super().line(view)

    def moments(self, view: View, line: Publication) -> QuerySet[Publication]:
        """The lines that a memento is of, newest first."""
        return view.versions(line.uid).exclude(happened_key="").order_by("-seq")

    def page(self, view: View) -> HttpResponse:
        line = self.line(view)
        lines = self.moments(view, line).only("seq", "published_at")
        cut = pagination.by_line(lines, self.request.GET, SIZE)
        links = links_of(
            self.request.path, cut, is_newest=not self.request.GET.get("before")
        )
        return HttpResponse(",\n".join(links) + "\n", content_type=LINK_FORMAT)


class DisputeTimeMap(TimeMap):
    """The moments at which any record of a dispute was published or taken down."""

    kind = "dispute"

    def moments(self, view: View, line: Publication) -> QuerySet[Publication]:
        """From the dispute's first line on, and up to where it was taken down: at other moments it has no page."""
        family = view.family(line.uid)
        lines = of_dispute(view, family).filter(changing(family))
        return (
            lines.filter(seq__lt=line.seq)
            if line.action == Publication.Action.RETRACT
            else lines
        )


def links_of(path: str, cut: pagination.Cut, *, is_newest: bool) -> Iterable[str]:
    """The links of a time map at `path`: the page itself, this map, the one before it, and the mementos."""
    here = settings.SITE_URL + quote(path)
    page = settings.SITE_URL + quote(path.removesuffix("timemap"))
    moments = sorted({row.published_at for row in cut.rows})
    yield f'<{page}>; rel="original"'
    span = ""
    if moments:
        span = f'; from="{_http(moments[0])}"; until="{_http(moments[-1])}"'
    yield f'<{here}>; rel="self"; type="{LINK_FORMAT}"{span}'
    if cut.before:
        yield f'<{here}?before={cut.before}>; rel="timemap"; type="{LINK_FORMAT}"; until="{_http(moments[0])}"'
    last = len(moments) - 1
    for index, at in enumerate(moments):
        relations = []
        if index == 0 and not cut.before:
            relations.append("first")
        if index == last and is_newest:
            relations.append("last")
        relations.append("memento")
        address = f"{page}?{address_query({'as_of': moment_address(at)})}"
        yield f'<{address}>; rel="{" ".join(relations)}"; datetime="{_http(at)}"'


def _http(at: datetime) -> str:
    return http_date(at.timestamp())
