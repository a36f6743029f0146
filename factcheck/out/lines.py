"""The whole ledger as one download, a line a row: what the offline verifier reads."""

from collections.abc import Iterator

from django.http import HttpResponse, StreamingHttpResponse

from factcheck.api.publications import line_text
from factcheck.ledger import View
from factcheck.models import Publication
from factcheck.pages import keyset

from .pages import OutPage

BATCH = 500
NDJSON = "application/x-ndjson"


class LedgerLines(OutPage):
    """Every line in order, from the one after `after` on; read and sent in batches, so that none is held for long."""

    parameters = ("after",)

    def page(self, view: View) -> HttpResponse:
        after = keyset.read_line(self.request.GET.get("after", "")) or 0
        rows = [] if self.request.method == "HEAD" else rows_of(after, view.seq if view.moment else None)
        response = StreamingHttpResponse(rows, content_type=NDJSON)
        response["Content-Disposition"] = 'attachment; filename="lines.ndjson"'
        return response


def rows_of(after: int, last: int | None) -> Iterator[str]:
    """Lines as text, up to `last`, or up to whatever is the last one when it is reached.

    Lines do not change, but for a redaction: whoever is sent an emptied line must be sent the line that says so, even
    when it was appended meanwhile.
    """
    lines = Publication.objects.order_by("seq")
    if last is not None:
        lines = lines.filter(seq__lte=last)
    while batch := list(lines.filter(seq__gt=after)[:BATCH]):
        yield "".join(f"{line_text(line)}\n" for line in batch)
        after = batch[-1].seq
