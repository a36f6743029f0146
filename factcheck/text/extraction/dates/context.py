"""What surrounds an expression: the text, the document's date, and the last date that was mentioned."""

import datetime
import re
from functools import cached_property

from .point import CalendarPoint, day_point
from .tense import Tense, tense_at

NAMED_MAY = re.compile(
    r"\b(?!In\b|Since\b|By\b|Until\b|From\b|To\b|On\b|This\b|Last\b|Next\b|Late\b|Early\b|And\b)"
    r"(?:[A-Z][a-z]{1,20}|Mrs?\.?|Ms\.?) May\b(?! [0-9])"
)

SENTENCE_END = re.compile(r"[.!?][\"”’)]?\s|\n")
YEAR_STEPS = {
    "next": 1,
    "the next": 1,
    "the following": 1,
    "last": -1,
    "the previous": -1,
}

# YEARS_FAR, MONTHS_BACK and NEAR_DAYS are measured by `make quality`, the others by
# `pytest tests/extraction/test_when_it_was.py tests/extraction/test_dates_found.py`.
SENTENCE = 200
"""Characters of a sentence."""
YEARS_FAR = 10
"""A year further from the date mentioned last is named in passing."""
MONTHS_BACK = 7
"""A month that lies further back in the year than this is of the next one."""
NEAR_DAYS = 45
"""What is so near to the day of publication is of its year, whatever the tense."""
SOON_DAYS = 90
"""What lies so soon ahead may still be meant where only a verb further off is past."""
HALF_YEAR = 186
"""Days; without a tense the nearest year is taken."""
NEAR_VERB_WITHIN = 40
"""Characters before a date in which a verb is near."""


class Context:
    """Changes while a text is read, from its first date to its last.

    A text is a narrative when it has no document date, or when nearly all its full dates lie years before it: then
    months and days without a year belong to the date mentioned last, not to the day of publication.

    `last` is the date mentioned last and `last_end` where it ended; `far` is a year far
    from it that was named once, as in a comparison.
    """

    def __init__(
        self, text: str, published_on: datetime.date | None, narrative: bool
    ) -> None:
        self.text = text
        self.published_on = published_on
        self.narrative = narrative
        self.last: CalendarPoint | None = None
        self.last_end = 0
        self.far: CalendarPoint | None = None
        self.before_christ = False

    @cached_property
    def names_a_may(self) -> bool:
        """Does the text name somebody May?"""
        return bool(NAMED_MAY.search(self.text))

    @property
    def today(self) -> CalendarPoint | None:
        return day_point(self.published_on) if self.published_on else None

    @property
    def speaking(self) -> CalendarPoint | None:
        """What "last week" and "this year" count from."""
        return self.today or self.last

    @property
    def telling(self) -> CalendarPoint | None:
        """What "the next day" and "that year" count from."""
        return self.last or self.today

    def year_beside(self, which: str) -> int | None:
        """The year of "that year", "last year", "the following year"."""
        base = self.speaking if which in ("this", "last", "next") else self.telling
        return base.year + YEAR_STEPS.get(which, 0) if base else None

    def mention(self, point: CalendarPoint, end: int) -> None:
        """The story goes on from here; not from a far year that is named once, as in a comparison."""
        if self._is_aside(point):
            self.far = point
            return
        self.last, self.last_end, self.far = point, end, None
        self.before_christ = point.year < 1

    def _is_aside(self, point: CalendarPoint) -> bool:
        """Whether a year lies far from the date mentioned last, and from a far year before it."""
        if self.last is None or point.month:
            return False
        if abs(point.year - self.last.year) <= YEARS_FAR:
            return False
        return self.far is None or abs(point.year - self.far.year) > YEARS_FAR

    def tense(self, start: int, end: int) -> Tense:
        return tense_at(self.text, start, end)

    def _verb_is_far(self, start: int) -> bool:
        """ "He had asked them to come and vote in November": what is past is not what November belongs to."""
        return tense_at(self.text, start, start, NEAR_VERB_WITHIN) is not Tense.PAST

    def same_sentence(self, start: int) -> bool:
        """Is the date mentioned last in the sentence that goes on at `start`?"""
        between = self.text[self.last_end : start]
        if self.last is None or len(between) >= 300:
            return False
        return SENTENCE_END.search(between) is None

    def year_of(self, month: int, day: int, start: int, end: int) -> int | None:
        """The year of a month or day (0 where none is named) that is said without one."""
        if self.narrative:
            return self._year_in_story(month)
        if self.tense(start, end) is not Tense.FUTURE:
            if self.last and self.last.month and self.same_sentence(start):
                return self._year_in_story(month)
            if self.last and self._goes_on_about(month, start):
                return self.last.year
        return self._year_by_publication(month, day, start, end)

    def _goes_on_about(self, month: int, start: int) -> bool:
        """ "In April 1940 ... On 9 April": the same month, a sentence later, far from the day of publication."""
        if self.last is None or self.last.precision != "month":
            return False
        if self.last.month != month or start - self.last_end >= SENTENCE:
            return False
        return self.published_on is None or abs(self.published_on.month - month) > 1

    def _year_in_story(self, month: int) -> int | None:
        """The year of a month that follows the date mentioned last: the next one, where it lies far back in the year."""
        if self.last is None or self.last.precision in ("decade", "century"):
            return None
        names_month = self.last.month or self.last.number
        back = self.last.first_month - month if names_month else 0
        return self.last.year + (1 if back > MONTHS_BACK else 0)

    def _year_by_publication(
        self, month: int, day: int, start: int, end: int
    ) -> int | None:
        """The year in which a month or day lies nearest to the day of publication, on the side that the tense says."""
        here = self.published_on
        if here is None:
            return None
        distance = (month - here.month) * 31 + ((day - here.day) if day else 0)
        if abs(distance) <= NEAR_DAYS:
            return here.year
        tense = self.tense(start, end)
        if tense is Tense.FUTURE:
            return here.year + (distance < 0)
        may_be_ahead = 0 < distance < SOON_DAYS and self._verb_is_far(start)
        if tense is Tense.PAST and not may_be_ahead:
            return here.year - (distance > 0)
        return here.year + (distance < -HALF_YEAR) - (distance > HALF_YEAR)
