"""When something was published: the moments that a record, or a whole dispute, can be read as of."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import groupby
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from factcheck.ledger import View, moment_text
from factcheck.models import Facet, Publication, Ref

from .diff import changes

LINES = 1000  # read at most, for one page of days
PICKED = 60  # days that a form offers


class Moment(NamedTuple):
    """A moment at which some lines were published together. `is_state`: one of them changed the dispute's pages then.

    What was published before anything of the dispute referred to it counts as its own, and changed nothing there.
    """

    at: datetime
    count: int
    is_state: bool = True

    @property
    def exactly(self) -> str:
        return moment_text(self.at)


@dataclass(frozen=True)
class Day:
    """A day, in UTC, with its moments, newest first."""

    day: date
    moments: list[Moment] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(moment.count for moment in self.moments)

    @property
    def written(self) -> str:
        return self.day.isoformat()

    @property
    def state(self) -> str:
        """The address of the state in which the day ended."""
        return next(
            (moment.exactly for moment in self.moments if moment.is_state), self.written
        )


class Days(NamedTuple):
    """Days, newest first, and the line that the next page starts before; None at the end.

    `is_cut`: of the last day only the latest moments are there, since it alone fills a page.
    """

    days: list[Day]
    before: int | None = None
    is_cut: bool = False


def days_of(view: View, uids: Iterable[UUID], *, before: int | None = None) -> Days:
    """The days on which the records of these disputes changed, out of `LINES` lines before a line. One query."""
    uids = list(uids)
    lines = of_dispute(view, uids)
    if before is not None:
        lines = lines.filter(seq__lt=before)
    rows = lines.annotate(is_state=changing(uids)).values_list(
        "seq", "published_at", "is_state"
    )
    found = list(rows[: LINES + 1])
    more, kept = len(found) > LINES, found[:LINES]
    last_day = kept[-1][1].astimezone(UTC).date() if kept else None
    whole = (
        [row for row in kept if row[1].astimezone(UTC).date() != last_day]
        if more
        else kept
    )
    shown = whole or kept
    return Days(
        _by_day(shown), shown[-1][0] if more else None, bool(more and not whole)
    )


def of_dispute(view: View, uids: Iterable[UUID]) -> QuerySet[Publication]:
    """Every line of the records of a dispute, newest first, from the one on that it has a page since."""
    uids = list(uids)
    first = Publication.objects.filter(uid__in=uids).order_by("seq").values("seq")[:1]
    return changes.of_disputes(view, uids).filter(seq__gte=first)


def changing(uids: Iterable[UUID]) -> Q:
    """That a line changed the pages of these disputes: its record belonged to them, or was referred to, by then."""
    of_dispute = Facet.objects.filter(
        name="dispute", value__in=[str(uid) for uid in uids]
    ).values("seq")
    until_then = {
        "uid": OuterRef("uid"),
        "seq__lte": OuterRef("seq"),
        "seq__in": of_dispute,
    }
    own, referred = (
        Publication.objects.filter(**until_then),
        Ref.objects.filter(**until_then),
    )
    return Q(Exists(own)) | Q(Exists(referred))


def picked(view: View, uids: Iterable[UUID]) -> list[Day]:
    """The latest days, for a form to choose from. One query."""
    return days_of(view, uids).days[:PICKED]


def _by_day(rows: list[tuple[int, datetime, bool]]) -> list[Day]:
    moments = [
        _moment(at, list(group)) for at, group in groupby(rows, lambda row: row[1])
    ]
    return [
        Day(day, list(group))
        for day, group in groupby(moments, lambda each: each.at.astimezone(UTC).date())
    ]


def _moment(at: datetime, rows: list[tuple[int, datetime, bool]]) -> Moment:
    return Moment(at, len(rows), any(is_state for _, _, is_state in rows))
