"""When each dispute changed last, for the list of them."""

from typing import TYPE_CHECKING, TypedDict
from uuid import UUID

from django.db.models import CharField, QuerySet, Value

from factcheck.ledger import View
from factcheck.models import Publication
from factcheck.pages.diff import changes

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class OfDispute(TypedDict):
    """What a line is annotated with: the uid of the dispute that it was read for."""

    dispute: str


def last_lines(view: View, disputes: list[UUID]) -> dict[UUID, Publication]:
    """The last line of each dispute's records: one compound query."""
    if not disputes:
        return {}
    queries = [_marked(view, uid) for uid in disputes]
    found = queries[0].union(*queries[1:], all=True) if len(queries) > 1 else queries[0]
    return {UUID(line.dispute): line for line in found}


def _marked(
    view: View, uid: UUID
) -> "QuerySet[WithAnnotations[Publication, OfDispute]]":
    last = changes.of_disputes(view, view.family(uid)).values("seq")[:1]
    lines = (
        Publication.objects.filter(seq__in=last).order_by().defer(*Publication.TEXTS)
    )
    return lines.annotate(dispute=Value(str(uid), output_field=CharField()))
