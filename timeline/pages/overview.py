"""What stands around a timeline: what happened last and comes next, key events, points at issue and the latest
changes, in one query together."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple, TypedDict
from uuid import UUID

from django.db.models import CharField, Model, QuerySet, Value

from factcheck.ledger import View
from factcheck.models import Facet, Publication
from factcheck.pages.diff import changes
from factcheck.text import edtf
from timeline.models import Entry

KEY_EVENTS = 8
POINTS = 30
LATEST = 6

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class WithSeq(TypedDict):
    """The number of a line."""

    seq: int


Lines = QuerySet[Model, WithSeq]
"""A query of the numbers of lines, by facet or by line."""


class InBlock(TypedDict):
    """What a line is annotated with: the part of the overview that it was read for."""

    block: str


class Overview(NamedTuple):
    """Lines by what they are shown as."""

    key_events: list[Publication]
    points: list[Publication]
    latest: list[Publication]
    last: list[Publication]
    next: list[Publication]


def read_overview(view: View, family: set[UUID], today: date) -> Overview:
    """The overview of a dispute; `family` is its uid and those merged into it."""
    values = [str(uid) for uid in family]
    of_dispute = Facet.objects.filter(view.live(), name="dispute", value__in=values)
    keys = Facet.objects.filter(
        view.live(),
        name="key",
        kind="entry",
        seq__in=of_dispute.filter(kind="entry").values("seq"),
    ).order_by("-happened_key")
    points = of_dispute.filter(kind="point").order_by("seq")
    latest = changes.of_disputes(view, family)
    tomorrow = edtf.sort_key(edtf.parse((today + timedelta(days=1)).isoformat()))
    entries = of_dispute.filter(kind="entry")
    last = _of_status(entries, Entry.Progress.HAPPENED).filter(
        happened_key__lt=tomorrow
    )
    next_one = _of_status(
        entries, Entry.Progress.ANNOUNCED, Entry.Progress.PLANNED
    ).filter(happened_key__gte=tomorrow, happened_key__lt=edtf.UNDATED)
    lines = _union(
        keys=keys.values("seq")[:KEY_EVENTS],
        points=points.values("seq")[:POINTS],
        latest=latest.values("seq")[:LATEST],
        last=last.order_by("-happened_key", "-seq").values("seq")[:1],
        next=next_one.order_by("happened_key", "seq").values("seq")[:1],
    )
    return Overview(
        sorted(lines["keys"], key=lambda line: line.happened_key),
        lines["points"],
        sorted(lines["latest"], key=lambda line: -line.seq),
        lines["last"],
        lines["next"],
    )


def _of_status(entries: QuerySet[Facet], *status: str) -> QuerySet[Facet]:
    """Those of the entries that are of one of these statuses."""
    of_status = Facet.objects.filter(kind="entry", name="status", value__in=status)
    return entries.filter(seq__in=of_status.values("seq"))


def _union(**parts: Lines) -> dict[str, list[Publication]]:
    """One compound query; each part is marked, since a line may stand in two."""
    queries = [_marked(name, seqs) for name, seqs in parts.items()]
    lines: dict[str, list[Publication]] = {name: [] for name in parts}
    for line in queries[0].union(*queries[1:], all=True):
        lines[line.block].append(line)
    return lines


def _marked(
    name: str, seqs: Lines
) -> "QuerySet[WithAnnotations[Publication, InBlock]]":
    return (
        Publication.objects.filter(seq__in=seqs)
        .order_by()
        .annotate(block=Value(name, output_field=CharField()))
    )
