"""The balance of a dispute's record, drawn with its base: how much is about each side, and the verdicts on claims."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from factcheck.pages.figures.balance import Balance
from factcheck.pages.figures.drawing.count_bars import SideCount, draw_counts
from factcheck.pages.figures.drawing.lane_bed import LaneName
from factcheck.pages.figures.drawing.verdict_bar import Segment, draw_bar
from factcheck.pages.figures.verdict_row import segments_of
from factcheck.pages.labels.content_language import foreign
from factcheck.pages.labels.dates_and_numbers import number_in_words
from factcheck.pages.labels.display_labels import label_plural
from factcheck.pages.published_records import PublishedRecord

COUNTED = ("entry", "quote", "claim")
LEAST_BASE = 12
"""Claims that a whole bar stands for at least, so that one claim alone does not look like much."""


@dataclass(frozen=True)
class CountFigure:
    """How many of one kind are about each side; `base` is how many there are in all."""

    kind: str
    base: int
    svg: SafeString


@dataclass(frozen=True)
class VerdictBar:
    """The verdicts on the claims of a side or an organization; one claim is as wide in every bar of the page."""

    name: LaneName
    base: int
    svg: SafeString


@dataclass(frozen=True)
class BalanceFigure:
    """What `timeline/figures/_balance.html` shows."""

    counts: list[CountFigure]
    bars: list[VerdictBar]
    ratings: list[PublishedRecord]

    @property
    def of_sides(self) -> list[VerdictBar]:
        return [bar for bar in self.bars if bar.name.number]

    @property
    def of_organizations(self) -> list[VerdictBar]:
        return [bar for bar in self.bars if not bar.name.number]


def read_balance(
    sides: list[LaneName],
    parties: list[PublishedRecord],
    found: dict[str, Balance],
    keys: list[str],
    ratings: list[PublishedRecord],
    totals: dict[str, int],
    rtl: bool = False,
) -> BalanceFigure | None:
    """The figure; None where nothing is counted. `found` has the balance of each of the `keys`, one a side, and of each
    party by its uid. Persons have no bar. No query."""
    by_uid = {rating.uid: rating for rating in ratings}
    rows = [(name, found[key]) for name, key in zip(sides, keys, strict=True)]
    counts = []
    for kind in COUNTED:
        base = totals.get(kind, 0)
        if rows and base:
            counts.append(_count_figure(kind, base, rows, rtl))
    for party in parties:
        if party.payload["party_kind"] != "person":
            name = LaneName(0, party.title, "", foreign(party.title_language))
            rows.append((name, found[str(party.uid)]))
    most = max([LEAST_BASE, *(balance.claim for _name, balance in rows)])
    bars = []
    for name, balance in rows:
        if balance.claim:
            bar = _bar(name, balance, by_uid, most, rtl)
            bars.append(VerdictBar(name, balance.claim, bar))
    return BalanceFigure(counts, bars, ratings) if counts or bars else None


def _count_figure(
    kind: str, base: int, rows: list[tuple[LaneName, Balance]], rtl: bool
) -> CountFigure:
    counts = []
    for name, balance in rows:
        number = getattr(balance, kind)
        counts.append(SideCount(name, number, of_base(number, base)))
    words = "; ".join(_in_words(count) for count in counts)
    title = f"{label_plural(kind)}: {words}."
    return CountFigure(kind, base, draw_counts(counts, of=base, title=title, rtl=rtl))


def _bar(
    name: LaneName,
    balance: Balance,
    ratings: dict[UUID, PublishedRecord],
    most: int,
    rtl: bool,
) -> SafeString:
    counts = [(ratings.get(uid), number) for uid, number in balance.ratings.items()]
    segments = segments_of(counts, balance.claim)
    title = _bar_title(name, segments, balance.claim)
    return draw_bar(segments, of=most, title=title, rtl=rtl)


def _in_words(count: SideCount) -> str:
    """A side with its count; the count alone where the name is in another language than the page."""
    return count.words if count.name.language else f"{count.name.name}: {count.words}"


def _bar_title(name: LaneName, segments: list[Segment], base: int) -> str:
    """What a bar is for somebody who does not see it; without words of another language than the page's."""
    if name.language or any(segment.language for segment in segments):
        counted = ngettext("%s claim", "%s claims", base) % number_in_words(base)
        return _("Verdicts on %s, one claim as wide as another.") % counted
    words = "; ".join(segment.words for segment in segments)
    title = _("Verdicts on the claims of %(name)s. %(words)s.")
    return title % {"name": name.name, "words": words}


def of_base(number: int, base: int) -> str:
    """How many of how many, in words."""
    return _("%(number)s of %(base)s") % {
        "number": number_in_words(number),
        "base": number_in_words(base),
    }
