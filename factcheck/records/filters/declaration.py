"""The filters of lists, each declared once: its name, what its value may be, what of a record it reads, and its texts.

`registry.Kind.list_filters` gives those of a kind. Pages, feeds, calendar, slides, embeds, exports and the API take
their parameters, their forms, their schema and their documentation from there.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from factcheck.ledger import Listing

from .record_names import NamedRecord, RecordNames
from .values import (
    ClosedWord,
    EventDate,
    FilterValue,
    FoldedText,
    LanguageTag,
    Moment,
    PublishedAfter,
    PublishedBefore,
    RecordKey,
    SearchWords,
    SingleWord,
    Start,
    first_day,
    last_day,
)

OLDEST_FIRST, NEWEST_FIRST = "happened", "-happened"
# By name; what each is follows from the `value` of its filter.
FilterValues = Mapping[str, Any]
ANY_RECORD = (
    "Slug or uid; several mean any of them. A merged record is found under either."
)
ANY_WORD = "Several mean any of them."


@dataclass(frozen=True, kw_only=True)
class Filter:
    """One filter of a list.

    `label` is for readers and translated, `help_text` for the API's documentation, `example` a value as a reader may
    write it. `is_in_form` says whether readers have a field for it; what is not in the form is taken from the address
    all the same, and shown as a link that takes it out. `facet` is the facet that it reads, by which values are
    counted and offered; empty where it reads none.
    """

    name: str
    label: str | Promise
    value: FilterValue = field(compare=False)
    help_text: str = ""
    is_in_form: bool = True
    facet: str = ""
    example: str = ""

    def named_records(self, value: Any) -> Iterator[NamedRecord]:
        """The records that a value names."""
        yield from ()

    def narrow(
        self, listing: Listing, values: FilterValues, names: RecordNames
    ) -> Listing:
        """The listing with what the value asks of it; `values` are those of every filter in use, by name."""
        return listing

    def inside_form(self) -> Self:
        """The same filter with a field of its own in the form."""
        return replace(self, is_in_form=True)

    def outside_form(self) -> Self:
        """The same filter without a field of its own in the form."""
        return replace(self, is_in_form=False)


@dataclass(frozen=True, kw_only=True)
class WordFilter(Filter):
    """By a facet whose values are words."""

    def narrow(
        self, listing: Listing, values: FilterValues, names: RecordNames
    ) -> Listing:
        return with_facet(listing, self.facet, values[self.name])


@dataclass(frozen=True, kw_only=True)
class RecordFilter(Filter):
    """By a facet whose values are records of the kind `to`.

    With `mentioned` it is the facet of a record of that kind that the listed one refers to: entries by the verdict of
    a claim that they mention.
    """

    to: str
    mentioned: str = ""

    def named_records(self, value: Any) -> Iterator[NamedRecord]:
        yield from (NamedRecord(self.name, self.to, key) for key in value)

    def narrow(
        self, listing: Listing, values: FilterValues, names: RecordNames
    ) -> Listing:
        uids = names.families(names.uids_of(self.to, values[self.name]))
        if self.mentioned:
            return replace(
                listing, of_mentioned=(*listing.of_mentioned, (self.facet, uids))
            )
        return with_facet(listing, self.facet, uids)


@dataclass(frozen=True, kw_only=True)
class ReferringDisputeFilter(RecordFilter):
    """By dispute, for records that belong to one only because the dispute's records refer to them."""

    def narrow(
        self, listing: Listing, values: FilterValues, names: RecordNames
    ) -> Listing:
        uids = names.uids_of(self.to, values[self.name])
        return replace(listing, in_dispute=uids)


@dataclass(frozen=True, kw_only=True)
class SideFilter(Filter):
    """By side: it stands for its parties, of the dispute that is asked for, or of any."""

    def narrow(
        self, listing: Listing, values: FilterValues, names: RecordNames
    ) -> Listing:
        parties = names.parties_of_sides(
            values[self.name], values.get(DISPUTE.name, ())
        )
        return with_facet(listing, self.facet, parties)


@dataclass(frozen=True, kw_only=True)
class ColumnFilter(Filter):
    """By a column of the ledger's line, or by its text: `option` of the listing."""

    option: str

    def narrow(
        self, listing: Listing, values: FilterValues, names: RecordNames
    ) -> Listing:
        return replace(listing, **{self.option: values[self.name]})


@dataclass(frozen=True, kw_only=True)
class OrderFilter(Filter):
    """The order of the list."""

    def narrow(
        self, listing: Listing, values: FilterValues, names: RecordNames
    ) -> Listing:
        return replace(listing, ascending=values[self.name] == OLDEST_FIRST)


def with_facet(listing: Listing, name: str, values: Iterable[str]) -> Listing:
    """The listing with one more condition; two of the same facet must both hold."""
    return replace(listing, facets=(*listing.facets, (name, tuple(values))))


def of_record(name: str, to: str, label: Promise, help_text: str = "") -> RecordFilter:
    """A filter by the facet of its own name, whose values are records of the kind `to`."""
    return RecordFilter(
        name=name,
        facet=name,
        to=to,
        label=label,
        value=RecordKey(),
        help_text=f"{help_text} {ANY_RECORD}".strip(),
    )


def of_words(
    name: str, choices: type[TextChoices], label: Promise, help_text: str = ANY_WORD
) -> WordFilter:
    """A filter by the facet of its own name, whose values are a model's choices."""
    return WordFilter(
        name=name,
        facet=name,
        label=label,
        value=ClosedWord(choices.values),
        help_text=help_text,
    )


def mentioned(of: RecordFilter, kind: str, label: Promise) -> RecordFilter:
    """The same filter asked of a record of the kind `kind` that the listed one refers to."""
    return replace(
        of,
        mentioned=kind,
        label=label,
        help_text=f"Of a {kind} that it refers to. {of.help_text}",
    )


DISPUTE = of_record("dispute", "dispute", _("Dispute"))
REFERRING_DISPUTE = ReferringDisputeFilter(
    name="dispute",
    to="dispute",
    label=_("Dispute"),
    value=RecordKey(),
    help_text=f"The dispute's records refer to it. {ANY_RECORD}",
)
SIDE = SideFilter(
    name="side",
    facet="party",
    label=_("Side"),
    value=RecordKey(),
    help_text="Slug or uid of a side of the dispute asked for, or of any: each of its parties counts.",
)
PARTY = of_record(
    "party", "party", _("Party"), "The party has to do with it, in whatever role."
)
CLAIMANT = of_record(
    "claimant", "party", _("Claimed by"), "The party asserts or repeats it."
)
SPEAKER = of_record("speaker", "party", _("Quoted"), "The party said it.")
RATING = of_record("rating", "rating", _("Verdict"))
SOURCE = of_record("source", "source", _("Source"))
PUBLISHER = of_record("publisher", "party", _("Publisher"))
PLACE = WordFilter(
    name="place",
    facet="place",
    label=_("Place"),
    value=FoldedText(),
    help_text="The name of the place, in any case.",
)
LANGUAGE = ColumnFilter(
    name="language",
    option="language",
    label=_("Language"),
    value=LanguageTag(),
    help_text="BCP 47 tag, in any case; several mean any of them.",
    example="da",
    is_in_form=False,
)
HAPPENED = (
    ColumnFilter(
        name="happened_after",
        option="key_from",
        label=_("Happened from"),
        value=EventDate(first_day),
        help_text="On or after this date: EDTF, such as 2026-01-14 or 2026-01.",
        example="2026-01-14",
    ),
    ColumnFilter(
        name="happened_before",
        option="key_before",
        label=_("Happened until"),
        value=EventDate(last_day),
        help_text="On or before this date: EDTF.",
        example="2026-01-14",
    ),
)
PUBLISHED = (
    ColumnFilter(
        name="published_after",
        option="published_after",
        label=_("Published from"),
        value=PublishedAfter(),
        help_text="The present version was published at or after this moment; a day means its start, UTC.",
        example="2026-01-14",
    ),
    ColumnFilter(
        name="published_before",
        option="published_before",
        label=_("Published until"),
        value=PublishedBefore(),
        help_text="It was published at or before this moment; a day means its end, UTC.",
        example="2026-01-14",
    ),
)
WORDS = ColumnFilter(
    name="q",
    option="words",
    label=_("Words"),
    value=SearchWords(),
    help_text=(
        "Words that stand in the record's published text, all of them, whatever their case and accents; in double "
        "quotes a phrase, `OR` between alternatives, `-word` what must not stand there. Words are found as they are "
        "written. What would not be looked for is refused: pieces without letter or digit, more than 20 words, an `OR` "
        "that joins nothing."
    ),
)
ORDERING = OrderFilter(
    name="ordering",
    label=_("Order"),
    value=SingleWord((NEWEST_FIRST, OLDEST_FIRST)),
    help_text=(
        "`-happened`: newest first; `happened`: oldest first. What is not dated comes last either way; records of a "
        "kind without dates stand in the order of their first publication."
    ),
    is_in_form=False,
)
AS_OF = Filter(
    name="as_of",
    label=_("As known on"),
    value=Moment(),
    help_text="The record as it stood then: a day (its end, UTC; today means now) or a moment.",
)
SINCE = Filter(
    name="since",
    label=_("Since"),
    value=Start(),
    help_text="Only what was published at or after this moment; a day means its start, UTC.",
)
SHARED = (*PUBLISHED, WORDS, ORDERING, AS_OF)


def list_filters(
    own: Iterable[Filter], *, is_dated: bool, has_language: bool
) -> dict[str, Filter]:
    """Every filter of a kind's list by name: its own, those that its dates and language allow, those of every list."""
    own = list(own)
    if all(each.name != DISPUTE.name for each in own):
        own.append(REFERRING_DISPUTE)
    dated = HAPPENED if is_dated else ()
    spoken = (LANGUAGE,) if has_language else ()
    return {each.name: each for each in (*own, *dated, *spoken, *SHARED)}
