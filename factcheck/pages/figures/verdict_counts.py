"""The verdicts on a number of claims that were counted and not read: a mark for each, or a bar where they are many."""

from collections.abc import Callable

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from factcheck.pages.labels.content_language import foreign
from factcheck.pages.labels.dates_and_numbers import number_in_words
from factcheck.pages.page_context import Frame

from ..published_records import GoneRecord, PublishedRecord
from .drawing.verdict_bar import draw_bar
from .drawing.verdict_row import RatedClaim, draw_row
from .tones import shape_and_tone
from .verdict_row import RatingCount, segments_of

MOST_MARKS = 24
"""Two lines of marks; more claims are a bar."""

Rating = PublishedRecord | GoneRecord | None
RatingLink = Callable[[Rating], str]


def draw_counts(
    frame: Frame, counts: list[RatingCount], base: int, link: RatingLink
) -> SafeString:
    """The figure of `base` claims in the order of the scale; empty without one. No query.

    `counts` says how many claims have each rating, `link` where the mark of a rating leads.
    """
    if not base:
        return SafeString()
    counted = ngettext("%s claim", "%s claims", base) % number_in_words(base)
    if base > MOST_MARKS:
        title = _("Verdicts on %s, one claim as wide as another.") % counted
        rtl = frame.direction == "rtl"
        return draw_bar(segments_of(counts, base), of=base, title=title, rtl=rtl)
    title = _("Verdicts on %s, a mark for each claim.") % counted
    marks: list[RatedClaim] = []
    for rating, number in counts:
        marks += [_mark(rating, link)] * number
    marks += [_mark(None, link)] * (base - len(marks))
    return draw_row(marks, title=title)


def _mark(rating: Rating, link: RatingLink) -> RatedClaim:
    shape, tone = shape_and_tone(rating)
    name = rating.title if rating else _("No verdict")
    language = foreign(rating.title_language) if rating else ""
    return RatedClaim(link(rating), name, shape, tone, language)
