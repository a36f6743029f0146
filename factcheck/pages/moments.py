"""When something was published: the moments that a record, or a whole dispute, can be read as of."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import groupby
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext, ngettext

from factcheck.ledger import View, moment_address
from factcheck.models import Facet, Publication, Ref

from .diff import changes
from .labels.dates_and_numbers import (
    day_in_words,
    moment_in_words,
    number_in_words,
    written_moment_in_words,
)
from .query.moment_fields import MomentParts

LINES = 1000  # read at most, for one page of days
PICKED = 60  # days that a form offers

MomentRow = tuple[int, datetime, bool]
"""The number of a line, when it was published, and whether it changed the pages of the dispute."""


@dataclass(frozen=True)
class PublicationMoment:
    """A moment at which some lines were published together. `is_state`: one of them changed the dispute's pages then.

    What was published before anything of the dispute referred to it counts as its own, and changed nothing there.
    """

    at: datetime
    count: int
    is_state: bool = True

    @property
    def exactly(self) -> str:
        return moment_address(self.at)


@dataclass(frozen=True)
class PublicationDay:
    """A day, in UTC, with its moments, newest first."""

    day: date
    moments: list[PublicationMoment] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(moment.count for moment in self.moments)

    @property
    def written(self) -> str:
        return self.day.isoformat()

    @property
    def state(self) -> str:
        """The address of the state in which the day ended."""
        for moment in self.moments:
            if moment.is_state:
                return moment.exactly
        return self.written


class DaysPage(NamedTuple):
    """Days, newest first, and the line that the next page starts before; None at the end.

    `is_cut`: of the last day only the latest moments are there, since it alone fills a page.
    """

    days: list[PublicationDay]
    before: int | None = None
    is_cut: bool = False


def days_of(view: View, uids: Iterable[UUID], *, before: int | None = None) -> DaysPage:
    """The days on which the records of these disputes changed, out of `LINES` lines before a line. One query."""
    uids = list(uids)
    lines = of_dispute(view, uids)
    if before is not None:
        lines = lines.filter(seq__lt=before)
    rows = lines.annotate(is_state=changing(uids)).values_list(
        "seq", "published_at", "is_state"
    )
    found = list(rows[: LINES + 1])
    shown = found[:LINES]
    has_more = len(found) > LINES
    if not has_more:
        return DaysPage(_by_day(shown))
    whole_days = _without_last_day(shown)
    is_cut = not whole_days
    shown = whole_days or shown
    return DaysPage(_by_day(shown), shown[-1][0], is_cut)


def _without_last_day(rows: list[MomentRow]) -> list[MomentRow]:
    """The rows but for those of the last day, of which others may follow."""
    last_day = _day_of(rows[-1][1])
    return [row for row in rows if _day_of(row[1]) != last_day]


def _day_of(at: datetime) -> date:
    return at.astimezone(UTC).date()


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
    own = Publication.objects.filter(**until_then)
    referred = Ref.objects.filter(**until_then)
    return Q(Exists(own)) | Q(Exists(referred))


def picked(view: View, uids: Iterable[UUID]) -> list[PublicationDay]:
    """The latest days, for a form to choose from. One query."""
    return days_of(view, uids).days[:PICKED]


def _by_day(rows: list[MomentRow]) -> list[PublicationDay]:
    moments = []
    for at, lines in groupby(rows, key=lambda row: row[1]):
        changes_state = [is_state for _seq, _at, is_state in lines]
        moments.append(PublicationMoment(at, len(changes_state), any(changes_state)))
    days = groupby(moments, key=lambda moment: _day_of(moment.at))
    return [PublicationDay(day, list(of_day)) for day, of_day in days]


class MomentOption(NamedTuple):
    """A moment that a form offers: as an address writes it, in words, and whether it is the one of the page."""

    value: str
    label: str
    is_chosen: bool = False


class MomentField(NamedTuple):
    """A moment to choose in a form: from a list, or as a day and a time of day beside it.

    `empty` says what the choice of none means. `parts` are what the fields beside the list hold.
    """

    name: str
    label: str
    empty: str
    options: list[MomentOption]
    parts: MomentParts = MomentParts()
    error: str = ""


def as_known_on(options: list[MomentOption]) -> MomentField:
    """The field for the moment that a page is read as of."""
    return MomentField("as_of", gettext("As known on"), gettext("now"), options)


def day_options(
    days: Iterable[PublicationDay], chosen: str, *, exact: bool = True
) -> list[MomentOption]:
    """The days as a list to choose from; each is named by the state it ended in, or as a day where not `exact`."""
    options = []
    for day in days:
        label = ngettext(
            "%(on)s: %(shown)s change", "%(on)s: %(shown)s changes", day.count
        )
        named = {"on": day_in_words(day.day), "shown": number_in_words(day.count)}
        value = day.state if exact else day.written
        options.append(MomentOption(value, label % named, value == chosen))
    return with_chosen(options, chosen)


def record_options(view: View, uids: Iterable[UUID], chosen: str) -> list[MomentOption]:
    """The moments at which these records themselves were published, newest first, with what was done. One query."""
    lines = Publication.objects.filter(uid__in=list(uids), seq__lte=view.seq)
    rows = lines.order_by("-seq").values_list("published_at", "action")[:PICKED]
    options = []
    for at, rows_then in groupby(rows, key=lambda row: row[0]):
        actions = [str(changes.ACTION_LABELS[action]) for _at, action in rows_then]
        label = f"{moment_in_words(at.astimezone(UTC))}: {', '.join(actions)}"
        value = moment_address(at)
        options.append(MomentOption(value, label, value == chosen))
    return with_chosen(options, chosen)


def with_chosen(options: list[MomentOption], chosen: str) -> list[MomentOption]:
    """The options, with the moment of the page before them where it is none of them."""
    is_listed = not chosen or any(option.is_chosen for option in options)
    words = written_moment_in_words(chosen)
    if is_listed or words == chosen:
        return options
    return [MomentOption(chosen, words, is_chosen=True), *options]
