"""The verdicts on what somebody claims: each claim with its own mark, never a share or a score."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from factcheck.pages.labels.content_language import foreign
from factcheck.pages.labels.dates_and_numbers import number_in_words
from factcheck.pages.page_context import Frame

from ..published_records import GoneRecord, PublishedRecord
from .drawing.verdict_bar import Segment, draw_bar
from .drawing.verdict_row import RatedClaim, draw_row
from .tones import shape_and_tone

MOST_IN_A_ROW = 30
"""From more claims on, an organization's are drawn as a bar."""

CLAIMING = ("asserts", "repeats")


@dataclass(frozen=True)
class VerdictItem:
    """A claim in the list beside the figure, with its rating, None where it has none."""

    claim: PublishedRecord
    rating: PublishedRecord | GoneRecord | None
    href: str


@dataclass(frozen=True)
class VerdictRowFigure:
    """What `factcheck/figures/_verdict_row.html` shows: `base` claims in all, of which `items` are drawn."""

    svg: SafeString
    title: str
    base: int
    items: list[VerdictItem]
    is_bar: bool = False

    @property
    def more(self) -> int:
        return self.base - len(self.items)


RatingCount = tuple[PublishedRecord | GoneRecord | None, int]


def read_row(
    frame: Frame,
    party: PublishedRecord,
    claims: Iterable[PublishedRecord],
    base: int,
    counts: list[RatingCount],
) -> VerdictRowFigure | None:
    """The figure of the claims that a party makes or repeats, out of those that the page has read; None without one.

    `base` is how many there are in all, `counts` how many have each rating. Of a person each claim is drawn alone,
    however many there are; of an organization they are a bar where they are many. No query.
    """
    items = [
        VerdictItem(claim, _rating(claim), frame.link(claim.path))
        for claim in claims
        if _is_claimed_by(claim, party)
    ]
    if not items:
        return None
    items.sort(key=lambda item: scale_place(item.rating))
    counted = ngettext("%s claim", "%s claims", base) % number_in_words(base)
    if base > MOST_IN_A_ROW and party.payload["party_kind"] != "person":
        title = _("Verdicts on %s, one claim as wide as another.") % counted
        rtl = frame.direction == "rtl"
        bar = draw_bar(segments_of(counts, base), of=base, title=title, rtl=rtl)
        return VerdictRowFigure(bar, title, base, items, is_bar=True)
    title = _("Verdicts on %s, a mark for each claim.") % counted
    row = draw_row([_mark(item) for item in items], title=title)
    return VerdictRowFigure(row, title, base, items)


def segments_of(counts: Iterable[RatingCount], base: int) -> list[Segment]:
    """The parts of a bar in the order of the scale; claims without a verdict come last."""
    ordered = sorted(counts, key=lambda count: scale_place(count[0]))
    segments = []
    for rating, number in ordered:
        name = rating.title if rating else _("No verdict")
        segments.append(_segment(rating, name, number, base))
    rest = base - sum(number for _rating, number in ordered)
    if rest > 0:
        segments.append(_segment(None, _("No verdict"), rest, base))
    return segments


def _segment(
    rating: PublishedRecord | GoneRecord | None, name: str, number: int, base: int
) -> Segment:
    shape, tone = shape_and_tone(rating)
    of_base = _("%(number)s of %(base)s") % {
        "number": number_in_words(number),
        "base": number_in_words(base),
    }
    language = foreign(rating.title_language) if rating else ""
    words = f"{name}: {of_base}"
    return Segment(number, words, shape, tone, language=language)


def _rating(claim: PublishedRecord) -> PublishedRecord | GoneRecord | None:
    verdict = claim["verdict"]
    return verdict["rating"] if verdict else None


def _is_claimed_by(claim: PublishedRecord, party: PublishedRecord) -> bool:
    if claim.kind != "claim":
        return False
    for appearance in claim["appearances"]:
        speaker = appearance["party"]
        if speaker and speaker.uid == party.uid and appearance["role"] in CLAIMING:
            return True
    return False


def scale_place(rating: PublishedRecord | GoneRecord | None) -> tuple[int, str]:
    """The place of a rating on the scale; what has none comes last."""
    if not isinstance(rating, PublishedRecord):
        return 1_000_000, ""
    return rating.payload["order"], rating.payload["slug"]


def _mark(item: VerdictItem) -> RatedClaim:
    shape, tone = shape_and_tone(item.rating)
    name = item.rating.title if item.rating else _("No verdict")
    words = f"{name}: {item.claim.title}"
    language = foreign(item.claim.title_language)
    return RatedClaim(item.href, words, shape, tone, language)
