"""The last line of each of several disputes, in one query: its last change, its last correction, its last event."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypedDict
from uuid import UUID

from django.db.models import CharField, QuerySet, Value

from factcheck.ledger import View
from factcheck.models import Facet, Publication
from factcheck.pages.diff import changes
from factcheck.text import edtf
from timeline.models import Entry

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

CORRECTIONS = (
    Publication.Action.CORRECT,
    Publication.Action.CLARIFY,
    Publication.Action.RETRACT,
)


class OfDispute(TypedDict):
    """What a line is annotated with: the uid of the dispute that it was read for."""

    dispute: str


def last_lines(view: View, disputes: Iterable[UUID]) -> dict[UUID, Publication]:
    """The last line of each dispute's records, without its texts: one compound query."""
    queries = []
    for uid in disputes:
        last = changes.of_disputes(view, view.family(uid)).values("seq")[:1]
        queries.append(_marked(uid, last).defer(*Publication.TEXTS))
    return _by_dispute(queries)


def last_corrections(view: View, disputes: Iterable[UUID]) -> dict[UUID, Publication]:
    """The last line of each dispute that put something right; one compound query."""
    queries = []
    for uid in disputes:
        lines = changes.of_disputes(view, view.family(uid))
        last = lines.filter(action__in=CORRECTIONS).values("seq")[:1]
        queries.append(_marked(uid, last))
    return _by_dispute(queries)


def last_events(
    view: View, disputes: Iterable[UUID], today: date
) -> dict[UUID, Publication]:
    """The entry of each dispute that happened last, up to today; one compound query."""
    tomorrow = edtf.sort_key(edtf.parse((today + timedelta(days=1)).isoformat()))
    happened = Facet.objects.filter(
        kind="entry", name="status", value=Entry.Progress.HAPPENED
    )
    queries = []
    for uid in disputes:
        values = [str(member) for member in view.family(uid)]
        entries = Facet.objects.filter(
            view.live(),
            kind="entry",
            name="dispute",
            value__in=values,
            happened_key__lt=tomorrow,
            seq__in=happened.values("seq"),
        )
        last = entries.order_by("-happened_key", "-seq").values("seq")[:1]
        queries.append(_marked(uid, last))
    return _by_dispute(queries)


def _marked(
    uid: UUID, seqs: QuerySet
) -> "QuerySet[WithAnnotations[Publication, OfDispute]]":
    lines = Publication.objects.filter(seq__in=seqs).order_by()
    return lines.annotate(dispute=Value(str(uid), output_field=CharField()))


def _by_dispute(
    queries: "list[QuerySet[WithAnnotations[Publication, OfDispute]]]",
) -> dict[UUID, Publication]:
    """What the queries give, as one query, by the dispute that each line was read for."""
    if not queries:
        return {}
    lines = queries[0].union(*queries[1:], all=True) if len(queries) > 1 else queries[0]
    return {UUID(line.dispute): line for line in lines}
