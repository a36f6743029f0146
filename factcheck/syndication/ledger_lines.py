"""The whole ledger as one download, a line a row: what the offline verifier reads."""

import zlib
from collections.abc import Iterator
from typing import cast

from django.http import HttpResponse, StreamingHttpResponse

from factcheck.api.publications import line_text
from factcheck.ledger import View
from factcheck.models import Publication
from factcheck.pages.cache import store
from factcheck.pages.query import pagination

from .base_views import SyndicationView

BATCH = 500
NDJSON = "application/x-ndjson"


class LedgerLines(SyndicationView):
    """Every line in order, from the one after `after` on; read and sent in batches, so that none is held for long."""

    parameters = ("after",)

    def page(self, view: View) -> HttpResponse:
        after = pagination.read_line(self.request.GET, "after") or 0
        rows = (
            []
            if self.request.method == "HEAD"
            else rows_of(after, view.seq if view.moment else None)
        )
        response = StreamingHttpResponse(rows, content_type=NDJSON)
        response["Content-Disposition"] = 'attachment; filename="lines.ndjson"'
        # What is done with a page looks at `streaming` first.
        return cast(HttpResponse, response)


def rows_of(after: int, last: int | None) -> Iterator[str]:
    """Lines as text, up to `last`, or up to whatever is the last one when it is reached.

    Lines do not change, but for a redaction or a hold: whoever is sent an emptied line must be sent the line that says
    so, even when it was appended meanwhile.
    """
    start = after - after % BATCH
    while texts := _part(start, last):
        if wanted := texts[max(0, after - start) :]:
            yield "".join(f"{text}\n" for text in wanted)
        if len(texts) < BATCH:
            return
        start += BATCH


def _part(start: int, last: int | None) -> list[str]:
    """At most BATCH lines from the one after `start` on; a whole part is kept until one is emptied or held."""
    if last is not None and start + BATCH > last:
        return _read(start, last)
    name = f"lines-{BATCH}-{start}-{Publication.objects.filter(action__in=Publication.ALTERS_EARLIER_LINES).count()}"
    if packed := store.get("fragments", name):
        return zlib.decompress(packed).decode().split("\n")
    texts = _read(start, start + BATCH)
    if len(texts) == BATCH:
        store.set_many("fragments", {name: zlib.compress("\n".join(texts).encode(), 1)})
    return texts


def _read(after: int, last: int) -> list[str]:
    lines = Publication.objects.filter(seq__gt=after, seq__lte=last).order_by("seq")
    return [line_text(line) for line in lines]
