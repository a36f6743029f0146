"""What each list can be filtered by: one django-filter FilterSet a kind is the declaration for requests and schema.

Stock django-filter makes a form for every request. Here each filter's field is made once and only the parameters that
are present are cleaned; what they ask for is handed to the ledger as a `Listing`, never to a queryset.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time
from uuid import UUID

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import QueryDict
from django.utils.dateparse import parse_date, parse_datetime

from factcheck import dates, ledger
from factcheck.forms.fields import UID
from factcheck.ledger import Listing, View
from factcheck.models import PublishedSlug

from .errors import BadRequest

LONGEST = 500
MOST_VALUES = 20


class SafeField(forms.CharField):
    """One value: bounded, without NUL."""

    def __init__(self):
        super().__init__(max_length=LONGEST, error_messages={"max_length": f"Write at most {LONGEST} letters."})


@dataclass
class Asked:
    """What the parameters ask for; names of records are resolved together, in one query, before it is used."""

    listing: Listing
    facets: dict[str, set[str]] = field(default_factory=dict)
    named: list[tuple["RecordFilter", str]] = field(default_factory=list)
    sides: list[str] = field(default_factory=list)
    errors: list[tuple[str, str]] = field(default_factory=list)

    def want(self, **changes) -> None:
        self.listing = replace(self.listing, **changes)

    def narrow(self, facet: str, values: set[str]) -> None:
        """Any of these values; a second filter on the same facet must hold as well."""
        self.facets[facet] = self.facets[facet] & values if facet in self.facets else values


class ListFilter(django_filters.Filter):
    """A parameter of a list. `take` notes what its values ask for."""

    field_class = SafeField
    is_single = True

    def __init__(self, help_text: str):
        super().__init__(help_text=help_text)

    @property
    def field(self):
        if not hasattr(self, "_field"):
            self._field = SafeField()
        return self._field

    def take(self, asked: Asked, values: list[str]) -> None:
        raise ValidationError("This parameter takes no value.")


class RecordFilter(ListFilter):
    """By a record, given as slug or uid; several mean any of them, and merged records are found under either."""

    is_single = False

    def __init__(self, to: str, help_text: str):
        super().__init__(help_text)
        self.to = to

    def take(self, asked, values):
        asked.named += [(self, value) for value in values]


class DisputeFilter(RecordFilter):
    """By dispute, for what names its dispute only through others."""

    is_single = True


class SideFilter(ListFilter):
    """By a side of a dispute: any of its parties."""

    is_single = False

    def take(self, asked, values):
        asked.sides += values


class WordFilter(ListFilter):
    """By a fixed word; several mean any of them."""

    is_single = False

    def __init__(self, help_text: str, words: Callable[[], list[str]] | None = None):
        super().__init__(help_text)
        self.words = words

    def take(self, asked, values):
        known = self.words() if self.words else values
        for value in values:
            if value not in known:
                raise ValidationError(f"“{value}” is none of {', '.join(known)}.")
        asked.narrow(self.field_name, {value.casefold() for value in values})


class LanguageFilter(ListFilter):
    is_single = False

    def take(self, asked, values):
        asked.want(language=tuple(values))


class HappenedFilter(ListFilter):
    """By the date of the world: a day, month, year or any other EDTF date."""

    def take(self, asked, values):
        try:
            date = dates.parse(values[0])
        except dates.DateError as error:
            raise ValidationError(str(error)) from error
        if self.field_name == "happened_after":
            asked.want(key_from=_day(date.earliest or date.latest))
        else:
            asked.want(key_before=_day(date.latest or date.earliest) + "99")


class PublishedFilter(ListFilter):
    """By the moment at which the present version was published."""

    def take(self, asked, values):
        moment = _moment(values[0], at_end=self.field_name == "published_before")
        asked.want(**{self.field_name: moment})


class WordsFilter(ListFilter):
    def take(self, asked, values):
        asked.want(words=values[0])


class OrderFilter(ListFilter):
    def take(self, asked, values):
        if values[0] not in ("happened", "-happened"):
            raise ValidationError("Order by happened or -happened.")
        asked.want(ascending=values[0] == "happened")


def _day(day: dates.Day) -> str:
    return day.key


def _moment(written: str, *, at_end: bool) -> datetime:
    try:
        day = parse_date(written)
        moment = datetime.combine(day, time.max if at_end else time.min) if day else parse_datetime(written)
    except ValueError as error:
        raise ValidationError(f"“{written}” is not in the calendar.") from error
    if moment is None:
        raise ValidationError("Write a day such as 2026-01-15, or a moment such as 2026-01-15T12:00:00Z.")
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


ANY = "Slug or uid; give it several times for any of several. "


class RecordFilterSet(django_filters.FilterSet):
    """Parameters that every list takes."""

    language = LanguageFilter("BCP 47 tag of the record's language.")
    published_after = PublishedFilter("Present version published at or after this day or moment (UTC).")
    published_before = PublishedFilter("Present version published before this moment, or by the end of this day (UTC).")
    q = WordsFilter("Words that the record's published text has, all of them.")
    ordering = OrderFilter("`-happened` (newest first, the default; undated records come first) or `happened`.")


class DatedFilterSet(RecordFilterSet):
    happened_after = HappenedFilter("Happened on or after this date: EDTF, such as 2026-01-14 or 2026-01.")
    happened_before = HappenedFilter("Happened on or before this date: EDTF.")


class DisputeFilterSet(RecordFilterSet):
    pass


class RatingFilterSet(RecordFilterSet):
    dispute = DisputeFilter("dispute", "Given in this dispute. Slug or uid.")


class PartyFilterSet(RecordFilterSet):
    dispute = DisputeFilter("dispute", "Named in this dispute. Slug or uid.")
    kind = WordFilter("person, organization, government, alliance, outlet or group.")


class SourceFilterSet(DatedFilterSet):
    dispute = DisputeFilter("dispute", "Cited in this dispute. Slug or uid.")
    kind = WordFilter("article, statement, treaty, speech, interview, social_post, document, dataset or recording.")
    publisher = RecordFilter("party", ANY)


class PointFilterSet(RecordFilterSet):
    dispute = RecordFilter("dispute", ANY)
    party = RecordFilter("party", ANY + "Has a position of its own.")


class QuoteFilterSet(DatedFilterSet):
    dispute = RecordFilter("dispute", ANY)
    side = SideFilter("Slug or uid of a side: spoken by any of its parties.")
    party = RecordFilter("party", ANY)
    speaker = RecordFilter("party", ANY)
    source = RecordFilter("source", ANY)
    kind = WordFilter("direct or partial.")


class ClaimFilterSet(DatedFilterSet):
    dispute = RecordFilter("dispute", ANY)
    side = SideFilter("Slug or uid of a side: any of its parties has to do with the claim.")
    party = RecordFilter("party", ANY + "Asserts, repeats, denies or reports it.")
    claimant = RecordFilter("party", ANY + "Asserts or repeats it.")
    rating = RecordFilter("rating", ANY)
    source = RecordFilter("source", ANY)
    kind = WordFilter("fact, forecast, legal, causal or judgement.")


class EntryFilterSet(DatedFilterSet):
    dispute = RecordFilter("dispute", ANY)
    side = SideFilter("Slug or uid of a side: any of its parties takes part.")
    party = RecordFilter("party", ANY)
    source = RecordFilter("source", ANY)
    kind = WordFilter("statement, action, document, talks, deployment or decision.")
    status = WordFilter("announced, planned, reported, happened or cancelled.")
    place = WordFilter("The name of the place, in any case.")


FILTERS = {
    "dispute": DisputeFilterSet,
    "rating": RatingFilterSet,
    "party": PartyFilterSet,
    "source": SourceFilterSet,
    "point": PointFilterSet,
    "quote": QuoteFilterSet,
    "claim": ClaimFilterSet,
    "entry": EntryFilterSet,
}
PAGING = ("as_of", "cursor", "page_size", "count")


def read(kind: str, view: View, params: QueryDict) -> Listing:
    """What the parameters ask of a kind's list. Raises BadRequest that names each wrong one."""
    filters = FILTERS[kind].base_filters
    asked = Asked(Listing(kind))
    for name in params:
        if name in PAGING:
            continue
        if name not in filters:
            known = ", ".join([*filters, *PAGING])
            asked.errors.append((name, f"There is no parameter “{name}”; there are {known}."))
            continue
        _take(asked, name, filters[name], params.getlist(name))
    if asked.errors:
        raise BadRequest(asked.errors)
    _resolve(asked, view)
    facets = tuple((name, tuple(sorted(values))) for name, values in asked.facets.items())
    return replace(asked.listing, facets=facets)


def _take(asked: Asked, name: str, filter_: ListFilter, values: list[str]) -> None:
    try:
        cleaned = [filter_.field.clean(value) for value in values[:MOST_VALUES]]
        if len(values) > (1 if filter_.is_single else MOST_VALUES):
            raise ValidationError("Give it once." if filter_.is_single else f"Give at most {MOST_VALUES} values.")
        filter_.take(asked, cleaned)
    except ValidationError as error:
        asked.errors += [(name, message) for message in error.messages]


def _resolve(asked: Asked, view: View) -> None:
    """Names of records to uids, merges followed; every name in one query."""
    if asked.named:
        uids = _uids(asked.named)
        for filter_ in dict.fromkeys(filter_ for filter_, _ in asked.named):
            found = [uids.get((f.to, value)) for f, value in asked.named if f is filter_]
            if None in found:
                value = next(v for f, v in asked.named if f is filter_ and uids.get((f.to, v)) is None)
                raise BadRequest([(filter_.field_name, f"No {filter_.to} “{value}” was ever published.")])
            _narrow(asked, view, filter_, found)
    if asked.sides:
        asked.narrow("party", set(_parties(asked.sides, view)))


def _narrow(asked: Asked, view: View, filter_: RecordFilter, uids: list[UUID]) -> None:
    if isinstance(filter_, DisputeFilter):
        asked.want(in_dispute=uids[0])
    else:
        asked.narrow(filter_.field_name, {str(each) for uid in uids for each in view.family(uid)})


def _uids(named: list[tuple[RecordFilter, str]]) -> dict[tuple[str, str], UUID]:
    """The uid behind each (kind, slug or uid): a slug keeps its owner for ever, so this needs no moment."""
    wanted = Q()
    for filter_, value in named:
        wanted |= Q(kind=filter_.to) & (Q(uid=UUID(value)) if UID.match(value) else Q(slug=value))
    rows = PublishedSlug.objects.filter(wanted).values_list("kind", "slug", "uid")
    return {(kind, key): uid for kind, slug, uid in rows for key in (slug, str(uid))}


def _parties(sides: list[str], view: View) -> Iterator[str]:
    known = [side for line in view.lines("dispute") for side in ledger.payload_of(line)["sides"]]
    for written in sides:
        meant = [side for side in known if written in (side["slug"], side["uid"])]
        if not meant:
            raise BadRequest([("side", f"No dispute has a side “{written}”.")])
        yield from (str(each) for side in meant for uid in side["parties"] for each in view.family(UUID(uid)))
